"""Score sheets and their cells: drafts, which may change until they are booked."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime

from village.model.score_sheet import ScoreCell, ScoreSheet, SheetState
from village.store.store import Store

_SELECT = """SELECT id, day, items, place, reason, mark, evidence_id, state, step, opened_by, submitted_by, decided_by,
                    note FROM score_sheets"""
_CELLS = "SELECT household_id, item, text, actor, step FROM score_cells"


def add(store: Store, sheet: ScoreSheet, *, at: datetime) -> int:
    """A new sheet; answers its number."""
    row = store.db.conn.execute(
        """INSERT INTO score_sheets (day, items, place, reason, mark, evidence_id, opened_at, opened_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            *(sheet.day.isoformat(), " ".join(sheet.items), sheet.place, sheet.reason, sheet.mark),
            *(sheet.evidence_id, at.isoformat(), sheet.opened_by),
        ),
    )
    assert row.lastrowid
    return row.lastrowid


def get(store: Store, sheet_id: int) -> ScoreSheet | None:
    """One sheet."""
    found = store.db.conn.execute(f"{_SELECT} WHERE id = ?", (sheet_id,)).fetchone()
    return _sheet(found) if found else None


def recent(store: Store, *, limit: int) -> list[ScoreSheet]:
    """The newest sheets first, those that were dropped left out."""
    rows = store.db.conn.execute(f"{_SELECT} WHERE state <> 'dropped' ORDER BY id DESC LIMIT ?", (limit,))
    return [_sheet(row) for row in rows]


def in_state(store: Store, state: SheetState) -> list[ScoreSheet]:
    """All sheets of a state, oldest first."""
    rows = store.db.conn.execute(f"{_SELECT} WHERE state = ? ORDER BY id", (state.value,))
    return [_sheet(row) for row in rows]


def revise(store: Store, sheet: ScoreSheet) -> None:
    """The sheet's day, columns, and what goes with every line."""
    store.db.conn.execute(
        "UPDATE score_sheets SET day = ?, items = ?, place = ?, reason = ?, mark = ?, evidence_id = ? WHERE id = ?",
        (
            *(sheet.day.isoformat(), " ".join(sheet.items), sheet.place, sheet.reason, sheet.mark),
            *(sheet.evidence_id, sheet.id),
        ),
    )


def settle(
    store: Store, sheet_id: int, state: SheetState, *, submitted_by: str = "", decided_by: str = "", note: str = ""
) -> None:
    """Where the sheet stands from now on, and who brought it there."""
    store.db.conn.execute(
        "UPDATE score_sheets SET state = ?, submitted_by = ?, decided_by = ?, note = ? WHERE id = ?",
        (state.value, submitted_by, decided_by, note, sheet_id),
    )


def put(store: Store, sheet_id: int, cell: ScoreCell, *, at: datetime) -> ScoreCell:
    """Write one cell under the sheet's next step."""
    (step,) = store.db.conn.execute(
        "UPDATE score_sheets SET step = step + 1 WHERE id = ? RETURNING step", (sheet_id,)
    ).fetchone()
    store.db.conn.execute(
        """INSERT INTO score_cells (sheet_id, household_id, item, text, actor, saved_at, step)
           VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (sheet_id, household_id, item) DO UPDATE
           SET text = excluded.text, actor = excluded.actor, saved_at = excluded.saved_at, step = excluded.step""",
        (sheet_id, cell.household_id, cell.item, cell.text, cell.actor, at.isoformat(), step),
    )
    return ScoreCell(cell.household_id, cell.item, cell.text, cell.actor, step)


def cell(store: Store, sheet_id: int, household_id: int, item: str) -> ScoreCell | None:
    """What stands in one cell."""
    found = store.db.conn.execute(
        f"{_CELLS} WHERE sheet_id = ? AND household_id = ? AND item = ?", (sheet_id, household_id, item)
    ).fetchone()
    return ScoreCell(*found) if found else None


def cells(store: Store, sheet_id: int, *, since: int = 0) -> list[ScoreCell]:
    """The cells that were saved after step `since`, in the order of their saves."""
    rows = store.db.conn.execute(f"{_CELLS} WHERE sheet_id = ? AND step > ? ORDER BY step", (sheet_id, since))
    return [ScoreCell(*row) for row in rows]


def of_households(store: Store, sheet_id: int, household_ids: Iterable[int]) -> list[ScoreCell]:
    """The cells of these rows, in the order of their saves."""
    rows = store.db.conn.execute(
        f"{_CELLS} WHERE sheet_id = ? AND household_id IN (SELECT value FROM json_each(?)) ORDER BY step",
        (sheet_id, json.dumps(sorted(set(household_ids)))),
    )
    return [ScoreCell(*row) for row in rows]


def filled(store: Store, sheet_id: int) -> set[int]:
    """Households in whose row something stands."""
    rows = store.db.conn.execute(
        "SELECT DISTINCT household_id FROM score_cells WHERE sheet_id = ? AND text <> ''", (sheet_id,)
    )
    return {household_id for (household_id,) in rows}


def of_household(store: Store, sheet_id: int, household_id: int) -> list[ScoreCell]:
    """One row's cells."""
    rows = store.db.conn.execute(f"{_CELLS} WHERE sheet_id = ? AND household_id = ?", (sheet_id, household_id))
    return [ScoreCell(*row) for row in rows]


def looked_at(store: Store, first: date, last: date) -> set[int]:
    """Households for which something stands in a sheet of these days that was not dropped."""
    rows = store.db.conn.execute(
        """SELECT DISTINCT household_id FROM score_cells JOIN score_sheets ON score_sheets.id = sheet_id
           WHERE text <> '' AND state <> 'dropped' AND day BETWEEN ? AND ?""",
        (first.isoformat(), last.isoformat()),
    )
    return {household_id for (household_id,) in rows}


def _sheet(row: tuple[object, ...]) -> ScoreSheet:
    number, day, items, place, reason, mark, evidence_id, state, *rest = row
    return ScoreSheet(
        number,  # type: ignore[arg-type]
        date.fromisoformat(str(day)),
        tuple(str(items).split()),
        str(place),
        str(reason),
        str(mark),
        evidence_id,  # type: ignore[arg-type]
        SheetState(str(state)),
        *rest,  # type: ignore[arg-type]
    )
