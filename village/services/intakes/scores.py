"""A month's scores as a table: looked over, and taken in.

They are looked over by recording them one by one in a book that nobody keeps: limits count the rows before, and every
refusal is the one that would be heard.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from village.errors import VillageError
from village.model.intake import Made
from village.services import evidence, refusals, scores
from village.services.intakes.lines import Reader, Row, Terms
from village.services.intakes.titled import Table
from village.services.scores import Score
from village.store import Store, entries


def look(store: Store, table: Table, terms: Terms, told: Callable[[int, int], None]) -> tuple[Row, ...]:
    """The lines of the table. `store` is written to: it has to be a copy of the book. Whatever is doubtful is noted in
    the table's `faults`."""
    reader, recorder, written = Reader(store, table, terms), Recorder(store, terms), _Written(store)
    found = []
    for place, line in enumerate(table.lines):
        for row, key in reader.rows(line):
            if written.has(row):
                found.append(replace(row, idle=True))
                continue
            try:
                made = recorder.record(row)
            except VillageError as why:
                table.say(line, key, refusals.sentence(why))
            else:
                warned = tuple(refusals.sentence(VillageError(one.code, why=one)) for one in made.warnings)
                found.append(replace(row, foreseen=made.entry.points, warnings=warned))
        told(place, len(table.lines))
    return tuple(found)


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
        score = Score(
            household_id=row.household,
            item=row.item,
            occurred=row.occurred,
            option=row.option,
            count=row.count,
            points=row.points,
            member=row.member,
            place=row.place,
            reason=row.reason,
            evidence_id=self._paper(row),
            mark=row.mark,
        )
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
