"""Plays a year of the real record twice on books that nobody keeps: as it was, and as it would have been."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from village import clock
from village.services.replay.deeds import HANDLERS
from village.services.replay.outcome import NONE, Account, Gone, Home, Outcome, Title, look
from village.services.replay.past import Act, Past, read
from village.services.replay.player import Player, Refused, Told
from village.services.rulebook import Trial
from village.store import Store

Progress = Callable[[int, int], None]
"""Told how many acts are done, and of how many."""


def _silent(_done: int, _of: int) -> None:
    """Nobody waits for it."""


def replay(
    real: Store, *, year: int, trial: Trial, at: datetime, folder: Path, progress: Progress = _silent
) -> Outcome:
    """What a year would have been under amended rules. `folder` takes the two books; `at` is now.

    The real book is only read. Raises rules.PackError for rules that do not go together with what the village chose.
    """
    past = read(real)
    end = next((place for place, act in enumerate(past.acts) if _closes(act, year)), len(past.acts))
    close = past.acts[end] if end < len(past.acts) else None
    whole = 2 * max(end, 1)
    sides: list[tuple[dict[int, Account], Told]] = []
    for number, as_recorded in enumerate((True, False)):
        with closing(Store(folder / f"{number}.db", writer=True, lasting=False)) as store:
            player = Player(past, store, year, None if as_recorded else trial, as_recorded)

            def told(done: int, begun: int = number * max(end, 1)) -> None:
                progress(begun + done, whole)

            sides.append((_seen(player, end, close, at, told), player.told))
    (before, was), (after, now) = sides
    homes = tuple(_home(past, one, before[one], after.get(one, NONE)) for one in _in_house_order(past, before))
    known = {_same(one) for one in was.refused}
    gone = tuple(_gone(past, one) for one in now.refused if _same(one) not in known)
    titles = tuple(Title(title, *found) for title, found in sorted(now.titles.items(), key=lambda pair: -pair[1][0]))
    day = (close.at if close else at).date()
    return Outcome(year, day, close is not None, homes, gone, titles, was.lapsed, now.lapsed)


def _seen(player: Player, end: int, close: Act | None, at: datetime, told: Callable[[int], None]) -> dict[int, Account]:
    """Play all acts before the year was closed, look, and close it."""
    for place, act in enumerate(player.past.acts[:end]):
        if place == 0:
            player.begin()
        player.play(act, HANDLERS)
        if place % 100 == 0:
            told(place)
    moment = close.at if close else at
    with clock.held(moment), player.rules_of(moment.year):
        player.new_day()
        found = look(player)
    if close:
        player.play(close, HANDLERS)
    told(end)
    return found


def _closes(act: Act, year: int) -> bool:
    return act.name == "close_year" and act.number == year


def _same(one: Refused) -> tuple[object, ...]:
    return (one.what, one.household, one.day, one.title, one.points)


def _in_house_order(past: Past, found: dict[int, Account]) -> list[int]:
    return sorted(found, key=lambda one: past.homes[one].number)


def _home(past: Past, one: int, before: Account, after: Account) -> Home:
    known = past.homes[one]
    return Home(known.number, known.head, known.group, before, after)


def _gone(past: Past, one: Refused) -> Gone:
    known = past.homes.get(one.household)
    return Gone(known.number, known.head, known.group, one) if known else Gone("", "", "", one)
