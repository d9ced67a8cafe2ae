"""Plays a year of the real record twice on books that nobody keeps: as it was, and as it would have been."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from village import clock
from village.services.replay import year_end
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


@dataclass(frozen=True, slots=True)
class _Span:
    """What of the record is played: all acts up to `seen`, the moment that is looked at; then the `ending`, which
    closes the year or, where it is not `closed`, would; and the acts `after` it while any of the year can lapse."""

    lived: Sequence[Act]
    seen: datetime
    closed: bool
    ending: Act
    after: Sequence[Act]


def replay(
    real: Store, *, year: int, trial: Trial, at: datetime, folder: Path, progress: Progress = _silent
) -> Outcome:
    """What a year would have been under amended rules. `folder` takes the two books; `at` is now.

    The real book is only read. Raises rules.PackError for rules that do not go together with what the village chose.
    """
    past = read(real)
    span = _span(past, year, at)
    whole = len(span.lived) + 1 + len(span.after)
    sides: list[tuple[dict[int, Account], Told]] = []
    for number, as_recorded in enumerate((True, False)):
        with closing(Store(folder / f"{number}.db", writer=True, lasting=False)) as store:
            player = Player(past, store, year, None if as_recorded else trial, as_recorded)

            def told(done: int, begun: int = number * whole) -> None:
                progress(begun + done, 2 * whole)

            sides.append((_played(player, span, told), player.told))
    return _outcome(past, span, year, *sides)


def _span(past: Past, year: int, at: datetime) -> _Span:
    end = next((place for place, act in enumerate(past.acts) if _closes(act, year)), len(past.acts))
    if end == len(past.acts):
        return _Span(past.acts, at, False, year_end.closing(year, at), ())
    after = [act for act in past.acts[end + 1 :] if act.at < year_end.over(year)]
    return _Span(past.acts[:end], past.acts[end].at, True, past.acts[end], after)


def _played(player: Player, span: _Span, told: Callable[[int], None]) -> dict[int, Account]:
    """Play all acts before the year was closed, look, and go on to its end."""
    player.begin()
    for place, act in enumerate(span.lived):
        player.play(act, HANDLERS)
        if place % 100 == 0:
            told(place)
    with clock.held(span.seen), player.rules_of(span.seen.year):
        player.new_day()
        found = look(player)
    found = year_end.reach(player, span.ending, span.after, found)
    told(len(span.lived) + 1 + len(span.after))
    return found


def _outcome(
    past: Past,
    span: _Span,
    year: int,
    recorded: tuple[dict[int, Account], Told],
    amended: tuple[dict[int, Account], Told],
) -> Outcome:
    (before, was), (after, now) = recorded, amended
    known = {_same(one) for one in was.refused}
    return Outcome(
        year=year,
        day=span.seen.date(),
        closed=span.closed,
        homes=tuple(_home(past, one, before[one], after.get(one, NONE)) for one in _in_house_order(past, before)),
        gone=tuple(_gone(past, one) for one in now.refused if _same(one) not in known),
        titles=tuple(Title(title, *found) for title, found in sorted(now.titles.items(), key=lambda pair: -pair[1][0])),
        ending=span.ending.at.date(),
        over=max(span.ending.at, year_end.over(year)).date(),
        undecided=(not was.closed, not now.closed),
    )


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
