"""Papers: what they say, made into PDFs by the real Chromium, against the book."""

from __future__ import annotations

import re
import time
import unicodedata
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from pypdf import PdfReader

from admin.prints import papers, pdf
from tests import builders
from tests.admin import browser, waiting
from tests.admin.conftest import PASSWORD, Desk
from village.errors import VillageError
from village.model.entry import Entry, Kind
from village.model.household import Household
from village.model.period import Period
from village.model.points import ZERO
from village.services import changes, households, ledger, publications, quarters, rulebook
from village.store import Store, entries

A4, WIDE = (595, 842), (842, 595)


def crowd(store: Store, count: int) -> None:
    """So many households in the village, new ones with a gain of March, some with a long name or a loss."""
    for one in papers.roll(store, "")[count:]:
        changes.leave(store, one.id, actor=builders.CADRE)
    rows = [(f"{name}{number}", group) for number, (name, group) in enumerate([("王秀英", "六组")] * (count - 5))]
    for number, (head, group) in enumerate(rows):
        one = builders.a_household(store, "阿卜杜热西提·买买提依明江" if number % 50 == 7 else head, group)
        builders.a_plain_line(store, one, str(number % 9 + 1), item="P07")
        if number % 4 == 0:
            builders.a_plain_line(store, one, "-5", kind=Kind.DEDUCTION, item="N09")


def read(answer_data: bytes) -> tuple[list[str], list[tuple[int, int]]]:
    """The text of each page without its spaces, and the sizes of the pages in points."""
    pages = PdfReader(BytesIO(answer_data)).pages
    texts = [re.sub(r"\s", "", unicodedata.normalize("NFKC", one.extract_text())) for one in pages]
    return texts, [(round(one.mediabox.width), round(one.mediabox.height)) for one in pages]


def made(desk: Desk, address: str) -> tuple[list[str], list[tuple[int, int]]]:
    """The PDF of a paper."""
    answer = desk.get(f"{address}{'&' if '?' in address else '?'}as=pdf")
    assert answer.mimetype == "application/pdf", answer.text
    return read(answer.data)


def papers_of(store: Store, zhang: Household) -> list[str]:
    """Every paper there is."""
    board = publications.all_of(store)[0]
    return [
        *("/prints/items", f"/prints/boards/{board.id}", "/prints/ranking", f"/prints/passbooks/{zhang.id}"),
        *("/prints/cards", "/prints/sheet", "/prints/sheet?filled=on", "/prints/quarters/2026-Q1"),
        "/prints/certificates",
    ]


def test_it_works(secretary: Desk, store: Store, zhang: Household) -> None:
    builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 10))
    board = waiting.a_board(store, "2026-03")
    listed = secretary.get("/prints").text
    assert f"/prints/boards/{board.id}" in listed
    page = secretary.get(f"/prints/boards/{board.id}").text
    assert "2026年3月积分公示" in page
    assert "as=pdf" in page
    (text,), sizes = made(secretary, f"/prints/boards/{board.id}")
    assert sizes == [A4]
    assert "洋口镇海印寺村" in text
    assert "2026年3月20日" in text
    assert "第1页,共1页" in text
    assert "三组张桂芳+828" in text
    assert "公示7天" in text
    assert "2026年3月27日以前" in text
    assert "村民委员会(盖章)" in text


@pytest.mark.parametrize(("count", "pages"), [(3, 1), (300, 13)])
def test_a_board_holds_every_household_and_its_totals_are_the_books(
    secretary: Desk, store: Store, count: int, pages: int
) -> None:
    crowd(store, count)
    board = waiting.a_board(store, "2026-03")
    texts, sizes = made(secretary, f"/prints/boards/{board.id}")
    assert abs(len(sizes) - pages) <= 1
    assert set(sizes) == {A4}
    everything = "".join(texts)
    heads = [one.head for one in papers.roll(store, "")]
    assert len(heads) == count
    assert all(head in everything for head in heads if "𠮷" not in head)
    gained = sum((line.points for each in papers.roll(store, "") for line in scored(store, each)), ZERO)
    totals = sum((total for _, total in entries.totals(store, year=2026)), ZERO)
    assert f"合计{count}户{gained.signed}{totals}" in everything
    rows = publications.board(store, board.id)
    assert len(rows) == count
    assert all(f"{row.head}{row.points.signed}{row.total}" in everything for row in rows if "𠮷" not in row.head)
    head = "组户主这一期今年到这期备注"
    assert all(text.count(head) == 1 for text in texts if any(row.head in text for row in rows))
    places, _ = made(secretary, "/prints/ranking")
    assert f"合计{count}户{totals}" in "".join(places)
    assert all(one.number in "".join(places) for one in papers.roll(store, ""))
    for number, text in enumerate(texts, start=1):
        assert f"第{number}页,共{len(texts)}页" in text
        assert "洋口镇海印寺村" in text


