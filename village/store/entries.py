"""The ledger's lines, only ever added, and the figures kept beside them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from operator import attrgetter
from typing import Any, NamedTuple

from village.model.entry import GENESIS, SEALED, Draft, Entry, Kind, seal, sealer
from village.model.points import Points
from village.store.rows import maybe_moment
from village.store.store import Store

_COLUMNS = (*SEALED, "hash")
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM entries"
_INSERT = f"INSERT INTO entries ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
_FOOTING = """SELECT village.node, last.seq, last.hash, last.recorded_at,
           households.head, households.closed IS NOT NULL,
           EXISTS (SELECT 1 FROM entries WHERE token = ? AND token <> '')
    FROM village LEFT JOIN households ON households.id = ?
    LEFT JOIN entries AS last ON last.node = village.node
         AND last.seq = (SELECT max(seq) FROM entries WHERE node = village.node)"""
_drafted: Callable[[Draft], tuple[Any, ...]] = attrgetter(*(field.name for field in fields(Draft)))


class Footing(NamedTuple):
    """What the next line stands on, read at once: every line pays for each question asked of the file.

    `seq`, `hash` and `recorded_at` are those of the author's last line (0, GENESIS, None in an empty book);
    `head` is the household's, None where there is no such household, and `closed` says its account ended;
    `repeated` says that a line with the draft's token is in the book already.
    """

    node: str
    seq: int
    hash: str
    recorded_at: datetime | None
    head: str | None
    closed: bool
    repeated: bool


def footing(store: Store, draft: Draft) -> Footing | None:
    """What this line would stand on; None in a file without a village."""
    row = store.db.conn.execute(_FOOTING, (draft.token, draft.household_id)).fetchone()
    if row is None:
        return None
    node, seq, last, recorded_at, named, closed, repeated = row
    return Footing(node, seq or 0, last or GENESIS, maybe_moment(recorded_at), named, bool(closed), bool(repeated))


def append(store: Store, draft: Draft, *, on: Footing, at: datetime) -> Entry:
    """Number, time, chain and write a line. Only inside the transaction that read the footing."""
    drafted = _drafted(draft)
    household_id, kind, points, period, occurred_on, *rest = drafted
    ours = (on.node, on.seq + 1, at.isoformat(), on.hash)
    plain = (household_id, kind.value, points.hundredths, period, occurred_on.isoformat(), *rest, *ours)
    own = seal(dict(zip(SEALED, plain, strict=True)))
    store.db.conn.execute(_INSERT, (*plain, own))
    return Entry(*drafted, on.node, on.seq + 1, at, on.hash, own)  # type: ignore[call-arg]


def append_each(store: Store, draft: Draft, points: Mapping[int, int], *, on: Footing, at: datetime) -> None:
    """The draft for each household with its own points (household → hundredths), in this order, chained as ever.

    Only inside the transaction that read the footing.
    """
    drafted = _drafted(draft)
    _, kind, _, period, occurred_on, *rest = drafted
    shared, when = (period, occurred_on.isoformat(), *rest, on.node), at.isoformat()
    sealed = sealer(dict(zip(SEALED, (0, kind.value, 0, *shared, 0, when, ""), strict=True)))

    def lines() -> Iterator[tuple[object, ...]]:
        before = on.hash
        for seq, (household_id, hundredths) in enumerate(points.items(), on.seq + 1):
            own = sealed(household_id, hundredths, seq, before)
            yield (household_id, kind.value, hundredths, *shared, seq, when, before, own)
            before = own

    store.db.conn.executemany(_INSERT, lines())


def head(store: Store, node: str) -> tuple[int, str]:
    """(seq, hash) of the node's last line; (0, GENESIS) for an empty book."""
    row = store.db.conn.execute(
        "SELECT seq, hash FROM entries WHERE node = ? ORDER BY seq DESC LIMIT 1", (node,)
    ).fetchone()
    return (row[0], row[1]) if row else (0, GENESIS)


