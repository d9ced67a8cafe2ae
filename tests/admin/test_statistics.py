"""The year's figures at the desk, and the tables that leave it."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest
from openpyxl import load_workbook

from tests import builders
from tests.admin.conftest import Desk
from village import clock
from village.model.entry import SEALED, Kind, seal
from village.model.household import Household
from village.model.points import Points
from village.services import households, ledger, rulebook
from village.store import Store, entries

TABLES = ("figures", "ranking", "nominees", "kinds", "punctuality", "absences")


@pytest.fixture
def zhang(store: Store, zhang: Household) -> Household:
    """Twenty base points, 8 for a good deed, 5 taken away, 3 redeemed."""
    facts = {"pack": "yangkou-2023", "occurred_on": date(2026, 3, 3)}
    builders.a_plain_line(store, zhang, "8", item="P05", **facts)
    builders.a_plain_line(store, zhang, "-5", item="N20", kind=Kind.DEDUCTION, **facts)
    builders.a_plain_line(store, zhang, "-3", kind=Kind.REDEMPTION)
    return zhang


def table(desk: Desk, url: str) -> list[list[str]]:
    """A table of plain text, as a spreadsheet program reads it."""
    answer = desk.get(url)
    assert answer.mimetype == "text/csv"
    return list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"))))


def sheet(desk: Desk, url: str) -> list[tuple[object, ...]]:
    """A workbook's only sheet: the line above it, the titles, the rows."""
    book = load_workbook(io.BytesIO(desk.get(url).get_data()))
    assert len(book.worksheets) == 1
    return list(book.worksheets[0].iter_rows(values_only=True))


def sealed_again(line: dict[str, str]) -> str:
    """What an auditor works out from the table alone."""
    values: dict[str, object] = {name: line[name] for name in SEALED}
    values |= {name: int(line[name]) for name in ("household_id", "count", "seq")}
    values["reverses"] = int(line["reverses"]) if line["reverses"] else None
    values["points"] = Points.parse(line["points"]).hundredths
    values["recorded_at"] = line["recorded_at"].replace(" ", "T")
    return seal(values)


@pytest.mark.usefixtures("zhang")
def test_it_works(clerk: Desk) -> None:
    page = clerk.get("/statistics").text
    assert "2026年统计" in page
    assert "住在村里的 5 户，有 5 户参加，推广率 <b>100.0%</b>" in page
    assert "1 户今年得过分，参与率 <b>20.0%</b>" in page
    assert "三组" in page
    assert "五组" in page


@pytest.mark.usefixtures("zhang")
def test_the_years_figures_name_the_village_in_each_row(clerk: Desk) -> None:
    head, whole, three, five = table(clerk, "/statistics/2026/figures?csv")
    assert [row[:4] for row in (whole, three, five)] == [
        ["洋口镇", "海印寺村", "2026", place] for place in ("全村", "三组", "五组")
    ]
    told = dict(zip(head, three, strict=True))
    assert [told[name] for name in ("户数", "推广率（%）", "参与率（%）", "笔数")] == ["3", "100.0", "33.3", "2"]
    assert [told[name] for name in ("正向激励积分", "负面约束减分", "奖励积分", "合计得分", "兑换", "账上")] == [
        *("8", "-5", "0", "3", "3", "60"),  # 3 × 20 + 8 - 5 - 3
    ]


def test_the_ranking_ranks_by_what_was_earned_not_by_what_is_left(clerk: Desk, zhang: Household) -> None:
    _, head, *rows = sheet(clerk, "/statistics/2026/ranking")
    assert head == ("镇街", "村", "年份", "名次", "户号", "户主", "组", "积分")
    assert rows[0] == ("洋口镇", "海印寺村", 2026, 1, zhang.number, "张桂芳", "三组", 23)
    assert [row[3] for row in rows] == [1, 2, 2, 2, 2]


def test_only_those_above_the_mean_are_on_the_list(clerk: Desk, zhang: Household) -> None:
    _, *rows = table(clerk, "/statistics/2026/nominees?csv")
    assert rows == [["洋口镇", "海印寺村", "2026", zhang.number, "张桂芳", "三组", "23", "20.6"]]  # 103 / 5


def test_households_to_think_about_are_listed_and_none_loses_a_point(clerk: Desk, store: Store) -> None:
    before = entries.count(store)
    assert "系统不会自己扣分" in clerk.get("/statistics").text
    _, *rows = table(clerk, "/statistics/2026/absences?csv")
    assert len(rows) == 5
    assert rows[0][-2:] == ["N20 全年没参加文化活动", "请小组商议，不自动扣分"]
    assert entries.count(store) == before


def test_other_documents_know_no_such_list(clerk: Desk, store: Store) -> None:
    rulebook.adopt(
        store,
        pack_id="dazu-2021",
        since=date(2026, 1, 1),
        settings={},
        actor=builders.CADRE,
        approval="区人居办",
    )
    assert "年底想一想" not in clerk.get("/statistics").text
    assert clerk.get("/statistics/2026/absences").status_code == 404
    assert clerk.get("/statistics/2026/nothing").status_code == 404


