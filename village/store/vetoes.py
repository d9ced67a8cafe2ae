"""One-vote vetoes: one at a time for a household and month; one that was wrong is taken back by a row of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from village.model.entry import VETO
from village.model.veto import Veto, VetoReversal
from village.store.store import Store

_SELECT = """SELECT id, household_id, month, vetoes.reason, known_on, vetoes.actor,
                    back.reason, taken_back_on, back.actor, token
             FROM vetoes LEFT JOIN veto_reversals AS back ON veto_id = id"""
_SPANS = """SELECT act, subject, detail, (SELECT subject FROM acts AS line WHERE line.id < act.id AND line.act = 'post'
                                        ORDER BY line.id DESC LIMIT 1)
    FROM acts AS act WHERE act IN ('veto', 'take_veto_back') AND EXISTS (SELECT 1 FROM vetoes) ORDER BY act.id"""
_SETTLED = f"""SELECT EXISTS (SELECT 1 FROM year_acts WHERE act = 'lapsed' AND year >= ?2) AND NOT EXISTS (
        SELECT 1 FROM entries WHERE source = '{VETO}' || ?1 AND reverses IS NULL
        GROUP BY source HAVING min(recorded_at) >= (SELECT max(done_at) FROM year_acts WHERE year = ?2))"""


def add(store: Store, *, household_id: int, month: str, reason: str, on: date, actor: str) -> Veto:
    """Write a veto."""
    cursor = store.db.conn.execute(
        "INSERT INTO vetoes (household_id, month, reason, known_on, actor) VALUES (?, ?, ?, ?, ?)",
        (household_id, month, reason, on.isoformat(), actor),
    )
    return Veto(int(cursor.lastrowid or 0), household_id, month, reason, on, actor)


def take_back(store: Store, veto_id: int, made: VetoReversal) -> None:
    """Write that a veto was wrong. It stands no longer."""
    store.db.conn.execute(
        "INSERT INTO veto_reversals (veto_id, reason, taken_back_on, actor, token) VALUES (?, ?, ?, ?, ?)",
        (veto_id, made.reason, made.on.isoformat(), made.actor, made.token),
    )


def by_id(store: Store, veto_id: int) -> Veto | None:
    """One veto, whether it stands or was taken back."""
    row = store.db.conn.execute(f"{_SELECT} WHERE id = ?", (veto_id,)).fetchone()
    return _veto(row) if row else None


def get(store: Store, household_id: int, month: str) -> Veto | None:
    """The veto that stands against a household's month, if there is one."""
    query = f"{_SELECT} WHERE household_id = ? AND month = ? AND veto_id IS NULL"
    row = store.db.conn.execute(query, (household_id, month)).fetchone()
    return _veto(row) if row else None


def all_of(store: Store) -> list[Veto]:
    """Every veto, the first one first, those that were taken back too."""
    return [_veto(row) for row in store.db.conn.execute(f"{_SELECT} ORDER BY id")]


def of_household(store: Store, household_id: int) -> list[Veto]:
    """A household's vetoes, the newest first, those that were taken back too."""
    rows = store.db.conn.execute(f"{_SELECT} WHERE household_id = ? ORDER BY id DESC", (household_id,))
    return [_veto(row) for row in rows]


def months(store: Store, household_id: int) -> frozenset[str]:
    """The months of a household that count nothing."""
    rows = store.db.conn.execute("SELECT month FROM standing_vetoes WHERE household_id = ?", (household_id,))
    return frozenset(month for (month,) in rows)


def every(store: Store) -> frozenset[tuple[int, str]]:
    """(household, month) of every month that counts nothing."""
    query = "SELECT household_id, month FROM standing_vetoes"
    return store.kept("vetoed months", lambda: frozenset(store.db.conn.execute(query)))


def spans(store: Store) -> dict[tuple[int, str], list[tuple[int, int | None]]]:
    """(household, month) → between which lines it was vetoed: the number of the last line before each veto and, where
    it was taken back, of the last one before that. Lines in between were judged without that month."""
    found: dict[tuple[int, str], list[tuple[int, int | None]]] = {}
    for act, subject, month, line in store.db.conn.execute(_SPANS):
        known = found.setdefault((int(subject.rpartition(":")[2]), month), [])
        head = int(line.rpartition("-")[2]) if line else 0
        if act == "veto":
            known.append((head, None))
        else:
            known[-1] = (known[-1][0], head)
    return found


def settled(store: Store, made: Veto) -> bool:
    """Whether the year of the vetoed month lapsed, or was closed, since the veto: what it took went with the year."""
    row = store.db.conn.execute(_SETTLED, (made.id, int(made.month[:4]))).fetchone()
    return bool(row[0])


def _veto(row: Sequence[Any]) -> Veto:
    reason, on, actor, token = row[6:]
    back = None if on is None else VetoReversal(reason, date.fromisoformat(on), actor, token)
    return Veto(row[0], row[1], row[2], row[3], date.fromisoformat(row[4]), row[5], back)