def by_token(store: Store, token: str) -> Entry | None:
    """The line an earlier try with the same token made."""
    return _one(store, f"{_SELECT} WHERE token = ? AND token <> ''", token)


def get(store: Store, node: str, seq: int) -> Entry | None:
    """One line by its number."""
    return _one(store, f"{_SELECT} WHERE node = ? AND seq = ?", node, seq)


def some(store: Store, node: str, seqs: Iterable[int]) -> dict[int, Entry]:
    """Lines by their numbers, asked for at once."""
    query = f"{_SELECT} WHERE node = ? AND seq IN (SELECT value FROM json_each(?))"
    found = map(_entry, store.db.conn.execute(query, (node, json.dumps(list(seqs)))))
    return {one.seq: one for one in found}


def latest(store: Store, node: str, *, limit: int, skip: int = 0) -> list[Entry]:
    """The node's last lines without the newest `skip`, newest first."""
    rows = store.db.conn.execute(f"{_SELECT} WHERE node = ? ORDER BY seq DESC LIMIT ? OFFSET ?", (node, limit, skip))
    return [_entry(row) for row in rows]


def reversal_of(store: Store, node: str, seq: int) -> Entry | None:
    """The counter-entry that takes line `seq` back, if there is one."""
    return _one(store, f"{_SELECT} WHERE node = ? AND reverses = ? AND reverses IS NOT NULL", node, seq)


def of_household(store: Store, household_id: int, *, limit: int = -1, before: int | None = None) -> list[Entry]:
    """The household's lines, newest first; `before` a seq continues a longer list."""
    where = "WHERE household_id = ?" + (" AND seq < ?" if before else "")
    given = (household_id, before) if before else (household_id,)
    rows = store.db.conn.execute(f"{_SELECT} {where} ORDER BY seq DESC LIMIT ?", (*given, limit))
    return [_entry(row) for row in rows]


def after(store: Store, household_id: int, seq: int) -> list[Entry]:
    """The household's lines since line `seq`, oldest first."""
    rows = store.db.conn.execute(f"{_SELECT} WHERE household_id = ? AND seq > ? ORDER BY seq", (household_id, seq))
    return [_entry(row) for row in rows]


def counting(store: Store, household_id: int, year: int) -> list[Entry]:
    """Scored lines of the household that happened in `year` and were not taken back: what caps look at."""
    rows = store.db.conn.execute(
        f"""{_SELECT} AS line WHERE household_id = ? AND item <> '' AND reverses IS NULL
            AND occurred_on BETWEEN ? AND ?
            AND NOT EXISTS (SELECT 1 FROM entries AS back WHERE back.node = line.node
                            AND back.reverses = line.seq AND back.reverses IS NOT NULL)
            ORDER BY seq""",
        (household_id, f"{year}-01-01", f"{year}-12-31"),
    )
    return [_entry(row) for row in rows]


def of_months(store: Store, months: Sequence[str]) -> list[Entry]:
    """Every line of some months of account, oldest first."""
    marks = ", ".join("?" * len(months))
    rows = store.db.conn.execute(f"{_SELECT} WHERE period IN ({marks}) ORDER BY seq", tuple(months))
    return [_entry(row) for row in rows]


def balance(store: Store, household_id: int) -> Points:
    """The sum of all lines, by way of the figures."""
    row = store.db.conn.execute("SELECT sum(points) FROM figures WHERE household_id = ?", (household_id,)).fetchone()
    return Points(row[0] or 0)


def figure(store: Store, household_id: int, *, year: int, kinds: tuple[Kind, ...]) -> Points:
    """The sum of a household's lines of some kinds in a year of account."""
    marks = ", ".join("?" * len(kinds))
    row = store.db.conn.execute(
        f"SELECT sum(points) FROM figures WHERE household_id = ? AND year = ? AND kind IN ({marks})",
        (household_id, year, *kinds),
    ).fetchone()
    return Points(row[0] or 0)


