"""Finding one's household by group, surname and household."""

from __future__ import annotations

from datetime import date

import pytest

from tests import builders
from tests.kiosk.conftest import Residents
from tests.kiosk.page import Page
from village.store import Store
from village.store import households as rows


def test_it_works(page: Page) -> None:
    page.get("/find")
    assert page.screen == "find"
    assert {"按组找", "按户号找", "按手机号找"} <= set(page.text.split("\n"))


def test_group_then_surname_then_household_then_yes(page: Page, residents: Residents) -> None:
    page.get("/find/group")
    assert "三组" in page.text
    page.get("/find/surname?group=三组")
    assert "张" in page.text
    page.get("/find/household?group=三组&surname=张")
    assert "三组，户号03-017" in page.text
    assert "三组，户号03-021" in page.text, "namesakes are told apart by their number"
    page.post("/choose", household=residents.zhang.id)
    assert page.text.startswith("您是三组张桂芳家吗？")
    assert page.post("/who/yes").screen == "balance"


def test_more_than_six_groups_go_on_another_page(page: Page, store: Store) -> None:
    for group in ("四组", "五组", "六组", "七组", "八组"):
        builders.a_household(store, "赵大山", group)
    first = page.get("/find/group").text.split("\n")
    second = page.get("/find/group?page=2").text.split("\n")
    assert len([word for word in first if word.endswith("组")]) == 5
    assert {"六组", "七组", "八组"} <= set(second)
    assert "更多" in first


def test_a_small_screen_shows_four_choices(page: Page, store: Store) -> None:
    for group in ("四组", "五组", "六组"):
        builders.a_household(store, "赵大山", group)
    page.headers["X-Screen"] = "800x480"
    assert len([word for word in page.get("/find/group").text.split("\n") if word.endswith("组")]) == 3


def test_the_lists_show_nobodys_points(page: Page) -> None:
    page.get("/find/household?group=三组&surname=张")
    assert "分" not in page.text


def test_an_unknown_group_is_an_empty_list_with_a_sentence(page: Page) -> None:
    assert "identify.empty_group" in page.get("/find/surname?group=没有这组").keys


def test_a_household_that_is_none_is_told_in_a_sentence(page: Page) -> None:
    page.post("/choose", household="9999")
    assert page.answer.status_code == 422
    assert "没找到这一家" in page.text


def test_looking_again_closes_the_household(page: Page, residents: Residents) -> None:
    page.card(residents.card).get("/find")
    assert page.get("/balance").screen == "home"


@pytest.fixture
def closed(store: Store, residents: Residents) -> None:
    with store.transaction():
        rows.close(store, residents.li.id, on=date(2026, 3, 19))


@pytest.mark.usefixtures("closed")
def test_a_closed_account_does_not_open_from_an_old_page(page: Page, residents: Residents) -> None:
    page.post("/choose", household=residents.li.id)
    assert page.answer.status_code == 422
    assert page.keys[0] == "error.account_closed"
    assert page.post("/who/yes").screen == "home"


def test_a_yes_after_the_account_was_closed_opens_nothing(page: Page, residents: Residents, store: Store) -> None:
    page.post("/choose", household=residents.li.id)
    with store.transaction():
        rows.close(store, residents.li.id, on=date(2026, 3, 19))
    assert page.post("/who/yes").keys[0] == "error.account_closed"
    assert page.get("/balance").screen == "home"


@pytest.mark.usefixtures("closed")
def test_digits_of_a_closed_account_say_that_it_is_closed(page: Page) -> None:
    page.get("/find/number").post("/find/digits", digits="01002")
    assert page.keys[0] == "error.account_closed"
    assert "李建国家已经并户或迁走" in page.text


@pytest.mark.parametrize("number", [2**63, 2**70, "9" * 5000, -(2**70)])
def test_a_number_no_book_can_hold_is_told_in_a_sentence(page: Page, residents: Residents, number: int | str) -> None:
    assert page.post("/choose", household=number).keys[0] == "error.unknown_household"
    page.card(residents.card)
    for address in (f"/help/{number}", f"/print/{number}.png", f"/print/{number}/state"):
        page.get(address)
        assert page.answer.status_code in (404, 422)
        assert page.regret
    assert page.post(f"/listen/abc/{number}").answer.status_code in (200, 404)