def test_the_whole_book_is_there_line_by_line_and_can_be_proved_from_it(
    clerk: Desk, store: Store, zhang: Household
) -> None:
    head, *rows = table(clerk, "/statistics/book?sealed=1")
    lines = [dict(zip(head, row, strict=True)) for row in rows]
    assert len(lines) == entries.count(store)
    assert [line["prev_hash"] for line in lines[1:]] == [line["hash"] for line in lines[:-1]]
    assert [line["hash"] for line in lines] == [sealed_again(line) for line in lines]
    assert lines[-1]["hash"] == entries.head(store, "yk01")[1]
    own = [line for line in lines if line["户号"] == zhang.number]
    assert sum((Points.parse(line["points"]) for line in own), Points(0)) == ledger.balance(store, zhang.id)
    assert {line["村"] for line in lines} == {"海印寺村"}


def test_the_book_that_a_cadre_opens_is_chinese_and_tells_the_time_of_the_office(
    clerk: Desk, store: Store, zhang: Household
) -> None:
    builders.a_plain_line(store, zhang, "1.5", reason="扫了院坝")
    head, *rows = table(clerk, "/statistics/book")
    assert all(re.search("[\u4e00-\u9fff]", title) and not re.search("[a-z_]", title) for title in head)
    line = dict(zip(head, rows[-1], strict=True))
    assert line["记账时间"] == f"{clock.now():%Y年%-m月%-d日 %H:%M}"
    assert (line["哪一类"], line["分数（分）"], line["原因"]) == ("加分", "1.5", "扫了院坝")


def test_the_tab_of_a_workbook_is_named_after_its_table(clerk: Desk) -> None:
    for address, tab in (("/statistics/2026/ranking", "积分排名"), ("/purchases/2026-Q1/sheet", "点单采购单")):
        assert load_workbook(io.BytesIO(clerk.get(address).get_data())).sheetnames == [tab]


def test_a_long_book_comes_whole(clerk: Desk, store: Store, zhang: Household) -> None:
    for number in range(1100):
        builders.a_plain_line(store, zhang, "1", reason=f"第{number}笔")
    _, *rows = table(clerk, "/statistics/book")
    assert len(rows) == entries.count(store) > 1100


@pytest.mark.parametrize("typed", ["=1+1", "+1-1", "-2+3", "@SUM(A1)"])
def test_what_people_typed_is_never_worked_out(clerk: Desk, store: Store, zhang: Household, typed: str) -> None:
    builders.a_household(store, "王秀英", typed)
    builders.a_plain_line(store, zhang, "1", reason=typed)
    for name in TABLES:
        cells = [cell for row in table(clerk, f"/statistics/2026/{name}?csv") for cell in row]
        assert typed not in cells
    assert any(cell == f"'{typed}" for row in table(clerk, "/statistics/book") for cell in row)
    book = load_workbook(io.BytesIO(clerk.get("/statistics/2026/ranking").get_data()))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == typed]
    assert cells
    assert all(cell.data_type == "s" for cell in cells)


def test_zeros_before_a_number_stay(clerk: Desk, store: Store) -> None:
    number = households.search(store, "李建国")[0].number
    assert number.startswith("0")
    assert number in {row[4] for row in sheet(clerk, "/statistics/2026/ranking")[1:]}
    assert number in {row[4] for row in table(clerk, "/statistics/2026/ranking?csv")}


def test_a_file_says_whose_it_is_and_of_which_day(clerk: Desk) -> None:
    first, *_ = sheet(clerk, "/statistics/2026/figures")
    assert first[0] == "洋口镇海印寺村 2026年 年度数据（报洋口镇）"
    name = clerk.get("/statistics/2026/figures").headers["Content-Disposition"]
    assert "20260320.xlsx" in name


def test_a_year_that_the_book_does_not_know_is_said(clerk: Desk) -> None:
    assert clerk.get("/statistics/1999").status_code == 422
    assert clerk.get("/statistics/1999/figures").status_code == 422


def test_a_households_page_shows_the_three_kinds_apart_in_its_documents_words(clerk: Desk, zhang: Household) -> None:
    assert "正向激励积分 +8，负面约束减分 -5，奖励积分 0" in clerk.get(f"/households/{zhang.id}").text


@pytest.mark.parametrize(
    ("pack", "named"),
    [
        ("dazu-2021", "正面清单 0，负面清单 0，奖励积分 0"),
        ("minhang-2024", "加分 0，减分 0，奖励积分 0"),
        ("jiuxian-2022", "基础积分（正向积分） 0，基础积分（负向扣分） 0，奖励积分 0"),
    ],
)
def test_no_document_speaks_in_anothers_words(clerk: Desk, store: Store, pack: str, named: str) -> None:
    li = households.search(store, "李建国")[0]
    rulebook.adopt(
        store, pack_id=pack, since=date(2026, 3, 1), settings={}, actor=builders.CADRE, approval=builders.RECORD
    )
    assert named in clerk.get(f"/households/{li.id}").text
    head, *_ = table(clerk, "/statistics/2026/kinds?csv")
    assert [f"{one} 0" for one in head[6:9]] == named.split("，")
    assert ("一票否决" in head) is (pack == "jiuxian-2022")