def totals(store: Store, *, year: int) -> list[tuple[int, Points]]:
    """(household, total) for every open account: base on the account + net points earned in `year`."""
    rows = store.db.conn.execute(
        """SELECT id, coalesce((SELECT sum(points) FROM figures
                                WHERE household_id = households.id AND (kind = 'base'
                                      OR (year = ? AND kind IN ('award', 'deduction')))), 0) AS total
           FROM households WHERE closed IS NULL ORDER BY total DESC, number""",
        (year,),
    )
    return [(household_id, Points(total)) for household_id, total in rows]


def walk(store: Store, node: str) -> Iterator[dict[str, object]]:
    """Every row of a node in the order of its numbers, as plain column values: what `verify` reads."""
    conn = store.db.conn
    kept = conn.text_factory
    # Bytes that are no UTF-8 must come through, so that the row that holds them can be named.
    conn.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        for row in conn.execute(f"{_SELECT} WHERE node = ? ORDER BY seq", (node,)):
            yield dict(zip(_COLUMNS, row, strict=True))
    finally:
        conn.text_factory = kept


def page_after(store: Store, place: int, *, limit: int = 1000) -> list[tuple[int, Entry]]:
    """Some lines of the whole book after a place (0 is its beginning), each with its own place, oldest first."""
    rows = store.db.conn.execute(
        f"SELECT rowid, {', '.join(_COLUMNS)} FROM entries WHERE rowid > ? ORDER BY rowid LIMIT ?", (place, limit)
    )
    return [(place, _entry(row)) for place, *row in rows]


def foreign_nodes(store: Store, node: str) -> list[str]:
    """Authors other than this installation that have lines in the book."""
    return [name for (name,) in store.db.conn.execute("SELECT DISTINCT node FROM entries WHERE node <> ?", (node,))]


def drift(store: Store) -> list[tuple[int, int, str, int, int]]:
    """Figures that differ from the sum of their lines: (household, year, kind, kept, derived), first first."""
    rows = store.db.conn.execute(
        """WITH derived AS (SELECT household_id, CAST(substr(period, 1, 4) AS INTEGER) AS year, kind,
                                   sum(points) AS points, count(*) AS lines
                            FROM entries GROUP BY 1, 2, 3)
           SELECT household_id, year, kind, coalesce(f.points, 0), coalesce(d.points, 0) FROM figures AS f
           FULL JOIN derived AS d USING (household_id, year, kind)
           WHERE f.points IS NOT d.points OR f.lines IS NOT d.lines ORDER BY 1, 2, 3"""
    )
    return list(rows)


def copy_of(store: Store, line_id: str) -> Entry | None:
    """The line that took a line's place when it moved to another account."""
    return _one(store, f"{_SELECT} WHERE source = ? AND source GLOB 'moved:*'", f"moved:{line_id}")


def count(store: Store) -> int:
    """How many lines the book has."""
    return int(store.db.conn.execute("SELECT count(*) FROM entries").fetchone()[0])


def last_recorded(store: Store) -> datetime | None:
    """When the newest line was written."""
    row = store.db.conn.execute("SELECT recorded_at FROM entries ORDER BY rowid DESC LIMIT 1").fetchone()
    return datetime.fromisoformat(row[0]) if row else None


def _one(store: Store, query: str, *given: object) -> Entry | None:
    row = store.db.conn.execute(query, given).fetchone()
    return _entry(row) if row else None


def _entry(row: Sequence[object]) -> Entry:
    values: dict[str, object] = dict(zip(_COLUMNS, row, strict=True))
    values["kind"] = Kind(str(values["kind"]))
    values["points"] = Points(int(str(values["points"])))
    values["occurred_on"] = date.fromisoformat(str(values["occurred_on"]))
    values["recorded_at"] = datetime.fromisoformat(str(values["recorded_at"]))
    return Entry(**values)  # type: ignore[arg-type]
