"""A file that is handed in → what it would bring, row by row, and everything that is doubtful. Nothing is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from village import clock
from village.errors import VillageError
from village.model.intake import IntakeKind
from village.services import rulebook
from village.services.intakes import goods, lines, roll, scores
from village.services.intakes.lines import Terms
from village.services.intakes.titled import Fault, Table, cells_of, columns_of, head_of, read, words
from village.sheets import plain, reading, safe
from village.store import Store, intakes

FITS: dict[IntakeKind, Callable[[Sequence[str]], bool]] = {
    IntakeKind.ROLL: roll.fits,
    IntakeKind.GOODS: goods.fits,
    IntakeKind.SCORES: lines.fits,
}
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Found:
    """What a table would bring: the rows of its kind, what is doubtful in it, which columns nobody asked for and which
    rows are none (sums, signatures). `seal` is the file's SHA-256."""

    kind: IntakeKind
    seal: str
    faults: tuple[Fault, ...] = ()
    other: tuple[str, ...] = ()
    passed: tuple[int, ...] = ()
    homes: tuple[roll.Row, ...] = ()
    shelf: tuple[goods.Row, ...] = ()
    sheet: tuple[lines.Row, ...] = ()

    @property
    def rows(self) -> Sequence[roll.Row | goods.Row | lines.Row]:
        """The rows, whichever they are."""
        return self.homes or self.shelf or self.sheet

    @property
    def fresh(self) -> int:
        """How many rows bring something."""
        return sum(not row.idle for row in self.rows)


def text_of(kind: IntakeKind, content: bytes) -> str:
    """The table of a workbook or a text file, as text.

    Raises what `village.sheets` raises, and `intake_no_table`, `intake_tables` in place of the words for item tables.
    """
    if len(content) > safe.LARGEST:
        raise VillageError("workbook_large", count=safe.LARGEST // 1024**2)
    if not safe.is_packed(content):
        return plain.text_of(content)
    try:
        return reading.table_of(content, lambda text: head_of(cells_of(text), FITS[kind]) >= 0)
    except VillageError as why:
        if why.code == "workbook_no_table":
            raise VillageError("intake_no_table", what=_titles(kind)) from why
        if why.code == "workbook_tables":
            raise VillageError("intake_tables", what=why.params["what"]) from why
        raise


def table_of(kind: IntakeKind, text: str) -> Table:
    """The rows of a table in a text. Raises `intake_no_table`, `intake_long`, `intake_empty`."""
    cells = cells_of(text)
    head = head_of(cells, FITS[kind])
    if head < 0:
        raise VillageError("intake_no_table", what=_titles(kind))
    if len(cells) > reading.LAST_ROW:
        raise VillageError("intake_long", count=reading.LAST_ROW)
    table = read(kind.value, cells, head)
    if not table.lines:
        raise VillageError("intake_empty")
    return table


def roll_in(text: str) -> Table | None:
    """The table of a roll in a text that says more of households than group and head; None for a plain list."""
    cells = cells_of(text)
    head = head_of(cells, roll.fits)
    if head < 0 or not columns_of("roll", cells[head]).keys() - {"head", "group"}:
        return None
    return read("roll", cells, head)


def look(store: Store, kind: IntakeKind, content: bytes, terms: Terms, *, folder: Path, told: Told) -> Found:
    """Look a file over. Scores are tried in a copy of the book in `folder`. Raises as `text_of` and `table_of`, and
    `intake_again` for a file that was taken in before."""
    seal = hashlib.sha256(content).hexdigest()
    if before := intakes.of_seal(store, kind, seal):
        raise VillageError("intake_again", number=str(before.id))
    table = table_of(kind, text_of(kind, content))
    found = Found(kind, seal)
    if kind is IntakeKind.ROLL:
        found = replace(found, homes=roll.look(store, table, told))
    elif kind is IntakeKind.GOODS:
        found = replace(found, shelf=goods.look(store, table, rulebook.rules_on(store, clock.today()), told))
    else:
        found = replace(found, sheet=_tried(store, table, terms, folder, told))
    faults = tuple(sorted(table.faults, key=lambda one: one.line))
    return replace(found, faults=faults, other=tuple(table.other.values()), passed=tuple(table.passed))


def _tried(store: Store, table: Table, terms: Terms, folder: Path, told: Told) -> tuple[lines.Row, ...]:
    place = folder / "book.db"
    store.copy_to(place)
    with closing(Store(place, writer=True, lasting=False)) as book:
        return scores.look(book, table, terms, told)


def _titles(kind: IntakeKind) -> str:
    named: str = words()[kind.value]["asked"]
    return named
