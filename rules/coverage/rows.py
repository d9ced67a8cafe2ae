"""One row a clause: what it asks, the code it lives in, the tests that show it, and what is not there yet."""

from dataclasses import dataclass
from pathlib import Path

from rules.strict import Table, read_toml

AUTHORITIES = ("town", "district")


@dataclass(frozen=True, slots=True)
class Row:
    """A clause of a document. Settings, items, lists, forms, cases and scenarios are found by themselves."""

    id: str
    pack: str
    gloss: str
    """What it asks of the software, in our own few words."""
    where: tuple[str, ...]
    """Dotted names of modules, functions or classes of the product."""
    shown: tuple[str, ...]
    """Tests, as "tests/…/test_x.py::test_name"."""
    missing: str
    """What is not built yet; empty: nothing that we know of."""
    of: str
    """`town` or `district` where it binds one of those rather than the village office; else empty."""
    out: str
    """Why it asks nothing of the village office's software; empty: it does ask something."""


def read_rows(folder: Path) -> tuple[Row, ...]:
    """All rows in the order of the documents; PackError for whatever is not understood."""
    return tuple(row for path in sorted(folder.glob("*.toml")) for row in _read(path))


def _read(path: Path) -> list[Row]:
    top = Table(f"coverage/{path.name}", "top of the file", read_toml(path))
    return [_row(Table(top.file, f"[{clause}]", values), clause, path.stem) for clause, values in top.rest().items()]


def _row(table: Table, clause: str, pack: str) -> Row:
    row = Row(
        id=clause,
        pack=pack,
        gloss=table.text("gloss"),
        where=table.texts("where"),
        shown=table.texts("shown"),
        missing=table.text("missing") if "missing" in table else "",
        of=table.word("of", AUTHORITIES) if "of" in table else "",
        out=table.text("out") if "out" in table else "",
    )
    if row.out and (row.where or row.shown or row.missing):
        raise table.error("out", "to stand without where, shown and missing", "Keep one or the other.")
    table.finish()
    return row
