"""Each act of the record as the verb that did it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date

from rules import Assessment, Why
from village import clock
from village.errors import VillageError
from village.model.entry import Draft, Entry, Kind
from village.model.period import Period
from village.model.points import ZERO
from village.services import (
    corrections,
    declarations,
    goods,
    goods_budgets,
    ledger,
    marks,
    objections,
    publications,
    redemptions,
    rulebook,
    scores,
    years,
)
from village.services.periods import ON_TIME
from village.services.replay import roll, vetoes
from village.services.replay.past import MOVED, Act
from village.services.replay.player import Player
from village.services.scores import Score


def _post(player: Player, act: Act) -> None:
    """A line: scored, ordered or corrected; all other lines come along with their acts."""
    line = player.past.lines[act.number]
    if line.seq in player.past.corrections:
        _correct(player, line)
    elif line.reverses is not None:
        return
    elif line.source == "score" or line.source.startswith("declaration:"):
        _score(player, line)
    elif line.source.startswith("goods:"):
        _order(player, line)
    elif not line.source and line.kind is not Kind.BASE:
        made = {one.name: getattr(line, one.name) for one in fields(Draft)}
        made |= {"household_id": roll.home(player, line.household_id), "reverses": None, "token": ""}
        player.lines[line.seq] = ledger.post(player.store, Draft(**made)).seq


def _score(player: Player, line: Entry) -> None:
    judged = not player.as_recorded and player.year in (int(line.period[:4]), line.occurred_on.year)
    try:
        with player.store.transaction(), rulebook.on_trial(player.trial if judged else None):
            made = (_judge if judged else _copy)(player, line)
    except VillageError as why:
        title = rulebook.title_on(player.store, line)
        player.told.note(title, line.points, ZERO)
        player.refuse("score", why, household=line.household_id, day=line.occurred_on, title=title, points=line.points)
        return
    player.lines[line.seq] = made.seq
    if made.points != line.points:
        player.told.note(rulebook.title_on(player.store, line), line.points, made.points)


def _judge(player: Player, line: Entry) -> Entry:
    """The fact behind a line, judged by the rules of this replay."""
    score = _fact(player, line)
    if line.source.startswith("declaration:"):
        declared = player.past.declarations[int(line.source.split(":")[1])]
        made = declarations.declare(player.store, score, actor=declared.actor).declaration
        done = declarations.approve(
            player.store,
            made.id,
            actor=line.actor,
            visited=declared.visited,
            points=score.points,
            place=score.place,
            reason=score.reason,
            mark=score.mark,
        )
        assert done.entry is not None
        return done.entry
    late = player.past.late.get(line.seq, ON_TIME)
    return scores.record(player.store, score, actor=line.actor, late=late).entry


def _copy(player: Player, line: Entry) -> Entry:
    """The line as it was recorded."""
    why = Why("award" if line.kind is Kind.AWARD else "deduction", line.clause, {})
    begun = date.fromisoformat(line.version) if line.version else line.occurred_on
    found = Assessment(line.points.hundredths, begun, line.clause, why, None, ())
    pack = rulebook.rules_on(player.store, clock.today())
    score = replace(_fact(player, line), mark=marks.supposed(pack, pack.find(line.item)))
    return scores.book(player.store, score, found, pack=pack, month=line.period, actor=line.actor, source="score").entry


def _fact(player: Player, line: Entry) -> Score:
    pack = scores.rules_for(player.store, line.occurred_on)
    item = pack.find(line.item)
    return Score(
        household_id=roll.home(player, line.household_id),
        item=line.item,
        occurred=line.occurred_on,
        option=line.option,
        count=line.count,
        points=line.points if item and item.open else None,
        member=line.member,
        place=line.place,
        reason=line.reason,
        evidence_id=player.paper if line.evidence else None,
        mark=marks.supposed(pack, item),
    )


def _correct(player: Player, line: Entry) -> None:
    origin = player.past.origin(line.reverses or 0)
    if origin in player.lines:
        corrections.correct(player.store, seq=player.lines[origin], reason=line.reason, actor=line.actor)


def _order(player: Player, line: Entry) -> None:
    wanted = int(line.source.split(":")[1])
    goods_budgets.suppose(player.store)
    try:
        made = redemptions.request(
            player.store,
            household_id=roll.home(player, line.household_id),
            goods_id=player.goods[wanted],
            quantity=line.count,
            actor=line.actor,
        )
    except VillageError as why:
        player.refuse("order", why, household=line.household_id, title=line.reason, points=line.points)
        return
    player.orders[line.seq] = made.id
    player.lines[line.seq] = made.entry_seq


def _made_order(player: Player, act: Act) -> int | None:
    return player.orders.get(player.past.origin(player.past.orders[act.number].entry_seq))


def _hand_over(player: Player, act: Act) -> None:
    made = _made_order(player, act)
    if made is not None:
        redemptions.hand_over(player.store, made, actor=act.actor)


def _cancel(player: Player, act: Act) -> None:
    made = _made_order(player, act)
    if made is not None:
        redemptions.cancel(player.store, made, reason=act.detail, actor=act.actor)


def _sign(player: Player, act: Act) -> None:
    period = Period.parse(act.subject.split(":")[1])
    publications.sign(player.store, period=period, signers=act.detail.split("、"), actor=act.actor)


def _publish(player: Player, act: Act) -> None:
    try:
        publications.publish(player.store, period=Period.parse(act.detail), actor=act.actor)
    except VillageError as why:
        player.refuse("publish", why, title=act.detail)


def _object(player: Player, act: Act) -> None:
    number = player.count("object")
    raised = player.past.objections[number]
    origin = player.past.origin(act.number)
    if origin in player.lines:
        home = roll.home(player, raised.household_id)
        seq = player.lines[origin]
        made = objections.raise_one(player.store, seq=seq, household_id=home, actor=act.actor, words=raised.words)
        player.objections[raised.id] = made.id


def _dismiss(player: Player, act: Act) -> None:
    if act.number in player.objections:
        objections.dismiss(player.store, player.objections[act.number], actor=act.actor, reason=act.detail)


def _uphold(player: Player, act: Act) -> None:
    if act.number not in player.objections:
        return
    raised = next(one for one in player.past.objections if one.id == act.number)
    copied = f"{MOVED}{player.past.lines[raised.entry_seq].id}"
    moved = next((one for one in player.past.lines.values() if one.source == copied), None)
    owner = roll.home(player, moved.household_id) if moved else None
    made = player.objections[act.number]
    objections.uphold(player.store, made, actor=act.actor, reason=act.detail or act.actor, belongs_to=owner)


def _close_year(player: Player, act: Act) -> None:
    with player.rules_of(act.number):
        years.close(player.store, act.number, actor=act.actor)


def _reprice(player: Player, act: Act) -> None:
    made = player.past.prices[player.count("reprice")]
    goods_id = player.goods[made.goods_id]
    goods.reprice(player.store, goods_id, points=made.points, cost=made.cost, reason=made.reason, actor=act.actor)


HANDLERS: Mapping[str, Callable[[Player, Act], None]] = {
    "adopt": roll.adopt,
    "adopt_item": roll.adopt_item,
    "enrol": roll.enrol,
    "amend": roll.amend,
    "leave": roll.leave,
    "take_out": roll.take_out,
    "take_up": roll.take_up,
    "split": roll.split,
    "merge": roll.merge,
    "post": _post,
    "sign": _sign,
    "publish": _publish,
    "object": _object,
    "upheld": _uphold,
    "dismissed": _dismiss,
    "veto": vetoes.veto,
    "take_veto_back": vetoes.take_back,
    "reprice": _reprice,
    "handed_over": _hand_over,
    "cancelled": _cancel,
    "close_year": _close_year,
}
"""By the name that the record gives each act. All others change nobody's points."""
