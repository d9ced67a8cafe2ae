"""The machinery of `make mutate`, on a few changes of one pack; the whole of it takes minutes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rules import load_pack, packs_folder
from rules.settings import SETTINGS
from tests.mutation import survivors
from tests.mutation.outcome import BY_CASE, SURVIVED, Outcome
from tests.mutation.sites import Mutation, mutations

PACKS = sorted(folder for folder in packs_folder().iterdir() if folder.is_dir())
ROOT = Path(__file__).resolve().parents[2]
ONE_VALUE_ONLY = {"negative_balance"}


def played(*arguments: str) -> str:
    command = [sys.executable, "-m", "tests.mutation", "--verbose", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120).stdout


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_every_setting_is_changed_and_every_change_has_a_name_of_its_own(folder: Path) -> None:
    names = [one.name for one in mutations(folder)]
    assert len(set(names)) == len(names)
    seats = load_pack(folder).paper.seats
    whole = ONE_VALUE_ONLY | ({"committee"} if len(seats) == 1 else set())
    missing = [key for key in SETTINGS if not any(f" setting {key}.value: " in name for name in names)]
    assert set(missing) == whole


def test_every_figure_of_an_item_is_changed() -> None:
    names = [one.name for one in mutations(packs_folder() / "yangkou-2023")]
    for item in load_pack(packs_folder() / "yangkou-2023").items:
        for figure in item.options or () if item.options else ("points",) if not item.open else ():
            assert any(name.startswith(f"yangkou-2023 item {item.code}, ") and f".{figure}: " in name for name in names)


def test_a_changed_figure_is_noticed_by_a_case_and_an_early_date_is_refused() -> None:
    seen = played("--pack", "yangkou-2023", "--only", "item P07, version")
    assert "killed by case: yangkou-2023 item P07, version 2023-01-01.points: 5 → 6" in seen
    assert "killed by case: yangkou-2023 item P07, version 2023-01-01.points: 5 → 2.5" in seen
    refused = "refused: yangkou-2023 item P07, version 2023-01-01.from: 2023-01-01 → 2022-12-31"
    assert f"{refused}  yangkou-2023/items.toml, [[item]] P07, version from 2022-12-31, key 'from': expected" in seen


def test_a_changed_choice_is_noticed_by_a_scenario() -> None:
    seen = played("--pack", "yangkou-2023", "--only", "setting objection_days.value")
    assert "killed by scenario: yangkou-2023 setting objection_days.value: 7 → 8" in seen
    assert "killed by scenario: yangkou-2023 setting objection_days.value: 7 → 6" in seen


def outcome(name: str, what: str) -> Outcome:
    return Outcome(Mutation(PACKS[0], "pack.toml", (), name, None, ""), what)


def test_a_survivor_without_a_reason_is_a_fault() -> None:
    assert survivors.faults([outcome("x rate: 1 → 2", SURVIVED)], whole=False) == [
        "Nobody noticed: x rate: 1 → 2. Write a case or a scenario."
    ]
    assert survivors.faults([outcome("x rate: 1 → 2", BY_CASE)], whole=False) == []


def test_a_listed_survivor_that_is_noticed_is_a_fault() -> None:
    name = next(iter(survivors.listed()))
    assert survivors.faults([outcome(name, SURVIVED)], whole=False) == []
    assert survivors.faults([outcome(name, BY_CASE)], whole=False) == [
        f"It is noticed now: {name}. Take it out of survivors.toml."
    ]


def test_more_survivors_than_two_in_a_hundred_are_a_fault() -> None:
    kept = [outcome(name, SURVIVED) for name in survivors.listed()]
    many = [outcome(f"x {number}", BY_CASE) for number in range(len(kept) * 49)]
    assert survivors.faults([*kept, *many], whole=True) == []
    assert len(survivors.faults([*kept, *many[1:]], whole=True)) == 1


def test_every_listed_survivor_is_a_mutation() -> None:
    names = {one.name for folder in PACKS for one in mutations(folder)}
    assert set(survivors.listed()) - names == set()
