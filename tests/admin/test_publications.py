"""Signing and publishing: see the board, sign, put it up, look at it again."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests import builders
from tests.admin import waiting
from tests.admin.conftest import PASSWORD, Desk
from village import clock
from village.model.household import Household
from village.model.period import Period
from village.services import figures, periods, publications, rulebook
from village.store import Store, entries


@pytest.fixture
def _scored(store: Store, zhang: Household) -> None:
    builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 10))


@pytest.mark.usefixtures("_scored")
def test_it_works(secretary: Desk, store: Store, zhang: Household) -> None:
    assert "2026年3月" in secretary.get("/publications").text
    before = secretary.get("/publications/2026-03").text
    assert "+8" in before
    assert "签了字才能公示" in before
    assert secretary.post("/publications/2026-03/sign", signers="王书记、李会计").status_code == 303
    assert "王书记、李会计" in secretary.get("/publications/2026-03").text
    assert figures.of(store, zhang.id).unpublished.hundredths == 800
    done = secretary.post("/publications/2026-03", sure="yes")
    board = secretary.get(done.location).text
    assert "2026年3月积分公示" in board
    assert "+8" in board
    assert figures.of(store, zhang.id).unpublished.hundredths == 0
    assert done.location in secretary.get("/publications").text


def test_no_month_is_listed_from_before_the_village_had_a_household(stranger: Desk) -> None:
    with clock.held(datetime(2026, 5, 6, 9)):
        stranger.post("/login", login="secretary", password=PASSWORD)
        page = stranger.get("/publications").text
    for month in ("2026-05", "2026-04", "2026-03"):
        assert f'href="/publications/{month}"' in page
    for month in ("2026-02", "2026-01", "2025-12"):
        assert f'href="/publications/{month}"' not in page


@pytest.mark.usefixtures("_scored")
def test_looking_at_a_board_puts_nothing_up(secretary: Desk, store: Store) -> None:
    before = list(store.db.conn.iterdump())
    assert "张桂芳" in secretary.get("/publications/2026-03").text
    assert "张桂芳" in secretary.get("/publications/2026-Q1").text
    assert list(store.db.conn.iterdump()) == before


@pytest.mark.usefixtures("_scored")
def test_a_period_that_is_not_over_is_asked_for_twice_and_what_would_be_lost_is_named(
    secretary: Desk, store: Store, zhang: Household
) -> None:
    waiting.a_declaration(store, zhang)
    secretary.post("/publications/2026-03/sign", signers="王书记")
    asked = secretary.post("/publications/2026-03")
    assert asked.status_code == 422
    assert "这一期还没过完，真的现在就公示吗？" in asked.text
    assert "2026年3月20日到 2026年3月31日 的事，还有漏记的，加分扣分都不能再记进来" in asked.text
    assert "这一期的 1 件也不能再同意" in asked.text
    assert not publications.all_of(store)
    assert secretary.post("/publications/2026-03", sure="yes").status_code == 303
    assert len(publications.all_of(store)) == 1


@pytest.mark.usefixtures("_scored")
def test_a_period_that_is_over_goes_up_at_once(stranger: Desk) -> None:
    with clock.held(datetime(2026, 4, 1, 9)):
        stranger.post("/login", login="secretary", password=PASSWORD)
        stranger.post("/publications/2026-03/sign", signers="王书记")
        assert "还没过完" not in stranger.get("/publications/2026-03").text
        assert stranger.post("/publications/2026-03").status_code == 303


def test_after_the_day_until_which_lines_count_nothing_is_lost(store: Store) -> None:
    asked = {"month": Period.parse("2026-03"), "quarter": Period.parse("2026-Q1")}
    pack = rulebook.pack("jiuxian-2022")  # JX-07: what happens after the 20th belongs to the next month
    for day, left in ((5, 20), (20, 20), (21, 0)):
        with clock.held(date(2026, 3, day)):
            days = (date(2026, 3, day), date(2026, 3, left)) if left else None
            assert [periods.days_left(store, pack, one) for one in asked.values()] == [days, days]


@pytest.mark.usefixtures("_scored")
def test_an_unsigned_period_does_not_go_up(secretary: Desk, store: Store) -> None:
    refused = secretary.post("/publications/2026-03")
    assert refused.status_code == 422
    assert 'data-code="not_signed"' in refused.text
    assert publications.all_of(store) == []


def test_signing_asks_for_names(secretary: Desk) -> None:
    assert 'id="signers-error" data-code="signature_missing"' in secretary.post("/publications/2026-03/sign").text


def test_a_period_goes_up_once_and_its_board_stays(secretary: Desk, store: Store, zhang: Household) -> None:
    first = waiting.a_board(store, "2026-03")
    assert 'data-code="period_published"' in secretary.post("/publications/2026-03", sure="yes").text
    builders.a_plain_line(store, zhang, "7")
    assert "+7" not in secretary.get(f"/boards/{first.id}").text
    assert len(publications.all_of(store)) == 1


def test_a_period_that_has_not_begun_is_said(secretary: Desk) -> None:
    assert "这一期还没开始" in secretary.get("/publications/2026-04").text


@pytest.mark.parametrize("name", ["2026-13", "2026-Q5", "march", "0000-01"])
def test_a_period_that_there_is_not_is_a_page_that_is_not_there(secretary: Desk, name: str) -> None:
    assert secretary.get(f"/publications/{name}").status_code == 404
    assert secretary.post(f"/publications/{name}").status_code == 404


def test_another_month_is_found_by_its_name(secretary: Desk) -> None:
    assert secretary.get("/publications?month=2024-05").location == "/publications/2024-05"


def test_where_no_signature_is_asked_for_none_is_offered(secretary: Desk, store: Store) -> None:
    rulebook.adopt(
        store, pack_id="jiuxian-2022", since=date(2026, 3, 1), settings={}, actor="书记", approval="村民代表会议"
    )
    page = secretary.get("/publications/2026-03").text
    assert "签字" not in page.replace("签字、公示", "")
    assert "差不多" in page  # everybody stands alike: no_spread
    done = secretary.post("/publications/2026-03", sure="yes")
    assert 'data-code="no_spread"' in secretary.get(done.location).text


def test_where_two_people_are_asked_for_who_wrote_the_lines_does_not_sign(
    secretary: Desk, store: Store, zhang: Household
) -> None:
    asked = {"two_person_approval": True, "signatures": False, "base_points": 20, "publication_day": 5}
    rulebook.adopt(
        store, pack_id="yangkou-2023", since=date(2026, 3, 1), settings=asked, actor="书记", approval=builders.RECORD
    )
    builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 10))
    assert "请没有记的同事来签" in secretary.get("/publications/2026-03").text
    assert 'data-code="not_signed"' in secretary.post("/publications/2026-03", sure="yes").text
    refused = secretary.post("/publications/2026-03/sign", signers=f"王书记、{builders.CADRE}")
    assert 'id="signers-error" data-code="self_review"' in refused.text
    assert f"、{builders.CADRE}" in refused.text  # what was typed stays
    assert secretary.post("/publications/2026-03/sign", signers="王书记").status_code == 303
    assert secretary.post("/publications/2026-03", sure="yes").status_code == 303


def test_the_clerk_puts_up_and_does_not_sign(clerk: Desk, store: Store) -> None:
    assert 'data-code="role_wrong"' in clerk.post("/publications/2026-03/sign", signers="王书记").text
    publications.sign(store, period=publications.Period.parse("2026-03"), signers=["王书记"], actor="书记")
    assert clerk.post("/publications/2026-03", sure="yes").status_code == 303


def test_a_line_of_a_published_month_is_refused_at_the_form(clerk: Desk, store: Store, zhang: Household) -> None:
    waiting.a_board(store, "2026-03")
    count = entries.count(store)
    fields = {"item": "P05", "occurred": "2026-03-10", "evidence": "feedback", "paper": "网格员反馈"}
    refused = clerk.post(f"/households/{zhang.id}/lines/new", **fields)
    assert 'data-code="period_published"' in refused.text
    assert entries.count(store) == count


@pytest.mark.parametrize(("scope", "sheets"), [("village", 1), ("group", 2)])
def test_a_board_holds_the_village_or_each_group_its_own(
    secretary: Desk, store: Store, scope: str, sheets: int
) -> None:
    rulebook.adopt(
        store,
        pack_id="yangkou-2023",
        since=date(2026, 3, 1),
        settings={"base_points": 20, "publication_day": 5, "board_scope": scope},
        actor="书记",
        approval=builders.RECORD,
    )
    board = waiting.a_board(store, "2026-03")
    page = secretary.get(f"/boards/{board.id}").text
    assert page.count('<section class="part">') == sheets
    assert ("<h2>五组</h2>" in page) is (sheets == 2)
    assert "李建国" in page


@pytest.mark.usefixtures("_scored")
def test_the_day_of_a_board_is_said_and_how_late_it_is(stranger: Desk) -> None:
    with clock.held(datetime(2026, 4, 8, 9)):
        stranger.post("/login", login="secretary", password=PASSWORD)
        page = stranger.get("/publications/2026-03").text
        assert "规矩是 2026年4月5日 公示" in page
        assert "已经过了 3 天" in page
        assert "2026年3月公示" in stranger.get("/").text


def test_a_name_beyond_the_typeface_is_drawn_on_the_board_with_its_reading(secretary: Desk, store: Store) -> None:
    builders.a_line(store, builders.a_household(store, "张峯"), occurred=date(2026, 3, 10))
    board = secretary.get(f"/boards/{waiting.a_board(store, '2026-03').id}").text
    assert '张<img class="letter" src="/letters/5cef.png" alt="峯">（fēng）' in board
    assert secretary.get("/letters/5cef.png").mimetype == "image/png"
