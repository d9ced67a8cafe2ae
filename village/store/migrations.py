"""Brings a file up to today's schema: append-only .sql files, then the triggers made anew and asserted."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import sqlite_utils
from sqlite_utils import Migrations

SCHEMA = Path(__file__).parent / "schema"


class BrokenGuard(Exception):
    """A trigger that protects the ledger is missing or was changed: nothing may be written."""


def migrate(db: sqlite_utils.Database) -> None:
    """Apply what is pending, each step whole or not at all."""
    steps = Migrations("village")
    for path in sorted(SCHEMA.glob("[0-9]*.sql")):
        steps(name=path.stem)(_step(path))
    if steps.pending(db):
        steps.apply(db)
        with db.atomic():
            for name in _triggers():
                db.execute(f"DROP TRIGGER IF EXISTS {name}")
            for statement in _triggers().values():
                db.execute(statement)
    assert_guards(db)


def assert_guards(db: sqlite_utils.Database) -> None:
    """Raises BrokenGuard, naming the first trigger that is not exactly as this program wrote it."""
    found = {name: sql for name, sql in db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")}
    for name, statement in _triggers().items():
        if found.get(name) != statement:
            raise BrokenGuard(f"trigger {name} is missing or was changed; restore the file from a backup")


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
