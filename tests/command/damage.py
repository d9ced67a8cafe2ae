"""What somebody with the file in hand can do to a book."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def damage(village: Path, statement: str) -> None:
    """Run one statement past the guards, which are put back as they were."""
    with sqlite3.connect(village / "village.db") as raw:
        raw.create_function("ledger_writer", 1, lambda _seq: None, deterministic=True)
        guards = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute(statement)
        for _, sql in guards:
            raw.execute(sql)
    raw.close()


def drop_guard(village: Path) -> str:
    """Take one trigger away; its name."""
    with sqlite3.connect(village / "village.db") as raw:
        (name,) = raw.execute("SELECT min(name) FROM sqlite_master WHERE type = 'trigger'").fetchone()
        raw.execute(f"DROP TRIGGER {name}")
    raw.close()
    return str(name)
