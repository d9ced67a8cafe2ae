"""Every worked case of every pack, one test each."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rules import load_pack, packs_folder
from rules.cases import Case, load_cases, play, played_on

PACKS = sorted(folder for folder in packs_folder().iterdir() if folder.is_dir())
CASES = [
    pytest.param(folder, case, id=f"{folder.name}: {case.name}") for folder in PACKS for case in load_cases(folder)
]


@pytest.mark.parametrize(("folder", "case"), CASES)
def test_case(folder: Path, case: Case) -> None:
    assert play(played_on(folder), case) == ()


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_every_case_has_a_name_of_its_own_and_a_clause_of_the_pack(folder: Path) -> None:
    cases = load_cases(folder)
    assert len({case.name for case in cases}) == len(cases)
    for case in cases:
        assert load_pack(folder).place(case.clause)


def test_a_case_that_does_not_hold_says_what_was_seen() -> None:
    case = load_cases(packs_folder() / "yangkou-2023")[0]
    first, *others = case.steps
    wrong = replace(case, steps=(replace(first, expect=700, warn=frozenset({"overlap"})), *others))
    assert play(load_pack(packs_folder() / "yangkou-2023"), wrong) == (
        "fact 1, expect: expected 7, saw 5",
        "fact 1, warn: expected ['overlap'], saw []",
    )
