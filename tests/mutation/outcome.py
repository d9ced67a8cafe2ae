"""What becomes of a changed pack: refused when it is loaded, noticed by a case or a scenario, or by nobody."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from rules import PackError, load_pack, loader
from rules.cases import load_cases, play, played_on
from tests.mutation.sites import Mutation
from village.services.rehearsal import Malformed, rehearse

BY_CASE, BY_SCENARIO, REFUSED, SURVIVED = "killed by case", "killed by scenario", "refused", "survived"
OUTCOMES = (BY_CASE, BY_SCENARIO, REFUSED, SURVIVED)


@dataclass(frozen=True)
class Outcome:
    """What became of one mutation, and who noticed: a case's name, a scenario's file, the loader's sentence."""

    mutation: Mutation
    what: str
    by: str = ""


def outcome(mutation: Mutation) -> Outcome:
    """Load the changed pack and play its cases, then its scenarios, until one of them fails.

    To be called in a process of its own: the whole product then reads the changed pack, and keeps it.
    """
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        pack = Path(folder, "packs", mutation.pack.name)
        shutil.copytree(mutation.pack, pack)
        (pack / mutation.file).write_text(toml(mutation.applied()), encoding="utf-8")
        loader.__file__ = str(Path(folder, "loader.py"))  # packs lie beside it, for whoever asks
        try:
            load_pack(pack)
        except PackError as why:
            return Outcome(mutation, REFUSED, str(why))
        return _played(mutation, pack)


def _played(mutation: Mutation, pack: Path) -> Outcome:
    for name, noticed in _cases(pack):
        if noticed:
            return Outcome(mutation, BY_CASE, name)
    for path in _scenarios(pack, mutation.clause):
        try:
            noticed = bool(rehearse(path).mismatches)
        except Malformed:
            noticed = True
        if noticed:
            return Outcome(mutation, BY_SCENARIO, path.stem)
    return Outcome(mutation, SURVIVED)


def _cases(pack: Path) -> Iterator[tuple[str, bool]]:
    try:
        changed = played_on(pack)
    except PackError:
        yield "the samples, which fit no more", True
        return
    for case in load_cases(pack):
        try:
            yield case.name, bool(play(changed, case))
        except Exception:  # a case that breaks does not hold
            yield case.name, True


def _scenarios(pack: Path, clause: str) -> list[Path]:
    """Those that are about the clause first."""
    paths = sorted((pack / "scenarios").glob("*.toml"))
    return sorted(paths, key=lambda path: f'"{clause}"' not in path.read_text(encoding="utf-8"))


def toml(content: dict[str, Any]) -> str:
    """The content as a TOML file, a line for each key of its top."""
    return "".join(f"{json.dumps(key)} = {_value(value)}\n" for key, value in content.items())


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_value(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    if isinstance(value, Decimal | date):
        return str(value)
    return json.dumps(value, ensure_ascii=False)
