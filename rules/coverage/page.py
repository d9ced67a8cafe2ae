"""The page itself: a table a document, and the counts at its head."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rules.coverage.evidence import Evidence, gather
from rules.coverage.reach import unreached
from rules.coverage.rows import AUTHORITIES, Row, read_rows
from rules.loader import load_pack

COLUMNS = "| clause | what it asks | where it lives | what shows it | state |\n| --- | --- | --- | --- | --- |\n"
HEAD = """\
# Coverage: the five documents, clause by clause

Written by `make coverage` from the rows in `rules/coverage/`, the packs, their cases and their scenarios; not by hand.
A test fails when this page is not what the code gives, when a clause has no row, or when a reference is dead.

A clause is **covered** when the product does what it asks, a page or command leads there, and a scenario, worked case
or test shows it; all of them are played by `make test`. **shown, no page yet**: only the page or command is wanting; it
counts as open. **open**: the last column says what is not there. **out of scope**: it asks no act, figure, form or
refusal of the village office. A clause marked *town* or *district* binds one of those.
"""


class State(StrEnum):
    """How far a clause has got."""

    COVERED = "covered"
    BEHIND = "shown, no page yet"
    OPEN = "open"
    OUT = "out of scope"


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with all that speaks for it."""

    row: Row
    evidence: Evidence
    unreached: Sequence[str]
    """Functions that the row names and no page or command leads to."""

    @property
    def lacking(self) -> str:
        """What keeps it from being covered; empty: nothing."""
        row, seen = self.row, self.evidence
        if row.missing:
            return row.missing
        if not row.where and not seen.items:
            return "the pack says it and nothing acts on it"
        if not (row.shown or seen.scenarios or seen.cases):
            return "a scenario or a test that shows it"
        return ""

    @property
    def state(self) -> State:
        """Covered only where something acts on the clause, something shows it, and nothing is known to be missing."""
        if self.row.out:
            return State.OUT
        if self.lacking:
            return State.OPEN
        return State.BEHIND if self.unreached else State.COVERED


def judge(rows: Iterable[Row], packs: Iterable[Path], root: Path) -> list[Judged]:
    """Every row with its evidence; PackError for a pack or a scenario that is not understood."""
    rows = list(rows)
    found, behind = gather(packs, [row.id for row in rows]), unreached(root)
    return [Judged(row, found.get(row.id, Evidence()), [name for name in row.where if name in behind]) for row in rows]


def written(root: Path) -> str:
    """The page as it should be now in the project's folder; PackError for whatever is not understood."""
    packs = sorted(folder for folder in (root / "rules" / "packs").iterdir() if folder.is_dir())
    judged = judge(read_rows(root / "rules" / "coverage"), packs, root)
    titles = {pack.id: f"{pack.title} ({pack.document})" for pack in map(load_pack, packs)}
    parts = [HEAD, _counts(judged, titles)]
    for pack, title in titles.items():
        lines = "".join(_line(one) for one in judged if one.row.pack == pack)
        parts.append(f"## {title}\n\n{COLUMNS}{lines}")
    return "\n".join(parts)


def _counts(judged: Sequence[Judged], packs: Iterable[str]) -> str:
    """A line a document and one for all, with what is marked as town's or district's counted apart once more."""
    groups = [(f"`{pack}`", [one for one in judged if one.row.pack == pack]) for pack in packs]
    groups.append(("**all**", list(judged)))
    for authority in AUTHORITIES:
        groups.append((f"of these *{authority}*", [one for one in judged if one.row.of == authority]))
    text = f"| | clauses | {' | '.join(State)} |\n| --- |{' --- |' * (1 + len(State))}\n"
    for name, members in groups:
        count = Counter(one.state for one in members)
        text += f"| {name} | {len(members)} | {' | '.join(str(count[state]) for state in State)} |\n"
    return text


def _line(one: Judged) -> str:
    row = one.row
    said = {
        State.BEHIND: f"**no page yet** for {_code(name.removeprefix('village.services.') for name in one.unreached)}",
        State.OPEN: f"**not yet**: {one.lacking}",
        State.OUT: f"out of scope: {row.out}",
    }
    cells = (
        row.id,
        f"{row.gloss} (*{row.of}*)" if row.of else row.gloss,
        _lives(one),
        _shown(one),
        said.get(one.state, one.state.value),
    )
    return f"| {' | '.join(cells)} |\n"


def _lives(one: Judged) -> str:
    items = (f"item `{code}`" for code in one.evidence.items)
    parts = (*items, *one.evidence.data, _code(one.row.where))
    return ", ".join(part for part in parts if part) or "–"


def _shown(one: Judged) -> str:
    seen = one.evidence
    scenarios = f"{'scenario' if len(seen.scenarios) == 1 else 'scenarios'} {_code(seen.scenarios)}"
    cases = "1 worked case" if seen.cases == 1 else f"{seen.cases} worked cases"
    tests = _code(name.removeprefix("tests/") for name in one.row.shown)
    parts = (scenarios if seen.scenarios else "", cases if seen.cases else "", tests)
    return "; ".join(part for part in parts if part) or "–"


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
