"""Long lists of the desk: fifty rows a page, the way to the next and back, and a household found among all."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from admin import create_app
from tests import builders
from tests.admin import waiting
from tests.admin.conftest import PASSWORD, Desk
from tests.conftest import TODAY
from village import clock
from village.model.score_sheet import ScoreSheet
from village.printing.queue import print_queue
from village.services import evidence, households, ledger, mendings, objections, score_sheets
from village.settings import Settings
from village.store import Store
from village.voice.client import Voice

HEADS = [f"孙{one}{other}" for one in "甲乙丙丁戊己" for other in "一二三四五六七八九"]
_DOWN = re.compile(r'<a [^>]*rel="next" href="([^"]+)"')
_UP = re.compile(r'<a [^>]*rel="prev" href="([^"]+)"')


@pytest.fixture(scope="module")
def village(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Fifty-four more households in a group of their own, something deducted from each."""
    folder = tmp_path_factory.mktemp("paging")
    shutil.copyfile(staffed, folder / "village.db")
    store = Store(folder / "village.db", writer=True, lasting=False)
    with clock.held(TODAY), store.transaction():
        for head in HEADS:
            home = builders.a_household(store, head, "七组")
            line = builders.a_line(store, home, "N09", occurred=date(2026, 3, 10))
            waiting.a_declaration(store, home)
            households.issue_card(store, home.id, actor=builders.CADRE)
            objections.raise_one(store, seq=line.seq, household_id=home.id, actor="一体机")
    yield store
    store.close()


@pytest.fixture(scope="module")
def desk(village: Store) -> Desk:
    settings = Settings(data=village.path.parent)
    voice = Voice(settings.data / "no-worker.sock", patience=0)
    app = create_app(settings=settings, store=village, voice=voice, prints=print_queue(village, settings))
    sat = Desk(app.test_client())
    with clock.held(TODAY):
        assert sat.post("/login", login="secretary", password=PASSWORD).status_code == 303
    return sat


def rows(page: str) -> list[str]:
    """The heads of households that a page lists, in its order."""
    main = page[page.index('id="main"') :]
    return re.findall(r"孙[甲乙丙丁戊己][一二三四五六七八九]", main)


def onward(found: re.Match[str] | None) -> str:
    assert found
    return found[1].replace("&amp;", "&")


@pytest.mark.parametrize(
    "path",
    [
        *("/mendings", "/lines", "/declarations", "/objections", "/cards?group=七组"),
        *("/passbooks?group=七组", "/publications/2026-03", "/quarters/2026-Q1?group=七组"),
    ],
)
def test_a_long_list_is_read_page_by_page_and_nobody_is_left_out(desk: Desk, path: str) -> None:
    pages = [desk.get(path).text]
    while onwards := _DOWN.search(pages[-1]):
        pages.append(desk.get(onward(onwards)).text)
    assert len(pages) > 1
    assert set().union(*map(rows, pages)) == set(HEADS)
    assert all(len(re.findall("<tr", page)) <= 52 for page in pages)
    assert not _UP.search(pages[0])
    assert rows(desk.get(onward(_UP.search(pages[1]))).text) == rows(pages[0])


def test_a_page_that_is_none_is_said_and_one_behind_the_end_is_empty(desk: Desk) -> None:
    assert desk.get("/mendings?page=x").status_code == 422
    assert rows(desk.get("/mendings?page=9").text) == []


@pytest.mark.parametrize(("path", "said"), [("/declarations", "54 件等着"), ("/objections", "54 件等着核实")])
def test_a_queue_says_how_much_waits_on_all_its_pages(desk: Desk, path: str, said: str) -> None:
    for page in (1, 2):
        assert said in desk.get(f"{path}?page={page}").text
    assert "这一页没有了" in desk.get(f"{path}?page=9").text


def test_what_is_ticked_on_the_second_page_is_looked_at_together(desk: Desk) -> None:
    second = desk.get("/declarations?page=2").text
    assert "这一页全选" in second
    ids = re.findall(r'name="declaration" value="(\d+)"', second)
    look = desk.post("/declarations/together", declaration=ids).text
    assert set(rows(look)) == set(rows(second))


def test_a_household_is_found_among_those_that_wait_by_its_initials(desk: Desk) -> None:
    page = desk.get("/mendings?q=sjy").text  # 孙甲一, 孙己一
    assert set(rows(page)) == {"孙甲一", "孙己一"}
    assert "没找到" in desk.get("/mendings?q=zzz").text


def test_what_was_mended_is_on_a_page_of_its_own_and_waits_no_more(desk: Desk, village: Store) -> None:
    (line,) = mendings.waiting(village, limit=1)
    done = desk.post(f"/mendings/{line.seq}", how="门前清干净了", offered="")
    assert "门前清干净了" in desk.get(done.location).text
    assert line not in mendings.waiting(village, limit=100)
    assert [one for one, _ in mendings.done(village, limit=100)] == [line]
    ledger.reverse(village, seq=line.seq, reason="记错了人家", actor="李会计")
    assert mendings.done(village, limit=100) == []  # what was taken back needed no mending


def test_a_score_sheet_keeps_what_was_typed_on_its_second_page(desk: Desk, village: Store) -> None:
    with village.transaction():
        paper = evidence.name_paper(village, kind="feedback", title="评分表", actor=builders.CADRE)
        wanted = ScoreSheet(0, date(2026, 3, 18), ("P16",), evidence_id=paper.id)
        sheet = score_sheets.open_one(village, wanted, actor=builders.CADRE)
    first = desk.get(f"/score-sheets/{sheet.id}?group=七组").text
    second = desk.get(onward(_DOWN.search(first))).text
    cell = re.search(r'name="(c\.\d+\.P16)"', second)
    assert cell
    saved = desk.post(f"/score-sheets/{sheet.id}/cells", group="七组", page="2", **{cell[1]: "2"})
    again = desk.get(saved.location).text
    assert rows(again) == rows(second)
    assert f'name="{cell[1]}" value="2"' in again


def test_a_passbook_that_was_misread_is_asked_for_again_where_it_stood(desk: Desk) -> None:
    second = desk.get("/passbooks?group=七组&page=2").text
    form = re.search(r'action="(/passbooks/\d+)"', second)
    assert form
    refused = desk.post(form[1], written="很多", page="2")
    assert refused.status_code == 422
    assert 'aria-invalid="true"' in refused.text
    assert onward(_UP.search(refused.text)).startswith("/passbooks?")