def scored(store: Store, household: Household) -> list[Entry]:
    """What the board of March counts."""
    lines = entries.of_household(store, household.id)
    return [line for line in lines if line.kind in (Kind.AWARD, Kind.DEDUCTION) and line.period == "2026-03"]


def test_a_board_stays_as_it_went_up(secretary: Desk, store: Store, zhang: Household) -> None:
    board = waiting.a_board(store, "2026-03")
    before = secretary.get(f"/prints/boards/{board.id}").text
    builders.a_plain_line(store, zhang, "7")
    assert secretary.get(f"/prints/boards/{board.id}").text == before


def test_the_items_in_force_are_all_there(secretary: Desk) -> None:
    text = "".join(made(secretary, "/prints/items")[0])
    assert "P07" in text
    assert "N25" in text
    assert "共50项" in text


def test_a_passbook_goes_on_at_the_right_row(secretary: Desk, store: Store, zhang: Household) -> None:
    for points in range(1, 15):
        builders.a_plain_line(store, zhang, str(points))
    book = papers.passbook(store, zhang.id)
    assert len(book) == 15  # the base, and fourteen
    assert [one.balance for one in book][-1] == ledger.balance(store, zhang.id)
    texts, _ = made(secretary, f"/prints/passbooks/{zhang.id}")
    assert len(texts) == 3
    assert "积分存折" in texts[0]
    assert f"+14{ledger.balance(store, zhang.id)}李会计" in texts[2]
    leaves = papers.leaves(book, since=15)
    assert [one.row if one else None for one in leaves[0]] == [None, None, 15]
    (rest,), _ = made(secretary, f"/prints/passbooks/{zhang.id}?since=15")
    assert "+14" in rest
    assert "+13" not in rest
    assert "经办人" not in rest  # what the paper has already is not printed over it
    assert "没有新的行" in secretary.get(f"/prints/passbooks/{zhang.id}?since=16").text


def test_a_line_taken_back_stands_in_the_passbook_twice(secretary: Desk, store: Store, zhang: Household) -> None:
    line = builders.a_line(store, zhang, "N09", occurred=date(2026, 3, 10), reason="看错了")
    ledger.reverse(store, seq=line.seq, reason="不是他家", actor=builders.CADRE)
    page = secretary.get(f"/prints/passbooks/{zhang.id}").text
    assert page.count("更正：") == 1
    assert papers.passbook(store, zhang.id)[-1].balance == ledger.balance(store, zhang.id)


def test_the_ranking_counts_ties_and_its_sum_is_the_years(secretary: Desk, store: Store, zhang: Household) -> None:
    builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 10))
    text = "".join(made(secretary, "/prints/ranking")[0])
    assert "1三组03-001张桂芳" in text
    assert "2五组05-001李建国" in text
    assert "2五组05-002张桂芳" in text
    places = papers.ranking(store, rulebook.rules_on(store, date(2026, 3, 20)), 2026)
    assert f"合计5户{sum((one.points for one in places), ZERO)}" in text


def test_certificates_go_to_the_first_and_to_nobody_where_all_stand_alike(
    secretary: Desk, store: Store, zhang: Household
) -> None:
    assert "还没有领先的人家" in secretary.get("/prints/certificates").text
    builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 10))
    (text,), sizes = made(secretary, "/prints/certificates")
    assert sizes == [WIDE]
    assert "奖状" in text
    assert "三组张桂芳家" in text
    assert "排第1名" in text


def test_cards_stand_eight_on_a_sheet_for_who_hands_them_out(secretary: Desk, inspector: Desk, store: Store) -> None:
    assert "还没有发过卡" in secretary.get("/prints/cards").text
    crowd(store, 9)
    for one in papers.roll(store, ""):
        households.issue_card(store, one.id, actor=builders.CADRE)
    texts, _ = made(secretary, "/prints/cards")
    assert len(texts) == 2
    assert texts[0].count("积分卡") == 8
    assert secretary.get("/prints/cards?group=六组").text.count('class="card"') == 4
    assert 'data-code="role_wrong"' in inspector.get("/prints/cards").text
    assert "/prints/cards" not in inspector.get("/prints").text


def test_a_blank_score_sheet_has_every_household_in_house_order_and_every_code(secretary: Desk) -> None:
    texts, sizes = made(secretary, "/prints/sheet")
    assert set(sizes) == {WIDE}
    assert len(texts) == 3  # two groups, and the codes
    assert texts[0].index("03-001") < texts[0].index("03-003")
    assert "05-001" in texts[1]
    assert "P07" in texts[2]


