"""Every scenario of every pack holds, and together they show all that a scenario file can say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import rules
from village.services.rehearsal import Report, read, rehearse, shapes

FILES = sorted(rules.packs_folder().glob("*/scenarios/*.toml"))
PACKS = sorted({path.parents[1].name for path in FILES})


def steps() -> Iterator[tuple[str, str, dict[str, object]]]:
    """(pack, action, what is expected) of every step of every scenario."""
    for path in FILES:
        scenario = read(path)
        for step in scenario.steps:
            yield scenario.pack.id, step.do, dict(step.expect)


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parents[1].name}/{path.stem}" for path in FILES])
def test_the_village_lives_as_the_file_says(path: Path) -> None:
    report: Report = rehearse(path)
    assert report.mismatches == ()
    assert report.steps > 0


def test_every_pack_has_at_least_ten() -> None:
    few = {pack: len([path for path in FILES if path.parents[1].name == pack]) for pack in PACKS}
    assert len(PACKS) == 5
    assert not {pack: count for pack, count in few.items() if count < 10}


def test_every_action_is_played() -> None:
    assert {do for _, do, _ in steps()} == set(shapes.ACTIONS)


def test_every_expectation_is_looked_at_in_every_pack() -> None:
    seen = {(pack, key) for pack, _, expect in steps() for key in expect}
    assert {(pack, key) for pack in PACKS for key in shapes.EXPECTATIONS} - seen == ALWAYS_OPEN


ALWAYS_OPEN = {("dazu-2021", "next_window")}  # that shop never closes, so no window is the next


def test_every_error_of_the_contract_is_raised() -> None:
    assert {str(expect["error"]) for _, _, expect in steps() if "error" in expect} >= set(shapes.CONTRACT)


def test_every_warning_is_given() -> None:
    given = [expect["warnings"] for _, _, expect in steps() if "warnings" in expect]
    assert {one for warnings in given if isinstance(warnings, list) for one in warnings} == set(shapes.WARNINGS)


def test_no_code_of_the_village_names_a_pack() -> None:
    root = Path(__file__).resolve().parents[2]
    named = re.compile("|".join(pack.split("-")[0] for pack in PACKS), re.IGNORECASE)
    sources = [path for room in ("services", "store", "model") for path in (root / "village" / room).rglob("*.py")]
    assert not [path for path in sources if named.search(path.read_text(encoding="utf-8"))]
