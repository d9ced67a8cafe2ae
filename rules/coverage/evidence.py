"""What the packs themselves say of a clause: their settings, items, lists and forms, worked cases and scenarios."""

import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rules.cases import load_cases
from rules.loader import load_pack
from rules.pack import OPEN_QUESTIONS, Pack
from rules.strict import PackError


@dataclass(slots=True)
class Evidence:
    """All that cites one clause."""

    data: list[str] = field(default_factory=list)
    """Such as "setting `veto`" and "form `annex3`"."""
    items: list[str] = field(default_factory=list)
    cases: int = 0
    scenarios: list[str] = field(default_factory=list)
    """File names without their ending."""


def gather(packs: Iterable[Path], known: Collection[str]) -> dict[str, Evidence]:
    """Clause id → what cites it. PackError for a scenario that cites a clause nobody knows."""
    found: defaultdict[str, Evidence] = defaultdict(Evidence)
    for folder in packs:
        pack = load_pack(folder)
        for clause, datum in _data(pack):
            found[clause].data.append(datum)
        for item in pack.items:
            found[item.clause].items.append(item.code)
        for case in load_cases(folder):
            found[case.clause].cases += 1
        for path in sorted((folder / "scenarios").glob("*.toml")):
            for clause in _cited(path, pack, known):
                found[clause].scenarios.append(path.stem)
    return dict(found)


def _data(pack: Pack) -> Iterator[tuple[str, str]]:
    for key, setting in pack.settings.items():
        yield setting.clause, f"setting `{key}`"
    for key, names in pack.paper.names.items():
        yield names.clause, f"list `{key}`"
    for form in pack.paper.forms:
        yield form.clause, f"form `{form.code}`"
    if pack.paper.contest:
        yield pack.paper.contest.clause, "contest"
    for code, clause in pack.grounds.items():
        yield clause, f"ground `{code}`"


def _cited(path: Path, pack: Pack, known: Collection[str]) -> list[str]:
    """The clauses that a scenario says it is about: its document's own, or the open questions."""
    named = tomllib.loads(path.read_text(encoding="utf-8")).get("clauses", [])
    own = {*pack.clauses, *(item.clause for item in pack.items)}.intersection(known)
    for clause in named:
        if clause not in own and clause not in OPEN_QUESTIONS:
            file = f"{pack.id}/scenarios/{path.name}"
            todo = f"Correct {clause!r}, or write its row in rules/coverage."
            raise PackError(file, "top of the file", "clauses", "clauses of this document", todo)
    return list(dict.fromkeys(named))