@pytest.mark.parametrize("count", [3, 300])
def test_a_filled_score_sheet_adds_up_to_the_book(secretary: Desk, store: Store, count: int) -> None:
    crowd(store, count)
    waiting.a_member(store)
    texts, _ = made(secretary, "/prints/sheet?month=2026-03&filled=on")
    everything = "".join(texts)
    assert "赵党员" in everything
    month = papers.sheet(store, rulebook.rules_on(store, date(2026, 3, 20)), Period.parse("2026-03"), filled=True)
    for group, rows in month:
        gained, lost = sum((row.gained for row in rows), ZERO), sum((row.lost for row in rows), ZERO)
        lines = [line for one in papers.roll(store, group) for line in scored(store, one)]
        assert gained + lost == sum((line.points for line in lines), ZERO)
        assert f"合计{len(rows)}户{gained}{lost}{(gained + lost).signed}" in everything


def test_a_quarters_account_adds_up(secretary: Desk, store: Store, zhang: Household) -> None:
    builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 10))
    texts, _ = made(secretary, "/prints/quarters/2026-Q1")
    accounts = quarters.of_group(store, Period.parse("2026-Q1"), "三组")
    assert len(texts) == 2
    assert f"合计3户0+80{sum((one.other for one in accounts), ZERO)}" in texts[0]
    assert f"{sum((one.balance for one in accounts), ZERO)}" in texts[0]


@pytest.mark.parametrize("address", ["quarters/2026-03", "quarters/x", "sheet?month=x", "ranking?year=1", "boards/99"])
def test_a_paper_that_there_is_not_is_a_page_that_is_not_there(secretary: Desk, address: str) -> None:
    assert secretary.get(f"/prints/{address}").status_code == 404


def test_a_name_beyond_the_typeface_is_drawn_in_the_file(secretary: Desk, store: Store) -> None:
    builders.a_line(store, builders.a_household(store, "张峯"), occurred=date(2026, 3, 10))
    answer = secretary.get("/prints/ranking?as=pdf")
    pages = PdfReader(BytesIO(answer.data)).pages
    assert [len(one.images) for one in pages] == [3]  # 𠮷, 㐂, 峯


def test_without_chromium_the_browsers_own_printing_is_named() -> None:
    with pytest.raises(VillageError) as refused:
        pdf.make({"page.html": "<p>"}, browser="no-such-browser")
    assert refused.value.code == "chromium_missing"


def test_a_browser_that_does_not_finish_is_ended_and_said(tmp_path: Path) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nsleep 300 & echo $! > " + str(tmp_path / "child") + "\nwait\n")
    slow.chmod(0o755)
    with pytest.raises(VillageError) as refused:
        pdf.make({"page.html": "<p>"}, browser=str(slow), limit=2)
    assert refused.value.code == "print_failed"
    child = Path("/proc") / (tmp_path / "child").read_text().strip() / "stat"
    until = time.monotonic() + 60
    while child.exists() and child.read_text().split()[2] != "Z":
        assert time.monotonic() < until, "what the browser had started goes on"
        time.sleep(0.02)


def test_a_browser_that_makes_nothing_is_said() -> None:
    with pytest.raises(VillageError) as refused:
        pdf.make({"page.html": "<p>"}, browser="true")
    assert refused.value.code == "print_failed"


def test_nothing_overflows_its_sheet(app: Flask, store: Store, zhang: Household) -> None:
    crowd(store, 60)
    builders.a_line(store, zhang, "N09", occurred=date(2026, 3, 10), reason="门口堆了垃圾")
    for one in papers.roll(store, ""):
        households.issue_card(store, one.id, actor=builders.CADRE)
    waiting.a_board(store, "2026-03")
    with browser.serving(browser.HeldClock(app)) as address, browser.chromium() as chromium:
        page = chromium.new_page()
        page.goto(f"{address}/login")
        page.fill("[name=login]", "secretary")
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}/")
        for paper in papers_of(store, zhang):
            page.emulate_media(media="print")
            page.goto(f"{address}{paper}")
            wide = page.locator(".wide, .award").count() > 0
            page.set_viewport_size({"width": round((269 if wide else 182) * 96 / 25.4), "height": 900})
            over = page.evaluate(
                """[...document.querySelectorAll("main *:not(svg *)")].filter((each) =>
                    each.getBoundingClientRect().right > innerWidth + 1 ||
                    (each.scrollWidth > each.clientWidth + 1 && each.clientWidth)).map((each) => each.outerHTML)"""
            )
            assert over == [], paper
            page.emulate_media(media="screen")
            page.set_viewport_size({"width": 360, "height": 800})
            sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert sideways <= 0, paper
