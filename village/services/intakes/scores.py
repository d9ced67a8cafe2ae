"""A month's scores as a table: looked over, and taken in.

Each row is asked of the very verb that will record it, beside the lines of the book and those of the rows before:
limits count them all, and every refusal is the one that would be heard.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from rules import Assessment, Line
from village.errors import VillageError
from village.model.intake import Made
from village.model.period import month_of
from village.model.points import Points
from village.services import evidence, refusals, scores
from village.services.intakes.lines import Reader, Row, Terms
from village.services.intakes.titled import Table
from village.services.scores import Score
from village.store import Store, entries, vetoes

PROMISED = 0
"""Stands for evidence that is kept when the table is taken in."""


def look(store: Store, table: Table, terms: Terms, told: Callable[[int, int], None]) -> tuple[Row, ...]:
    """The lines of the table; whatever is doubtful is noted in its `faults`."""
    reader, beside, written = Reader(store, table, terms), _Beside(store, terms), _Written(store)
    found = []
    for place, line in enumerate(table.lines):
        for row, key in reader.rows(line):
            if written.has(row):
                found.append(replace(row, idle=True))
                continue
            try:
                seen = beside.foresee(row)
            except VillageError as why:
                table.say(line, key, refusals.sentence(why))
            else:
                warned = tuple(refusals.sentence(VillageError(one.code, why=one)) for one in seen.warnings)
                found.append(replace(row, foreseen=Points(seen.points), warnings=warned))
        told(place, len(table.lines))
    return tuple(found)


class _Beside:
    """What households' lines of a year are going to be, row by row."""

    def __init__(self, store: Store, terms: Terms) -> None:
        self.store, self.terms = store, terms
        self.lines: dict[tuple[int, int], list[Line]] = {}
        self.void = vetoes.every(store)

    def foresee(self, row: Row) -> Assessment:
        """What the row would give; from now on it counts. Raises as `scores.record`."""
        key = (row.household, row.occurred.year)
        if key not in self.lines:
            self.lines[key] = scores.earlier(self.store, *key)
        terms, lines = self.terms, self.lines[key]
        score = score_of(row, PROMISED if row.kind or row.paper else None)
        pack = scores.rules_for(self.store, row.occurred)
        if score.evidence_id is not None and row.kind not in dict(pack.evidence_kinds):
            raise VillageError("evidence_missing", pack.setting("evidence").clause)
        seen = scores.foresee(
            self.store, score, actor=terms.actor, belonging=terms.belonging, late=terms.late, beside=lines
        )
        if (row.household, month_of(row.occurred)) not in self.void:
            lines.append(Line(row.item, row.option or None, row.occurred, seen.points, row.count, row.member))
        return seen


def score_of(row: Row, evidence_id: int | None) -> Score:
    """The row as it is recorded."""
    return Score(
        household_id=row.household,
        item=row.item,
        occurred=row.occurred,
        option=row.option,
        count=row.count,
        points=row.points,
        member=row.member,
        place=row.place,
        reason=row.reason,
        evidence_id=evidence_id,
        mark=row.mark,
    )


class Recorder:
    """Records rows of a table in a book; each paper they name is kept once."""

    def __init__(self, store: Store, terms: Terms) -> None:
        self.store, self.terms = store, terms
        self.papers: dict[tuple[str, str], int] = {}

    def take(self, row: Row) -> Iterator[Made]:
        """Record it, unless it stands in the book. Raises as `scores.record`."""
        if not row.idle:
            yield Made(row.line, "entry", self.record(row).entry.seq)

    def record(self, row: Row) -> scores.Scored:
        """One line into the book."""
        score = score_of(row, self._paper(row))
        terms = self.terms
        return scores.record(self.store, score, actor=terms.actor, belonging=terms.belonging, late=terms.late)

    def _paper(self, row: Row) -> int | None:
        key = (row.kind, row.paper)
        if not any(key):
            return None
        if key not in self.papers:
            kept = evidence.name_paper(self.store, kind=row.kind, title=row.paper, actor=self.terms.actor)
            self.papers[key] = kept.id
        return self.papers[key]


class _Written:
    """What the book already has of the same day, so that a table handed in again counts nothing twice."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.known: dict[tuple[int, int], Counter[Sequence[object]]] = {}

    def has(self, row: Row) -> bool:
        """Whether such a line stands in the book, once for each time it is asked."""
        key = (row.household, row.occurred.year)
        if key not in self.known:
            self.known[key] = Counter(
                (one.item, one.option, one.occurred_on, one.count, one.member, one.place)
                for one in entries.counting(self.store, *key)
            )
        same = (row.item, row.option, row.occurred, row.count, row.member, row.place)
        found = self.known[key][same] > 0
        self.known[key][same] -= found
        return found
