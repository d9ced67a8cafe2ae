"""Sums of the ledger by household, year of account and kind."""

from __future__ import annotations

from village.model.entry import Kind
from village.model.points import Points
from village.store.store import Store


def of_household(store: Store, household_id: int) -> dict[Kind, Points]:
    """Kind → points of one household, over all years of account: together its balance."""
    rows = store.db.conn.execute(
        "SELECT kind, sum(points) FROM figures WHERE household_id = ? GROUP BY 1", (household_id,)
    )
    return {Kind(kind): Points(points) for kind, points in rows}


def through(store: Store, year: int) -> dict[int, dict[Kind, int]]:
    """Household → kind → hundredths, over all years of account up to `year`."""
    return _sums(store, "year <= ?", year)


def after(store: Store, year: int) -> dict[int, dict[Kind, int]]:
    """The same over the years of account after `year`."""
    return _sums(store, "year > ?", year)


def of_year(store: Store, year: int) -> dict[int, dict[Kind, int]]:
    """The same over one year of account."""
    return _sums(store, "year = ?", year)


def first_year(store: Store) -> int:
    """The earliest year of account with a line; 0 in an empty book."""
    return int(store.db.conn.execute("SELECT min(year) FROM figures").fetchone()[0] or 0)


def months(store: Store, wanted: tuple[str, ...]) -> dict[int, int]:
    """Household → net points scored in these months of account, in hundredths."""
    marks = ", ".join("?" * len(wanted))
    rows = store.db.conn.execute(
        f"""SELECT household_id, sum(points) FROM entries
            WHERE period IN ({marks}) AND kind IN ('award', 'deduction') GROUP BY 1""",
        wanted,
    )
    return dict(rows)


def _sums(store: Store, where: str, year: int) -> dict[int, dict[Kind, int]]:
    found: dict[int, dict[Kind, int]] = {}
    rows = store.db.conn.execute(
        f"SELECT household_id, kind, sum(points) FROM figures WHERE {where} GROUP BY 1, 2", (year,)
    )
    for household_id, kind, points in rows:
        found.setdefault(household_id, {})[Kind(kind)] = points
    return found
