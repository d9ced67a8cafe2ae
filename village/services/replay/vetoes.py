"""Vetoes of the record, and what took them back."""

from __future__ import annotations

from village.model.entry import VETO
from village.model.period import Period
from village.services import veto_reversals, vetoes
from village.services.replay import roll
from village.services.replay.past import Act
from village.services.replay.player import Player


def veto(player: Player, act: Act) -> None:
    """The month is voided again; the line that did it stands for the one that did it then."""
    known = player.past.vetoes[player.count("veto")]
    home, month = roll.home(player, act.number), Period.parse(act.detail)
    made = vetoes.veto(player.store, household_id=home, period=month, reason=known.reason, actor=act.actor)
    player.vetoes[known.id] = made.id
    line, first = vetoes.line_of(player.store, made), f"{VETO}{known.id}"
    if line:
        own = (one.seq for one in player.past.lines.values() if one.source == first and one.reverses is None)
        player.lines.update(dict.fromkeys(own, line.seq))


def take_back(player: Player, act: Act) -> None:
    """The veto that stood then; where an objection to it was upheld, that did it already."""
    every = reversed(player.past.vetoes)
    told = (one for one in every if (one.household_id, one.month) == (act.number, act.detail))
    known = next((one for one in told if one.id in player.vetoes), None)
    if known is None or known.taken_back is None:
        return
    made = veto_reversals.get(player.store, player.vetoes[known.id])
    if made.taken_back is None:
        veto_reversals.take_back(player.store, made.id, reason=known.taken_back.reason, actor=act.actor)
