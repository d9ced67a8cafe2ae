"""Where a clause stands in the document, for people who look it up."""

from __future__ import annotations

from rules import Pack


def place(pack: Pack, clause: str) -> str:
    """The clause's id and its place ("YK-15 四（四）5"); the id alone for clauses of another document."""
    try:
        return f"{clause} {pack.place(clause)}"
    except KeyError:
        return clause
