"""The two annexes of 洋发〔2023〕18号, copied once more by hand from the paper: a second witness."""

from __future__ import annotations

import pytest

from rules import Item, load_pack, packs_folder

PACK = load_pack(packs_folder() / "yangkou-2023")
CATEGORIES = ("爱党爱国", "遵纪守法", "农村人居环境整治", "移风易俗", "网格治理", "德善公益", "其他项目")

# Points as printed, in the order of the sub-rules; then what one score stands for.
ANNEX_1 = """
1 5/人次 | 2 5/人次 | 3 5/人年 | 4 10/年 | 5 8/次 | 6 5/年 | 7 5/月 | 8 5/月 | 9 5/月 | 10 5/月 | 11 5/月 | 12 5/次
13 5/次 | 14 5/次 5/次 | 15 2/年 1/季 1/次 2/档 3/档 4/档 5/档 | 16 5/次 | 17 5/档 10/档 15/档 | 18 5/次
19 10/档 20/档 30/档 40/档 | 20 5/年 | 21 5/年 | 22 5/档 10/档 | 23 5/次 | 24 5/次 | 25 视情况
"""
ANNEX_2 = """
1 -10/次 | 2 -10/次 | 3 -10/次 -15/次 -20/次 | 4 -10/次 | 5 -10/次 | 6 -20/次 | 7 -10/次 | 8 -5/处 | 9 -5/处
10 -5/次 | 11 -5/次 | 12 -5/次 | 13 -5/次 | 14 -5/次 | 15 -5/次 | 16 -5/次 | 17 -10/年 | 18 -5/人次 -10/次
19 -10/次 | 20 -5/年 -5/次 | 21 -5/次 -10/次 | 22 -10/次 | 23 -10/次 | 24 -10/次 | 25 视情况
"""
UNITS = {"event": "次", "person": "人次", "place": "处", "month": "月", "quarter": "季", "year": "年"}
CATEGORY_ENDS = {
    "positive": {3: 0, 11: 2, 15: 3, 18: 4, 24: 5, 25: 6},
    "negative": {2: 0, 7: 1, 15: 2, 20: 3, 21: 4, 24: 5, 25: 6},
}
OPTIONS = {
    "P14": "burial remembrance",
    "P15": "upkeep quarterly contest county city province nation",
    "P17": "town city above",
    "P19": "town county province nation",
    "P22": "village town",
    "N03": "nantong province beijing",
    "N18": "gambling venue",
    "N20": "absent sabotage",
    "N21": "cadre police",
}


def rows(annex: str) -> dict[int, str]:
    cells = annex.replace("\n", " | ").split("|")
    return {int(number): figures for number, _, figures in (cell.strip().partition(" ") for cell in cells) if number}


def printed(item: Item) -> str:
    """The item's figures and units, written as in the tables above."""
    if item.open:
        return "视情况"
    version = item.versions[0]
    shapes = {name: option.shape for name, option in item.options.items()} or {None: item.shape}
    cells = []
    for name, shape in shapes.items():
        unit = "档" if shape.tier else "人年" if shape.once else UNITS[shape.per]
        cells.append(f"{version.value(name) // 100}/{unit}")
    return " ".join(cells)


@pytest.mark.parametrize(("kind", "letter", "annex"), [("positive", "P", ANNEX_1), ("negative", "N", ANNEX_2)])
def test_all_figures_are_those_of_the_paper(kind: str, letter: str, annex: str) -> None:
    items = [item for item in PACK.items if item.kind == kind]
    assert [item.code for item in items] == [f"{letter}{number:02}" for number in range(1, 26)]
    assert {item.number: printed(item) for item in items} == rows(annex)
    assert {item.clause for item in items} == {f"YK-{item.code}" for item in items}


def test_items_stand_in_the_categories_of_the_form() -> None:
    assert PACK.categories == CATEGORIES
    for item in PACK.items:
        last = min(number for number in CATEGORY_ENDS[item.kind] if number >= item.number)
        assert item.category == CATEGORIES[CATEGORY_ENDS[item.kind][last]], item.code


def test_options_carry_the_names_of_the_contract() -> None:
    assert {item.code: " ".join(item.options) for item in PACK.items if item.options} == OPTIONS


def test_only_the_levels_of_one_thing_top_each_other_up() -> None:
    assert {item.code: set(item.tiers) for item in PACK.items if item.tiers} == {
        "P15": {"county", "city", "province", "nation"},
        "P17": {"town", "city", "above"},
        "P19": {"town", "county", "province", "nation"},
        "P22": {"village", "town"},
    }


def test_titles_are_short_and_each_its_own() -> None:
    titles = [item.title for item in PACK.items]
    assert len(set(titles)) == 50
    assert max(len(title) for title in titles) <= 20
    options = [option.title for item in PACK.items for option in item.options.values()]
    assert len(set(options)) == len(options)


def test_nothing_but_points_is_shown_of_what_could_shame_or_harm() -> None:
    sensitive = {item.code for item in PACK.items if item.sensitive}
    assert sensitive == {"N02", "N03", "N04", "N05", "N06", "N21", "N22", "N23", "N24"}


def test_every_line_needs_evidence_and_open_ones_a_reason() -> None:
    assert all(item.evidence for item in PACK.items)
    assert [item.code for item in PACK.items if item.reason] == ["P25", "N25"]
    assert [code for code, _ in PACK.evidence_kinds] == ["photo", "commendation", "legal", "news", "feedback"]


def test_the_village_has_to_choose_its_base_points_and_its_day() -> None:
    unset = {key: row for key, row in PACK.settings.items() if row.value is None}
    assert set(unset) == {"base_points", "publication_day"}
    assert [unset["base_points"].clause, unset["publication_day"].clause] == ["YK-11", "YK-16"]
    assert all(row.choice for row in unset.values())


def test_the_year_ends_as_the_paper_says() -> None:
    expected = {
        "group_word": ("网格", "YK-01"),
        "base_grant": ("first_registration", "YK-11"),
        "base_after_year": ("unlock_365", "A.7-2"),
        "publication_cadence": ("month", "YK-12"),
        "redemption_days": ("publication_day", "YK-16"),
        "year_change": ("zero", "YK-18"),
        "quarter_change": ("accumulate", "YK-18"),
        "prior_year_remainder": ("lapse", "YK-18"),
        "evidence": ("both", "YK-15"),
        "signatures": (True, "YK-02"),
        "rectification_notice": ("due", "YK-19"),
        "redemption_proof": (("passbook", "equal", "signature"), "YK-20"),
        "item_change": ("year", "YK-07"),
        "item_change_proof": ("four_two", "YK-26"),
        "objection_days": (7, "A.7-4"),
        "split_points": ("stay", "A.7-17"),
        "rate": (100, "A.8"),
    }
    for key, (value, clause) in expected.items():
        row = PACK.setting(key)
        assert (row.value, row.clause) == (value, clause), key


def test_every_clause_can_be_found_in_the_paper() -> None:
    assert PACK.place("YK-16") == "四（四）6"
    assert PACK.place("YK-P07") == "附件1第7项"
    assert PACK.place("YK-N25") == "附件2第25项"
    for row in PACK.settings.values():
        assert PACK.place(row.clause)
