"""Why only so much can be had: the balance, then whatever makes the difference, and every line of it.

What is told adds up: the balance is what can be had, and what rests, without what is not covered; and each of these
is the sum of the lines told after it.
"""

from __future__ import annotations

from collections.abc import Sequence

from village import clock
from village.model.entry import Entry
from village.model.points import ZERO, Points
from village.services import base, figures, rulebook
from village.services.figures import Figures
from village.store import Store, years
from village.voice import dialogue
from village.voice.dialogue import Sentence

_RESTING = ("locked_base", "unpublished", "disputed", "expired")


def told(store: Store, household_id: int) -> list[Sentence]:
    """The whole answer. Raises `unknown_household`."""
    found, behind = figures.of(store, household_id), figures.lines(store, household_id)
    parts: list[tuple[str, Points, Sequence[Entry]]] = [
        (_called(store, name), getattr(found, name), getattr(behind, name)) for name in _RESTING
    ]
    if found.redeemable < found.balance or found.uncovered:
        parts += [("available", found.redeemable, behind.free), ("uncovered", found.uncovered, behind.free)]
    said = [
        sentence
        for name, amount, lines in parts
        if amount > ZERO
        for sentence in (Sentence(f"redeemable.{name}", {"amount": amount}), *_lines(store, household_id, lines))
    ]
    return [
        _heading(found),
        *(said or [Sentence("redeemable.whole" if found.balance > ZERO else "redeemable.nothing")]),
    ]


def _called(store: Store, name: str) -> str:
    """Which sentence tells of it: base points that are never for exchange wait for no day (GY-16)."""
    pack = rulebook.rules_on(store, clock.today())
    if name != "locked_base" or not base.is_never(pack):
        return name
    return "ranked_base" if base.is_ranked(pack) else "kept_base"


def _heading(found: Figures) -> Sentence:
    if found.balance < ZERO:
        return Sentence("redeemable.owed", {"amount": found.balance})
    return Sentence("redeemable.is", {"points": found.balance, "amount": found.redeemable})


def _lines(store: Store, household_id: int, lines: Sequence[Entry]) -> list[Sentence]:
    """Each line; those of closed years are told as one sum."""
    closed = years.last(store, "closed")
    now = {line.seq for line in lines if int(line.period[:4]) > closed}
    before = sum((line.points for line in lines if line.seq not in now), ZERO)
    told = dialogue.lines_of(store, household_id, now)
    return [*told, *([Sentence("redeemable.earlier", {"change": before})] if before else [])]
