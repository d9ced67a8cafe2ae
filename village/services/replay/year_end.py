"""The end of the year that is replayed: its closing, and what is left when the last of it has lapsed (A.7-1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from village import clock
from village.model.points import Points
from village.services import figures, households, ledger
from village.services.replay.deeds import HANDLERS
from village.services.replay.outcome import Account
from village.services.replay.past import Act
from village.services.replay.player import CADRE, Player
from village.store import years


def over(year: int) -> datetime:
    """When nothing of a year lapses by itself any more: the remainder is gone on 1 February (A.7-1)."""
    return datetime(year + 1, 2, 1).astimezone()


def closing(year: int, at: datetime) -> Act:
    """The closing of a year that nobody closed yet: on its last day, or now if that is later."""
    last = datetime(year, 12, 31, 23).astimezone()
    return Act(max(at.astimezone(), last), CADRE, "close_year", f"year:{year}", "")


def reach(player: Player, close: Act, after: Sequence[Act], found: Mapping[int, Account]) -> dict[int, Account]:
    """Close the year, do what was done until it was over, and answer the accounts with what its end did to them.

    A year that cannot be closed, because the village has not decided how, keeps its points.
    """
    player.play(close, HANDLERS)
    player.told.closed = years.last(player.store, "closed") >= player.year
    opened = max(close.at, datetime(player.year + 1, 1, 1).astimezone())
    with clock.held(opened), player.rules_of(opened.year):
        opening = {real: _spendable(player, real) for real in found}
    for act in after:
        player.play(act, HANDLERS)
    last = max(close.at, over(player.year))
    with clock.held(last), player.rules_of(last.year):
        player.new_day()
    return {
        real: replace(
            account,
            lapsed=figures.lapsed(player.store, player.homes[real], year=player.year),
            opening=opening[real],
            carried=ledger.balance(player.store, player.homes[real]),
        )
        for real, account in found.items()
    }


def _spendable(player: Player, real: int) -> Points:
    household = households.get(player.store, player.homes[real])
    return figures.purse(player.store, household).redeemable
