"""Brings a file up to today's schema: append-only .sql files, then the triggers made anew and asserted."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import sqlite_utils
from sqlite_utils import Migrations

SCHEMA = Path(__file__).parent / "schema"
_LEDGER_INDEX = re.compile(r"CREATE (?:UNIQUE )?INDEX (\w+) ON entries\b")


class BrokenGuard(Exception):
    """A trigger that protects the ledger is missing or was changed: nothing may be written."""


class NewerFile(Exception):
    """A later version of the program has had this file; an earlier one would misread it."""


def migrate(db: sqlite_utils.Database) -> None:
    """Apply what is pending, each step whole or not at all. Raises NewerFile, BrokenGuard."""
    steps = Migrations("village")
    known = {path.stem: path for path in sorted(SCHEMA.glob("[0-9]*.sql"))}
    for name, path in known.items():
        steps(name=name)(_step(path))
    later = [step.name for step in steps.applied(db) if step.name not in known]
    if later:
        raise NewerFile(f"a newer version of this program has had it ({later[-1]}): start that version")
    if steps.pending(db):
        steps.apply(db)
        with db.atomic():
            for name in _triggers():
                db.execute(f"DROP TRIGGER IF EXISTS {name}")
            for statement in _triggers().values():
                db.execute(statement)
    assert_guards(db)


def assert_guards(db: sqlite_utils.Database) -> None:
    """Raises BrokenGuard, naming the first guard that is missing, changed, or not of this program's making.

    Guards are all triggers of the file and all indexes of the ledger: one trigger too many could swallow
    lines as quietly as one too few.
    """
    rows = db.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        " OR (type = 'index' AND tbl_name = 'entries' AND sql IS NOT NULL)"
    )
    found: dict[str, str] = dict(rows.fetchall())
    wanted = {**_triggers(), **_ledger_indexes()}
    for name in sorted(wanted.keys() | found.keys()):
        if found.get(name) != wanted.get(name):
            raise BrokenGuard(f"guard {name} is missing, changed or foreign; restore the file from a backup")


def _step(path: Path) -> Callable[[sqlite_utils.Database], None]:
    def apply(db: sqlite_utils.Database) -> None:
        # executescript would commit the step's own transaction half-way.
        for statement in _statements(path):
            db.execute(statement)

    return apply


def _statements(path: Path) -> list[str]:
    """The file's statements, as SQLite itself tells where one ends (a trigger holds semicolons)."""
    statements, gathered = [], ""
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
        if line.startswith("--"):
            continue
        gathered += line
        if sqlite3.complete_statement(gathered):
            statements.append(gathered.strip().rstrip(";"))
            gathered = ""
    return statements


def _triggers() -> dict[str, str]:
    return {statement.split()[2]: statement for statement in _statements(SCHEMA / "triggers.sql")}


def _ledger_indexes() -> dict[str, str]:
    """Name → statement of every index the numbered files put on the ledger."""
    made = [one for path in sorted(SCHEMA.glob("[0-9]*.sql")) for one in _statements(path)]
    return {found[1]: one for one in made if (found := _LEDGER_INDEX.match(one))}
