"""The five packs against the five documents: settings and clauses; and what tells them apart."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rules import Pack, Setting, load_pack, packs_folder
from rules.settings import SETTINGS

IDS = {
    "JX": "jiuxian-2022",
    "DZ": "dazu-2021",
    "GY": "gaoyang-2022",
    "YK": "yangkou-2023",
    "MH": "minhang-2024",
}
PACKS = {letters: load_pack(packs_folder() / folder) for letters, folder in IDS.items()}
LAST_CLAUSE = {"JX": 43, "DZ": 23, "GY": 24, "YK": 31, "MH": 20}
"""Clauses of each document are numbered from 1 to this."""
A8 = {
    "group word": ("group_word",),
    "base grant": ("base_grant", "base_points"),
    "base redeemable": ("base_redeemable", "base_after_year"),
    "scoring deadline": ("scoring_deadline",),
    "publish cadence / deadline": ("publication_cadence", "publication_month", "publication_day"),
    "points become redeemable after": ("redeemable_after",),
    "redemption windows": ("redemption_months", "redemption_days"),
    "rate / price": ("rate",),
    "delivery days": ("delivery_days_daily", "delivery_days_appliance"),
    "year change": ("year_change",),
    "quarter change": ("quarter_change",),
    "prior-year remainder in January": ("prior_year_remainder",),
    "rank basis": ("rank_basis",),
    "nomination rule": ("nomination",),
    "one-vote veto": ("veto",),
    "positives entered by": ("positives_by",),
    "negatives entered by": ("negatives_by",),
    "evidence required": ("evidence",),
    "home visit before approval": ("home_visit",),
    "signatures on approval": ("signatures", "two_person_approval"),
    "rectification notice": ("rectification_notice",),
    "passbook/card at redemption": ("redemption_proof",),
    "item change normally takes effect": ("item_change",),
    "proof for item change": ("item_change_proof",),
    "committee": ("committee",),
    "cash-like rewards": ("cash_like",),
    "filed reports": ("filed_reports",),
    "negative balance": ("negative_balance",),
    "objection days": ("objection_days",),
}
"""The rows of clauses A.8, in their order, and where each lives."""


def witness() -> dict[tuple[str, str], str]:
    """(setting, document) → what the table beside this file says."""
    text = (Path(__file__).parent / "settings_of_five.txt").read_text(encoding="utf-8")
    rows = [line.split("|") for line in text.splitlines() if line and not line.startswith("#")]
    (_, *documents), *settings = [[cell.strip() for cell in row] for row in rows]
    return {(key, name): cell for key, *cells in settings for name, cell in zip(documents, cells, strict=True)}


def written(row: Setting) -> str:
    """A setting as in that table."""
    value = row.value
    if SETTINGS[row.key].points and isinstance(value, int):
        assert value % 100 == 0
        value //= 100
    if isinstance(value, tuple):
        value = "+".join(map(str, value)) or "nothing"
    said = {None: "-", True: "yes", False: "no"}[value] if value is None or isinstance(value, bool) else str(value)
    return f"{'?' if row.choice else ''}{said} {row.clause}"


@pytest.mark.parametrize("letters", PACKS)
def test_every_setting_is_as_the_document_says(letters: str) -> None:
    expected = {key: cell for (key, name), cell in witness().items() if name == letters}
    assert {key: written(row) for key, row in PACKS[letters].settings.items()} == expected


@pytest.mark.parametrize("letters", PACKS)
def test_every_row_of_the_catalogue_is_set(letters: str) -> None:
    assert len(A8) == 29
    for keys in A8.values():
        for key in keys:
            assert PACKS[letters].setting(key).clause


def test_only_minhang_and_yangkou_have_to_choose_before_they_begin() -> None:
    unset = {name: {key for key, row in pack.settings.items() if row.value is None} for name, pack in PACKS.items()}
    assert unset == {
        "JX": set(),
        "DZ": set(),
        "GY": set(),
        "YK": {"base_points", "publication_day"},
        "MH": {"year_change", "rate", "redemption_months", "redemption_days"},
    }
    assert all(PACKS[name].setting(key).choice for name, keys in unset.items() for key in keys)


def test_a_village_of_minhang_opens_its_windows_with_one_choice() -> None:
    by_month = PACKS["MH"].choose({"redemption_months": [3, 9]})
    by_day = PACKS["MH"].choose({"redemption_days": [5]})
    assert [by_month.setting(key).value for key in ("redemption_months", "redemption_days")] == [(3, 9), "all"]
    assert [by_day.setting(key).value for key in ("redemption_months", "redemption_days")] == ["all", (5,)]


def cited(pack: Pack) -> set[str]:
    """Every clause that a pack gives as a reason for something."""
    paper = pack.paper
    clauses = {row.clause for row in pack.settings.values()} | set(pack.grounds.values())
    clauses |= {form.clause for form in paper.forms} | {names.clause for names in paper.names.values()}
    clauses |= {item.clause for item in pack.items}
    return clauses | ({paper.contest.clause} if paper.contest else set())


@pytest.mark.parametrize("letters", PACKS)
def test_every_clause_is_one_of_the_document_s_or_an_open_question(letters: str) -> None:
    pack, own = PACKS[letters], re.compile(rf"{letters}-(?:\d\d|[PN]\d\d)")
    for clause in (*pack.clauses, *cited(pack)):
        assert own.fullmatch(clause) or re.fullmatch(r"A\.8|A\.7-(?:[1-9]|1\d|20)", clause), clause
        assert pack.place(clause)
    numbered = {f"{letters}-{number:02}" for number in range(1, LAST_CLAUSE[letters] + 1)}
    assert {clause for clause in pack.clauses if re.fullmatch(r"[A-Z]{2}-\d\d", clause)} == numbered


@pytest.mark.parametrize("letters", PACKS)
def test_what_the_document_fixes_is_no_choice_and_what_it_leaves_open_is_one(letters: str) -> None:
    for row in PACKS[letters].settings.values():
        assert row.choice or row.clause.startswith(letters), row


def test_only_yangkou_ships_its_items() -> None:
    assert {name: len(pack.items) for name, pack in PACKS.items()} == {"JX": 0, "DZ": 0, "GY": 0, "YK": 50, "MH": 0}


def test_digests_are_stable_and_no_two_are_alike() -> None:
    again = {name: load_pack(packs_folder() / folder).digest for name, folder in IDS.items()}
    assert again == {name: pack.digest for name, pack in PACKS.items()}
    assert len(set(again.values())) == 5


def test_every_pack_tells_where_it_comes_from() -> None:
    for folder in IDS.values():
        told = (packs_folder() / folder / "SOURCE.md").read_text(encoding="utf-8")
        assert load_pack(packs_folder() / folder).document in told
        assert len(told.splitlines()) <= 40
