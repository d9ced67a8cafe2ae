"""Lists handed in whole: many households at once, and the item table of a pack that brings none."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from tests.admin.conftest import HEADS, PASSWORD, Desk
from village import clock
from village.services import households, rulebook
from village.store import Store

SHEET = "编号\t类别\t加减\t项目\t分数\t怎么算\nK01\t秸秆禁烧\t加分\t秸秆都拉走了\t3\t每年一次\n"


def test_a_list_of_households_comes_in_whole(clerk: Desk, store: Store) -> None:
    answer = clerk.post("/households/list", roll="组\t户主\n三组\t王小红\n六组\t缪㐂才\n")
    assert (answer.status_code, answer.location) == (303, "/households")
    assert "名单上的户都登记好了" in clerk.get("/households").text
    assert households.count(store) == len(HEADS) + 2
    assert households.search(store, "王小红")[0].number == "03-004"


@pytest.mark.parametrize(
    ("roll", "told"),
    [
        ("", "名单还是空的"),
        ("三组 王小红\n李四", "名单第2行没看懂"),
        ("三组 王小红\n三组 ？", "名单第2行的名字"),
    ],
)
def test_a_list_with_a_doubtful_line_brings_nobody_in_and_stays_on_the_page(
    clerk: Desk, store: Store, roll: str, told: str
) -> None:
    answer = clerk.post("/households/list", roll=roll)
    assert answer.status_code == 422
    assert told in answer.text
    assert roll in answer.text
    assert households.count(store) == len(HEADS)


@pytest.fixture
def elsewhere(store: Store, stranger: Desk) -> Desk:
    """The secretary of a village whose document brought no items."""
    with clock.held(date(2026, 3, 19)):
        rulebook.adopt(
            store, pack_id="jiuxian-2022", since=date(2026, 3, 1), settings={}, approval="方案", actor="书记"
        )
    stranger.post("/login", login="secretary", password=PASSWORD)
    return stranger


def test_without_a_table_the_page_of_items_says_what_to_do(elsewhere: Desk) -> None:
    page = elsewhere.get("/rulebook").text
    assert "村里的项目表还没有交" in page
    assert 'href="/rulebook/table"' in page
    assert elsewhere.get("/rulebook/table/empty").data.decode("utf-8-sig").startswith("编号,类别")
    assert "[[item]]" in elsewhere.get("/rulebook/table/empty?toml").text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_may_come_as_a_file(elsewhere: Desk, store: Store, encoding: str) -> None:
    file = BytesIO(SHEET.replace("\t", ",").encode(encoding))
    answer = elsewhere.post("/rulebook/table", approval="代表会议", file=(file, "表.csv"))
    assert answer.status_code == 303
    item = rulebook.rules_on(store, date(2026, 3, 20)).find("K01")
    assert item is not None
    assert "秸秆都拉走了，一年加一次，加3分" in elsewhere.get("/rulebook").text


@pytest.mark.parametrize(
    ("items", "approval", "told"),
    [
        (SHEET.replace("3\t每", "多\t每"), "会议", "项目表里第2行的分数没看懂"),
        (SHEET.replace("秸秆都", "示例·秸秆都"), "会议", "项目表里K01的项目没看懂"),
        ("hello", "会议", "项目表里写法没看懂"),
        ("", "会议", "项目表里还没有项目"),
        (SHEET, "", "请写明是哪次会议"),
    ],
)
def test_a_table_that_is_not_understood_adds_nothing_and_stays_on_the_page(
    elsewhere: Desk, store: Store, items: str, approval: str, told: str
) -> None:
    answer = elsewhere.post("/rulebook/table", items=items, approval=approval)
    assert answer.status_code == 422
    assert told in answer.text
    assert rulebook.rules_on(store, date(2026, 3, 20)).items == ()


@pytest.mark.parametrize("content", [b"\x80\xff\x00", b"PK\x03\x04rest"])
def test_a_file_that_is_no_text_is_refused(elsewhere: Desk, content: bytes) -> None:
    answer = elsewhere.post("/rulebook/table", approval="会议", file=(BytesIO(content), "x.xls"))
    assert answer.status_code == 422
    assert "这个文件读不了" in answer.text


def test_only_those_with_the_power_hand_lists_in(inspector: Desk, clerk: Desk, store: Store) -> None:
    assert inspector.post("/households/list", roll="三组 王小红").status_code == 422
    assert clerk.post("/rulebook/table", items=SHEET, approval="会议").status_code == 422
    assert households.count(store) == len(HEADS)
