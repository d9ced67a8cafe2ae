"""The rules and the roll, brought back act by act."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from village import clock
from village.errors import VillageError
from village.model.household import Household
from village.model.points import ZERO, Points
from village.services import (
    approvals,
    changes,
    choices,
    evaluations,
    households,
    items,
    participation,
    rulebook,
)
from village.services.replay.past import Act
from village.services.replay.player import CADRE, Player


def home(player: Player, household_id: int) -> int:
    """What a household of the real book is called in this one. Raises `unknown_household`."""
    if household_id not in player.homes:
        raise VillageError("unknown_household")
    return player.homes[household_id]


def adopt(player: Player, act: Act) -> None:
    """The village's own choice of rules, on its own day: a trial amends what was chosen, never the choosing."""
    made = player.past.adoptions[player.count("adopt")]
    with rulebook.on_trial(None):
        rulebook.adopt(
            player.store,
            pack_id=made.pack,
            since=made.since,
            settings=made.settings,
            actor=act.actor,
            approval=approvals.supposed(rulebook.pack(made.pack), made.approval or CADRE),
        )


def adopt_item(player: Player, act: Act) -> None:
    """An item of the village's own, together with all that were added with it, or later figures of an item."""
    place = player.count("adopt_item")
    row, amends, approval, note = player.past.items[place]
    if place in player.added:
        return
    with rulebook.on_trial(None):
        approval = approvals.supposed(rulebook.rules_on(player.store, clock.today()), approval or CADRE)
        if not amends:
            player.added |= (many := _together(player, place, act))
            found = [player.past.items[one][0] for one in sorted(many)]
            items.add(player.store, found, approval=approval, actor=act.actor)
            return
        items.adopt(
            player.store,
            row["code"],
            since=row["from"],
            points=row.get("points"),
            options=row.get("options"),
            approval=approval,
            note=note or CADRE,
            evaluation=evaluations.suppose(player.store),
            actor=act.actor,
        )


def _together(player: Player, place: int, act: Act) -> set[int]:
    """The places of items that were added in one go: they may speak of each other."""
    moments = [one.at for one in player.past.acts if one.name == "adopt_item"]
    many = set()
    while place < len(moments) and moments[place] == act.at and not player.past.items[place][1]:
        many.add(place)
        place += 1
    return many


def enrol(player: Player, act: Act) -> None:
    """A household comes in. One that a split founded comes with the split."""
    known = player.past.homes[act.number]
    if known.number not in player.past.leavers:
        made = households.enrol(player.store, actor=act.actor, number=known.number, **_facts(player, known))
        player.homes[known.id] = made.id


def amend(player: Player, act: Act) -> None:
    """What the roll says today about taking part holds from the last time that it was changed."""
    if act.at == player.past.amended.get(act.number):
        known = player.past.homes[act.number]
        here = households.get(player.store, home(player, act.number))
        households.amend(player.store, replace(here, opted_in=known.opted_in), actor=act.actor)


def leave(player: Player, act: Act) -> None:
    """A household goes away."""
    changes.leave(player.store, home(player, act.number), actor=act.actor)


def take_out(player: Player, act: Act) -> None:
    """A household's list was taken back."""
    households.take_out(player.store, home(player, act.number), reason=CADRE, actor=act.actor)


def take_up(player: Player, act: Act) -> None:
    """It was handed in again."""
    facts = _facts(player, player.past.homes[act.number])
    base = facts.pop("base")
    here = households.get(player.store, home(player, act.number))
    households.take_up(player.store, replace(here, **facts), actor=act.actor, base=base)


def split(player: Player, act: Act) -> None:
    """Some members found a household of their own."""
    known = player.past.by_number(act.detail)
    made = changes.split(
        player.store,
        home(player, act.number),
        members=player.past.leavers[act.detail],
        actor=act.actor,
        reason=CADRE,
        **_facts(player, known),
    )
    player.homes[known.id] = made.id


def merge(player: Player, act: Act) -> None:
    """Two accounts become one."""
    kept = player.past.by_number(act.detail)
    changes.merge(
        player.store, home(player, kept.id), former_id=home(player, act.number), actor=act.actor, reason=CADRE
    )


def _facts(player: Player, known: Household) -> dict[str, Any]:
    """What the roll says of a household today; whoever takes no part today did so until the roll was changed."""
    opted_in = known.opted_in
    with rulebook.on_trial(None):
        pack = rulebook.rules_on(player.store, clock.today())
        if known.id in player.past.amended and not participation.takes_part(known, pack):
            opted_in = True
    return {
        "head": known.head,
        "group": known.group,
        "enrolled": known.enrolled,
        "residence": known.residence,
        "months_home": known.months_home,
        "opted_in": opted_in,
        "base": _base(player, known),
    }


def _base(player: Player, known: Household) -> Points | None:
    """The base points that it was granted; None where those were what the rules granted, for the rules to say."""
    granted = player.past.granted.get(known.id, ZERO)
    if player.as_recorded or clock.today().year < player.year:
        return granted
    with rulebook.on_trial(None):
        try:
            pack = rulebook.rules_on(player.store, known.enrolled)
            usual = Points(choices.hundredths(pack, "base_points"))
        except VillageError:
            return granted
    return None if granted == usual else granted
