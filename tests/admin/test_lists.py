"""Lists handed in whole: many households at once, and the item table of a pack that brings none."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from rules import sheet
from rules.guide import pack_ids
from tests.admin.conftest import HEADS, PASSWORD, Desk
from village import clock
from village.services import households, item_sheets, rulebook
from village.store import Store

SHEET = "编号\t类别\t加减\t项目\t分数\t怎么算\nK01\t秸秆禁烧\t加分\t秸秆都拉走了\t3\t每年一次\n"
TEXT = '[[item]]\ncode = "P01"\ntitle = "打扫"\ncategory = "秸秆禁烧"\nkind = "positive"\npoints = 2\n'


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
    assert elsewhere.get("/rulebook/table/empty?csv").data.decode("utf-8-sig").startswith("编号,类别")
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
        (SHEET.replace("3\t每", "多\t每"), "会议", "项目表第2行的分数不对：写数字，整分或者半分"),
        (SHEET.replace("秸秆都", "示例·秸秆都"), "会议", "项目表第2行的项目不对：这一行是示例，只是样子，不能拿来用"),
        (SHEET.replace("秸秆禁烧", "zzz"), "会议", "本办法没有这一类，请从这里面选：厕所革命、生活垃圾治理"),
        (TEXT.replace("P01", "K 1"), "会议", "第2行（[[item]] K 1），“code”写得不对"),
        (TEXT.replace("打扫", "示例·打扫"), "会议", "P01是示例，只是样子，不能拿来用"),
        (
            TEXT.replace("秸秆禁烧", "zzz"),
            "会议",
            "第4行（[[item]] P01），“category”写得不对，要写：这里面的一个：厕所",
        ),
        ("hello", "会议", "项目表没看懂。第1行，写法不对"),
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


@pytest.mark.parametrize(
    ("items", "told"),
    [
        (SHEET, "项目表第2行的编号不对：这个编号已经有项目了，请换一个号"),
        (TEXT.replace("P01", "K01"), "项目号K01已经有了，请换一个"),
    ],
)
def test_a_code_that_is_taken_is_told_as_taken(elsewhere: Desk, items: str, told: str) -> None:
    assert elsewhere.post("/rulebook/table", items=SHEET, approval="会议").status_code == 303
    assert told in elsewhere.post("/rulebook/table", items=items, approval="会议").text


LEVELS = (
    ("K01", "秸秆禁烧", "加分", "秸秆都拉走了", "", 3, "每年一次"),
    ("K02", "村容村貌提升", "奖励", "受表彰", "镇里", 5, "每次", "是"),
    ("", "", "奖励", "", "县里", 10, "每次", "是"),
    ("K03", "村容村貌提升", "减分", "=HYPERLINK(1)", "", "小组定", "", "", "K01", "", "是"),
)


def filled(empty: bytes, *rows: tuple[object, ...]) -> BytesIO:
    """The empty table as it was downloaded, with these rows written into it, text as text."""
    made = load_workbook(BytesIO(empty))
    sheet = made["项目表"]
    for number, row in enumerate(rows, 3):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, value)
            cell.data_type = "s" if isinstance(value, str) and value else cell.data_type
    out = BytesIO()
    made.save(out)
    out.seek(0)
    return out


def test_the_empty_workbook_filled_in_is_taken_and_comes_back_the_same(elsewhere: Desk, store: Store) -> None:
    empty = elsewhere.get("/rulebook/table/empty")
    assert empty.mimetype.endswith("spreadsheetml.sheet")
    answer = elsewhere.post("/rulebook/table", approval="代表会议", file=(filled(empty.data, *LEVELS), "表.xlsx"))
    assert answer.status_code == 303
    pack = rulebook.rules_on(store, date(2026, 3, 20))
    assert [item.code for item in pack.items] == ["K01", "K02", "K03"]
    assert [one.points for one in pack.items[0].versions] == [300]
    again = sheet.read(item_sheets.text_of(elsewhere.get("/rulebook/table/now").data))
    assert again.faults == []
    assert rulebook.pack("jiuxian-2022").with_items(again.rows, any_category=True).items == tuple(
        replace(item, reason=pack.item(item.code).reason) for item in pack.items
    )


def test_an_exported_title_is_never_a_formula(elsewhere: Desk) -> None:
    empty = elsewhere.get("/rulebook/table/empty").data
    elsewhere.post("/rulebook/table", approval="代表会议", file=(filled(empty, *LEVELS), "表.xlsx"))
    saved = load_workbook(BytesIO(elsewhere.get("/rulebook/table/now").data))["项目表"]
    cell = next(cell for row in saved.iter_rows() for cell in row if cell.value == "=HYPERLINK(1)")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert not [cell for row in saved.iter_rows() for cell in row if cell.data_type == "f"]


def test_a_workbook_is_looked_at_before_it_is_handed_in(elsewhere: Desk, store: Store) -> None:
    file = filled(elsewhere.get("/rulebook/table/empty").data, *LEVELS)
    look = elsewhere.post("/rulebook/table", look="1", file=(file, "表.xlsx"))
    assert look.status_code == 200
    assert "看懂了，一共 3 个项目，还没有交" in look.text
    assert "秸秆都拉走了，一年加一次，加3分" in look.text
    assert rulebook.rules_on(store, date(2026, 3, 20)).items == ()
    kept = html.unescape(re.search(r"<textarea[^>]*>\n(.*?)</textarea>", look.text, re.DOTALL)[1])  # type: ignore[index]
    assert elsewhere.post("/rulebook/table", items=kept, approval="代表会议").status_code == 303
    assert len(rulebook.rules_on(store, date(2026, 3, 20)).items) == 3


def test_every_doubtful_cell_of_a_workbook_is_told_by_row_and_column_and_nothing_is_added(
    elsewhere: Desk, store: Store
) -> None:
    rows = (
        ("K01", "秸秆禁烧", "加加", "秸秆都拉走了", "", "很多", "天天"),
        ("K02", "秸秆禁烧", "加分", "", "", 2.3, "每次"),
        ("K02", "秸秆禁烧", "加分", "好事", "", 2.3, "每次", "", "K09"),
        ("K04", "秸秆禁烧", "加分", "又一件好事", "", 2, "每次"),
        ("K04", "秸秆禁烧", "加分", "还有一件", "", 2, "每次"),
    )
    file = filled(elsewhere.get("/rulebook/table/empty").data, *rows)
    answer = elsewhere.post("/rulebook/table", approval="代表会议", file=(file, "表.xlsx"))
    assert answer.status_code == 422
    told = re.findall(r'data-label="第几行">(\d+)</td><td data-label="哪一列">(\w+)', answer.text)
    wanted = [
        ("3", "分数"),
        ("3", "加减"),
        ("3", "怎么算"),
        ("4", "项目"),
        ("5", "分数"),
        ("5", "对不上的"),
        ("7", "编号"),
    ]
    assert sorted(told) == sorted(wanted)
    assert "写数字，整分或者半分" in answer.text
    assert rulebook.rules_on(store, date(2026, 3, 20)).items == ()


def test_the_table_of_any_pack_can_be_saved(elsewhere: Desk) -> None:
    page = elsewhere.get("/rulebook/table").text
    for pack_id in pack_ids():
        if pack_id != "jiuxian-2022":
            assert f'href="/rulebook/table/of/{pack_id}"' in page
        read = sheet.read(item_sheets.text_of(elsewhere.get(f"/rulebook/table/of/{pack_id}").data))
        assert (len(read.rows), read.faults) == (len(rulebook.pack(pack_id).items), [])
    assert elsewhere.get("/rulebook/table/of/atlantis").status_code == 404


@pytest.mark.parametrize("content", [b"\x80\xff\x00", b"PK\x03\x04rest"])
def test_a_file_that_is_no_text_is_refused(elsewhere: Desk, content: bytes) -> None:
    answer = elsewhere.post("/rulebook/table", approval="会议", file=(BytesIO(content), "x.xls"))
    assert answer.status_code == 422
    assert "这个文件读不了" in answer.text


def test_only_those_with_the_power_hand_lists_in(inspector: Desk, clerk: Desk, store: Store) -> None:
    assert inspector.post("/households/list", roll="三组 王小红").status_code == 422
    assert clerk.post("/rulebook/table", items=SHEET, approval="会议").status_code == 422
    assert households.count(store) == len(HEADS)
