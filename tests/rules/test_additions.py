"""Items that a document lacks, and later figures: added through the same strict reader, never by editing."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal

import pytest

from rules import (
    Calendar,
    Fact,
    Pack,
    PackError,
    assess,
    load_pack,
    packs_folder,
    say,
)
from rules.flat import KEYS

DAZU = load_pack(packs_folder() / "dazu-2021")
YANGKOU = load_pack(packs_folder() / "yangkou-2023")
TODAY = Calendar(date(2022, 12, 1))


def rows(text: str) -> list[object]:
    return list(tomllib.loads(text, parse_float=Decimal)["item"])


def item(**changed: object) -> dict[str, object]:
    """One good row; None takes a key away."""
    row: dict[str, object] = {
        "code": "T1",
        "title": "公益劳动",
        "category": "美丽建设",
        "kind": "positive",
        "points": 60,
    }
    row |= changed
    return {key: value for key, value in row.items() if value is not None}


def test_it_works() -> None:
    """The item of the 大足 example in the contract, as a scenario writes it."""
    text = """
    [[item]]
    code = "T1"
    title = "公益劳动"
    category = "美丽建设"
    kind = "positive"
    points = 60
    per = "event"
    """
    pack = DAZU.with_items(rows(text))
    found = assess(pack, Fact("T1", date(2021, 10, 10), evidence=True), [], TODAY)
    assert (found.points, found.clause) == (6000, "DZ-08")
    assert say(found.why) == "加60分：公益劳动。"
    assert pack.place(found.clause) == "三（三）"


def test_every_key_of_a_row_is_read() -> None:
    whole = item(
        per="month", contradicts=["T2"], overlaps=["T3"], sensitive=True, points=None, tiers="highest",
        options={"村里": 5, "镇里": Decimal("7.5")},
    )  # fmt: skip
    others = [item(code="T2", kind="negative", points=-2), item(code="T3", points=None, open=True)]
    others += [item(code="T4", per="person", once="year")]
    pack = DAZU.with_items([whole, *others])
    first = pack.item("T1")
    assert {key for row in (whole, *others) for key in row} | {"points"} == set(KEYS)
    assert (pack.item("T4").shape.per, pack.item("T4").shape.once) == ("person", "year")
    assert (first.per, first.sensitive, first.tiers) == ("month", True, {"村里", "镇里"})
    assert first.versions[0].options == {"村里": 500, "镇里": 750}
    assert first.named("镇里") == "公益劳动（镇里）"
    assert (first.contradicts, pack.item("T2").contradicts, pack.item("T3").overlaps) == (("T2",), ("T1",), ("T1",))
    assert pack.item("T3").open
    assert first.versions[0].start == DAZU.starts


def test_options_that_do_not_top_each_other_up_count_each() -> None:
    pack = DAZU.with_items([item(points=None, options={"春天": 2, "秋天": 3}, per="year")])
    assert not pack.item("T1").tiers
    assert pack.item("T1").options["秋天"].shape.per == "year"


def test_added_items_obey_the_settings_whichever_came_first() -> None:
    before = DAZU.choose({"evidence": "both"}).with_items([item(kind="negative", points=-1)])
    after = DAZU.with_items([item(kind="negative", points=-1)]).choose({"evidence": "both"})
    assert before.item("T1").evidence
    assert before.items == after.items
    assert not DAZU.with_items([item(kind="negative", points=-1)]).item("T1").evidence


def test_items_join_those_of_the_document_and_pair_with_them() -> None:
    pack = YANGKOU.with_items([item(category="其他项目", contradicts=["N15"])])
    assert len(pack.items) == 51
    assert pack.item("T1").number == 26
    assert "T1" in pack.item("N15").contradicts
    assert pack.item("P07") == YANGKOU.item("P07")
    assert pack.place("YK-07") == YANGKOU.place("YK-07")


def test_nothing_added_changes_nothing() -> None:
    assert DAZU.with_items([]) is DAZU
    assert DAZU.amend([]) is DAZU


BAD_ROWS = [
    (item(category="环境"), ["[[item]] T1", "'category'", "平安建设", "环境"]),
    (item(clause="DZ-08"), ["[[item]] T1", "'clause'", "only known keys"]),
    (item(versions=[]), ["[[item]] T1", "'versions'", "only known keys"]),
    (item(once="year"), ["[[item]] T1", "'once'", "to stand beside per = "]),
    (item(kind="plus"), ["'kind'", "positive, negative, reward"]),
    (item(per="week"), ["'per'", "month", "'week'"]),
    (item(points=-60), ["'points'", "above 0"]),
    (item(points=5.5), ["'points'", "without quotes"]),
    (item(points=Decimal("5.3")), ["'points'", "whole or half points"]),
    (item(points=None), ["'points'", "one of points, options or open"]),
    (item(open=True), ["'points'", "one of points, options or open"]),
    (item(options={"村里": 5}), ["'points'", "one of points, options or open"]),
    (item(points=None, open="yes"), ["'open'", "true or false"]),
    (item(points=None, options={}), ["'options'", "at least one option"]),
    (item(points=None, options=[5]), ["options", "a table"]),
    (item(points=None, options={"村里": -5}), ["options", "'村里'", "above 0"]),
    (item(points=None, options={"村里": 5}, tiers="highest"), ["'tiers'", "at least two options"]),
    (item(tiers="highest"), ["'tiers'", "at least two options"]),
    (item(contradicts=["T9"]), ["'contradicts'", "codes of other items", "'T9'"]),
    (item(overlaps="T1"), ["'overlaps'", "a list of item codes"]),
    (item(title=None), ["'title'", "missing"]),
    (item(title="很" * 41), ["'title'", "at most 40"]),
    (item(code="T 1"), ["'code'", "letters and digits"]),
    (item(sensitive=1), ["'sensitive'", "true or false"]),
    ("T1", ["[[item]] number 1", "a table of keys and values"]),
]


@pytest.mark.parametrize(("row", "words"), BAD_ROWS, ids=range(len(BAD_ROWS)))
def test_a_row_that_is_not_understood_is_refused_in_words(row: object, words: list[str]) -> None:
    with pytest.raises(PackError) as refused:
        DAZU.with_items([row], file="one.toml")
    assert [word for word in ("one.toml", *words) if word not in str(refused.value)] == [], str(refused.value)


def test_a_code_is_used_once() -> None:
    for pack, extra in ((DAZU, [item(), item()]), (YANGKOU, [item(code="P07", category="其他项目")])):
        with pytest.raises(PackError, match="each code once"):
            pack.with_items(extra)


def test_a_rehearsal_may_name_categories_of_its_own() -> None:
    pack = DAZU.with_items([item(category="环境卫生")], any_category=True)
    assert pack.categories == (*DAZU.categories, "环境卫生")
    assert pack.item("T1").category == "环境卫生"


def test_the_digest_follows_every_figure() -> None:
    first = DAZU.with_items([item()])
    assert first.digest == DAZU.with_items([item(points=Decimal("60.0"))]).digest
    others = [
        DAZU,
        DAZU.with_items([item(points=61)]),
        DAZU.with_items([item(title="义务劳动")]),
        DAZU.with_items([item()], since=date(2022, 1, 1)),
        first.amend([{"code": "T1", "from": date(2022, 1, 1), "points": 70}]),
        first.amend([{"code": "T1", "from": date(2022, 1, 1), "points": 71}]),
    ]
    assert len({first.digest, *(pack.digest for pack in others)}) == 7


def points_on(pack: Pack, day: date, option: str | None = None) -> int:
    return assess(pack, Fact("T1", day, option, evidence=True), [], TODAY).points


def test_later_figures_leave_earlier_days_alone() -> None:
    pack = DAZU.with_items([item()]).amend([{"code": "T1", "from": date(2022, 4, 1), "points": 50}])
    assert points_on(pack, date(2022, 3, 31)) == 6000
    assert points_on(pack, date(2022, 4, 1)) == 5000
    ended = pack.amend([{"code": "T1", "from": date(2022, 7, 1), "until": date(2022, 7, 31), "points": 40}])
    assert points_on(ended, date(2022, 7, 31)) == 4000
    assert points_on(ended, date(2022, 8, 1)) == 0


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"code": "T9", "from": date(2022, 1, 1), "points": 1}, "'code'.*one of T1"),
        ({"code": "T1", "from": date(2021, 9, 1), "points": 1}, "'from'.*not before 2021-09-02"),
        ({"code": "T1", "from": date(2022, 1, 1), "points": -1}, "'points'.*above 0"),
        ({"code": "T1", "from": date(2022, 1, 1), "options": {"村里": 1}}, "'points'.*missing"),
        ({"code": "T1", "points": 1}, "'from'.*missing"),
        ({"code": "T1", "from": date(2022, 1, 1), "points": 1, "why": "x"}, "'why'.*only known keys"),
    ],
)
def test_later_figures_that_do_not_fit_are_refused(row: dict[str, object], words: str) -> None:
    with pytest.raises(PackError, match=words):
        DAZU.with_items([item()]).amend([row])
