"""Tables that came in whole: what each row made, and which of them were taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from village.model.intake import Intake, IntakeKind, Made
from village.store.rows import maybe_moment, moment
from village.store.store import Store

_SELECT = """SELECT intakes.id, kind, name, seal, rows, act, seq, taken_at, intakes.actor, undone_at, undone.actor
    FROM intakes LEFT JOIN intakes_undone AS undone ON undone.intake_id = intakes.id"""
_LATER = {
    "household": """SELECT household_id FROM entries WHERE seq > :seq AND household_id IN ({refs})
        UNION ALL SELECT household_id FROM declarations WHERE household_id IN ({refs})
        UNION ALL SELECT household_id FROM wishes WHERE household_id IN ({refs})
        UNION ALL SELECT household_id FROM published_rows WHERE household_id IN ({refs})
        UNION ALL SELECT id FROM households WHERE id IN ({refs}) AND (closed IS NOT NULL OR pin_hash <> '')
        UNION ALL SELECT ref FROM ({acts})""",
    "facts": "SELECT ref FROM ({acts})",
    "goods": """SELECT goods_id FROM redemptions WHERE goods_id IN ({refs})
        UNION ALL SELECT goods_id FROM wishes WHERE goods_id IN ({refs})
        UNION ALL SELECT goods_id FROM stock_moves WHERE goods_id IN ({refs}) AND source <> 'opening'
        UNION ALL SELECT goods_id FROM goods_prices WHERE goods_id IN ({refs})
        UNION ALL SELECT ref FROM ({acts})""",
}
"""What has happened since to what a table made. `acts` are later acts on the very thing; 'facts' are households too."""
_ACTS = """SELECT ref FROM intake_rows JOIN acts ON acts.subject = {subject} || ':' || ref
    WHERE intake_id = :intake AND what = :what AND acts.id > :act"""


def add(store: Store, intake: Intake, made: Iterable[Made]) -> int:
    """Write down a table (its `id` is ignored) with what it made, in the order in which it was made."""
    cursor = store.db.conn.execute(
        "INSERT INTO intakes (kind, name, seal, rows, act, seq, taken_at, actor) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(intake.kind.value, intake.name, intake.seal, intake.rows, intake.act, intake.seq),
            *(intake.at.isoformat(), intake.actor),
        ),
    )
    number = int(cursor.lastrowid or 0)
    store.db.conn.executemany(
        "INSERT INTO intake_rows (intake_id, place, line, what, ref, former) VALUES (?, ?, ?, ?, ?, ?)",
        ((number, place, one.line, one.what, one.ref, one.former) for place, one in enumerate(made, 1)),
    )
    return number


def get(store: Store, intake_id: int) -> Intake | None:
    """One table by its number."""
    return next(iter(_many(store, "WHERE intakes.id = ?", intake_id)), None)


def all_of(store: Store, *, limit: int = 50) -> list[Intake]:
    """The newest first."""
    return _many(store, "ORDER BY intakes.id DESC LIMIT ?", limit)


def of_seal(store: Store, kind: IntakeKind, seal: str) -> Intake | None:
    """The table of this very file that stands."""
    found = _many(store, "WHERE kind = ? AND seal = ? AND undone_at IS NULL", kind.value, seal)
    return next(iter(found), None)


def made(store: Store, intake_id: int) -> list[Made]:
    """What its rows made, in order."""
    rows = store.db.conn.execute(
        "SELECT line, what, ref, former FROM intake_rows WHERE intake_id = ? ORDER BY place", (intake_id,)
    )
    return [Made(*row) for row in rows]


def undo(store: Store, intake_id: int, *, at: datetime, actor: str) -> None:
    """It was taken back."""
    store.db.conn.execute("INSERT INTO intakes_undone VALUES (?, ?, ?)", (intake_id, at.isoformat(), actor))


def later(store: Store, intake: Intake, what: str) -> int:
    """The first household or goods of this table that something happened to since; 0 for none."""
    subject = "'goods'" if what == "goods" else "'household'"
    refs = "SELECT ref FROM intake_rows WHERE intake_id = :intake AND what = :what"
    question = _LATER[what].format(refs=refs, acts=_ACTS.format(subject=subject))
    given = {"intake": intake.id, "what": what, "act": intake.act, "seq": intake.seq}
    row = store.db.conn.execute(f"WITH touched (ref) AS ({question}) SELECT min(ref) FROM touched", given).fetchone()
    return int(row[0] or 0)


def spare(store: Store) -> list[int]:
    """Households that a table had registered and that were closed when it was taken back, in house order: their
    numbers are free for the table that is handed in again."""
    rows = store.db.conn.execute(
        """SELECT id FROM households WHERE closed IS NOT NULL
           AND id IN (SELECT ref FROM intake_rows JOIN intakes_undone USING (intake_id) WHERE what = 'household')
           AND id NOT IN (SELECT ref FROM intake_rows WHERE what = 'household'
                          AND intake_id NOT IN (SELECT intake_id FROM intakes_undone))
           ORDER BY number"""
    )
    return [row[0] for row in rows]


def withdraw(store: Store, goods_id: int) -> None:
    """Nobody is offered these goods any more."""
    store.db.conn.execute("INSERT INTO withdrawn_goods VALUES (?)", (goods_id,))


def _many(store: Store, where: str, *given: object) -> list[Intake]:
    return [_intake(row) for row in store.db.conn.execute(f"{_SELECT} {where}", given)]


def _intake(row: tuple[Any, ...]) -> Intake:
    number, kind, name, seal, rows, act, seq, at, actor, undone_at, undone_by = row
    return Intake(
        *(number, IntakeKind(kind), name, seal, rows, act, seq, moment(at), actor),
        *(maybe_moment(undone_at), undone_by or ""),
    )
