"""Objecting to a line on the board."""

from __future__ import annotations

from datetime import datetime

from kiosk.perform import pressed
from tests.kiosk.conftest import PIN, Residents
from tests.kiosk.market import market
from tests.kiosk.page import Page
from village import clock
from village.services import figures, households, objections, statements
from village.services.statements import Access
from village.store import Store
from village.voice import answers
from village.voice.dialogue import Asker


def seq_of(store: Store, residents: Residents, word: str) -> int:
    lines = statements.statement(store, residents.zhang.id, access=Access.OWN)
    return next(line.seq for line in lines if word in line.what)


def test_it_works(page: Page, residents: Residents, store: Store) -> None:
    seq = seq_of(store, residents, "乱堆乱搭")
    with market(store):
        page.get("/").card(residents.card).get("/objection")
        assert "房前屋后乱堆乱搭\n3月12日，-5分" in page.text
        page.get(f"/objection/{seq}")
        assert "3月12日，房前屋后乱堆乱搭，-5分，哪里不对？" in page.text
        assert "objection.other_reason" in page.keys
        page.post(f"/objection/{seq}", reason="wrong_points")
        assert page.screen == "objection"
        assert "记下了，村里核对好了告诉您。" in page.text
        assert "房前屋后乱堆乱搭\n-5分，正在核对" in page.text
        assert "村里正在核对" in page.get(f"/objection/{seq}").text
        assert "objection.other_reason" not in page.keys
    assert [(made.entry_seq, made.words) for made in objections.open_ones(store)] == [(seq, "在一体机上点的：分数不对")]


def test_pressed_twice_it_is_put_once(page: Page, residents: Residents, store: Store) -> None:
    seq = seq_of(store, residents, "乱堆乱搭")
    with market(store):
        page.get("/").card(residents.card).get(f"/objection/{seq}")
        for _ in range(2):
            assert page.post(f"/objection/{seq}", reason="wrong_points").answer.status_code == 200
    assert len(objections.open_ones(store)) == 1


def test_an_objection_without_one_of_the_reasons_is_not_put(page: Page, residents: Residents, store: Store) -> None:
    seq = seq_of(store, residents, "乱堆乱搭")
    with market(store):
        page.get("/").card(residents.card).get(f"/objection/{seq}")
        for reason in ({}, {"reason": "words"}, {"reason": "一" * 5000}):
            assert page.post(f"/objection/{seq}", **reason).answer.status_code == 422
            assert "error.form_stale" in page.keys
    assert objections.open_ones(store) == []


def test_a_disputed_gain_rests(page: Page, residents: Residents, store: Store) -> None:
    seq = seq_of(store, residents, "垃圾分类")
    with market(store):
        before = figures.of(store, residents.zhang.id).redeemable
        page.get("/").card(residents.card).post(f"/objection/{seq}", reason="wrong_points")
        assert figures.of(store, residents.zhang.id).redeemable < before


def test_what_is_not_on_the_board_yet_is_not_listed(page: Page, residents: Residents, store: Store) -> None:
    seq = seq_of(store, residents, "乱堆乱搭")
    page.card(residents.card).get("/objection")
    assert "新记的分还没公示，公示以后可以提意见。" in page.text
    assert page.post(f"/objection/{seq}", reason="wrong_points").answer.status_code == 422
    assert objections.open_ones(store) == []


def test_after_the_days_for_objections_a_line_rests(page: Page, residents: Residents, store: Store) -> None:
    with market(store, datetime(2026, 4, 12, 9)):
        assert "objection.line" in page.get("/").card(residents.card).get("/objection").keys
    with clock.held(datetime(2026, 4, 13, 9)):
        page.get("/").card(residents.card).get("/objection")
        assert "公示已经过了7天，有疑问请问干部。" in page.text


def test_why_points_were_taken_leads_to_objecting_while_there_is_time(
    page: Page, residents: Residents, store: Store
) -> None:
    assert "objection.go" not in page.get("/").card(residents.card).get("/statement/minus").keys
    with market(store):
        assert "objection.go" in page.get("/").card(residents.card).get("/statement/minus").keys
        assert 'href="/objection"' in page.html
        page.get("/").post("/choose", household=residents.zhang.id).post("/who/yes").get("/statement/minus")
        assert "objection.go" not in page.keys
    with clock.held(datetime(2026, 4, 13, 9)):
        assert "objection.go" not in page.get("/").card(residents.card).get("/statement/minus").keys


def test_a_household_without_lines_has_nothing_to_object_to(page: Page, residents: Residents, store: Store) -> None:
    card = households.issue_card(store, residents.li.id, actor="李会计")
    assert "objection.none" in page.card(card).get("/objection").keys


def test_anothers_line_is_not_ones_own(page: Page, residents: Residents, store: Store) -> None:
    seq = seq_of(store, residents, "乱堆乱搭")
    with market(store):
        page.get("/").card(residents.wang_card)
        assert page.get(f"/objection/{seq}").answer.status_code == 422
        assert page.post(f"/objection/{seq}", reason="wrong_points").answer.status_code == 422
    assert objections.open_ones(store) == []


def test_whoever_came_without_card_or_pin_is_asked_for_it_first(page: Page, residents: Residents, store: Store) -> None:
    seq = seq_of(store, residents, "乱堆乱搭")
    with market(store):
        page.get("/").post("/choose", household=residents.zhang.id).post("/who/yes")
        for address in ("/objection", f"/objection/{seq}"):
            assert page.get(address).screen == "unlock"
        assert page.post(f"/objection/{seq}", reason="wrong_points").screen == "unlock"
        assert page.get("/pin").post("/pin", digits=PIN).screen == "objection"
    assert objections.open_ones(store) == []


def test_each_reason_may_be_said_aloud_and_presses_its_button(page: Page, residents: Residents, store: Store) -> None:
    seq = seq_of(store, residents, "乱堆乱搭")
    with market(store):
        page.get("/").card(residents.card).get(f"/objection/{seq}")
        for said in ("不是我家的", "分数不对", "没有这回事", "别的原因"):
            reply = answers.answer(store, said, Asker("object", residents.zhang.id, trusted=True, proved=True))
            assert reply
            assert (pressed(reply), said) in page.said
            assert reply.intent in answers.ACTING, "it is done at once, so it has to be heard clearly"
