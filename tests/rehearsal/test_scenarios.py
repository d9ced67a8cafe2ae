"""Every scenario of every pack holds, and together they show all that a scenario file can say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

import rules
from village.services.rehearsal import Report, read, rehearse, shapes

FILES = sorted(rules.packs_folder().glob("*/scenarios/*.toml"))
PACKS = sorted({path.parents[1].name for path in FILES})


def steps() -> Iterator[tuple[str, str, dict[str, Any]]]:
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


def test_every_expectation_is_looked_at_in_every_pack() -> None:
    seen = {(pack, key) for pack, _, expect in steps() for key in expect}
    assert {(pack, key) for pack in PACKS for key in shapes.EXPECTATIONS} - seen == ALWAYS_OPEN


ALWAYS_OPEN = {("dazu-2021", "next_window")}  # that shop never closes, so no window is the next


# What only some documents know of: late entries (JX-07), peers (MH-08), visits (DZ-11), signatures (YK-02, YK-20), …
ONLY_IN = {
    "late_entry": {"jiuxian-2022"},
    "second_person_missing": {"jiuxian-2022"},
    "own_group": {"minhang-2024"},
    "visit_missing": {"dazu-2021"},
    "not_signed": {"yangkou-2023"},
    "signature_missing": {"yangkou-2023"},
    "card_missing": {"gaoyang-2022"},
    "passbook_mismatch": {"jiuxian-2022", "yangkou-2023"},
    "choice_missing": {"minhang-2024", "yangkou-2023"},
    "declaration_not_allowed": {"jiuxian-2022", "gaoyang-2022"},
    "self_review": {"dazu-2021", "minhang-2024", "yangkou-2023"},
    "window_closed": set(PACKS) - {"dazu-2021"},
    "not_published": set(PACKS) - {"dazu-2021"},
    "evidence_missing": set(PACKS) - {"jiuxian-2022"},
    "no_spread": {"jiuxian-2022", "gaoyang-2022"},
    "rectification_due": {"yangkou-2023"},
    "veto": {"jiuxian-2022"},
    "declare": {"dazu-2021", "minhang-2024", "yangkou-2023"},
    "review": {"dazu-2021", "minhang-2024", "yangkou-2023"},
}


def expected_in_every_pack(words: Iterable[str]) -> set[tuple[str, str]]:
    return {(pack, word) for word in words for pack in ONLY_IN.get(word, PACKS)}


def test_every_error_is_raised_in_every_pack_that_knows_it() -> None:
    raised = {(pack, str(expect["error"])) for pack, _, expect in steps() if "error" in expect}
    assert expected_in_every_pack(shapes.CONTRACT) - raised == set()


def test_every_warning_is_given_in_every_pack_that_knows_it() -> None:
    given = {(pack, one) for pack, _, expect in steps() for one in expect.get("warnings", [])}
    assert given == expected_in_every_pack(shapes.WARNINGS)


def test_every_action_succeeds_in_every_pack_that_knows_it() -> None:
    done = {(pack, do) for pack, do, expect in steps() if "error" not in expect}
    assert expected_in_every_pack(shapes.ACTIONS) - done == set()


def test_no_code_of_the_village_names_a_pack() -> None:
    root = Path(__file__).resolve().parents[2]
    named = re.compile("|".join(pack.split("-")[0] for pack in PACKS), re.IGNORECASE)
    sources = [path for room in ("services", "store", "model") for path in (root / "village" / room).rglob("*.py")]
    assert not [path for path in sources if named.search(path.read_text(encoding="utf-8"))]
