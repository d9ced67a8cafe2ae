"""When something is not as it should be: one clear sentence, the bar of four, and nothing changed."""

from __future__ import annotations

import re
import sqlite3

import pytest

from tests.kiosk.conftest import Residents
from tests.kiosk.page import Page
from village import clock
from village.services import declarations, receipts
from village.store import Store

BAR = ("回去", "念给我听", "声音和字", "请干部帮忙")


def test_it_works(page: Page) -> None:
    page.get("/no-such-page")
    assert page.answer.status_code == 404
    assert page.keys[0] == "error.page_missing"


def test_the_name_stands_in_the_head_of_a_page_of_regret_too(page: Page, residents: Residents) -> None:
    page.card(residents.card)
    page.get("/no-such-page")
    assert page.keys[:2] == ["who.household", "error.page_missing"]


@pytest.mark.parametrize("address", ["/", "/find", "/find/number", "/settings", "/no-such-page", "/speech"])
def test_every_page_has_the_bar_of_four(page: Page, address: str) -> None:
    page.get(address)
    bar = page.html.split('<nav class="bar">')[1].split("</nav>")[0]
    shown = re.sub(r"<[^>]+>|\s", "", bar)
    assert [words for words in BAR if words in shown] == list(BAR)


def test_a_full_disk_is_told_and_nothing_is_written(page: Page, residents: Residents, store: Store) -> None:
    page.card(residents.card)
    pages = store.db.execute("PRAGMA page_count").fetchone()[0]
    store.db.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    kept = 0
    while page.post("/print").answer.status_code == 200 and kept < 300:
        kept += 1
    assert page.answer.status_code == 507
    assert page.regret == "error.disk_full"
    assert len(receipts.recent(store, limit=400)) == kept


def test_a_locked_book_is_told(page: Page, store: Store) -> None:
    store.db.execute("PRAGMA busy_timeout = 20")
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    page.post("/help")
    other.close()
    assert page.answer.status_code == 503
    assert page.keys[0] == "error.database_locked"
    assert page.post("/help").screen == "help"


def test_the_error_of_a_form_keeps_the_visit(page: Page, residents: Residents) -> None:
    page.card(residents.card).post("/print/999/again")
    assert page.regret == "error.receipt_unknown"
    assert page.get("/again").screen == "balance"


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("/choose", {}),
        ("/choose", {"household": "x" * 9000}),
        ("/choose", {"household": "-1"}),
        ("/card", {"card": ""}),
        ("/card", {"card": "<script>alert(1)</script>"}),
        ("/pin", {"digits": "😀" * 500}),
        ("/settings/shout", {}),
        ("/declare/day/1", {}),
        ("/shop/0/order", {"token": "x" * 9000}),
        ("/shop/999999/order", {"token": "'; DROP TABLE entries; --"}),
        ("/shop/99999999999999999999/wish", {}),
        ("/orders/1/cancel", {}),
        ("/objection/999999", {"x": "\x00"}),
        ("/photo/1", {"photo": "<script>alert(1)</script>"}),
        ("/print/-1/again", {}),
        ("/find/digits", {"digits": "１２３４"}),
        ("/find/digits", {"digits": "1" * 9000}),
    ],
)
def test_hostile_forms_get_a_sentence(page: Page, residents: Residents, address: str, form: dict[str, str]) -> None:
    page.card(residents.card).post(address, **form)
    assert page.answer.status_code in (404, 405, 422)
    assert page.regret
    assert "<script>alert" not in page.html


def test_missing_arguments_get_a_sentence(page: Page) -> None:
    for address in ("/find/surname", "/find/household?group=三组", "/find/group?page=x", "/find/group?page=-7"):
        page.get(address)
        assert page.said
        assert page.answer.status_code in (200, 400)


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"item": "", "option": "", "witness": "", "token": "", "ago": ""},
        {"item": "P18", "option": "x" * 9000, "witness": "neighbour", "token": "x" * 9000},
        {"item": "<script>alert(1)</script>", "witness": "photo"},
        {"item": "P18", "witness": "neighbour", "ago": "-1"},
        {"item": "P18", "witness": "neighbour", "ago": "99"},
        {"item": "P18\x00", "witness": "neighbour"},
    ],
)
def test_a_hostile_declaration_is_told_or_is_of_today(
    page: Page, residents: Residents, store: Store, form: dict[str, str]
) -> None:
    page.card(residents.card).get("/declare/item/P18").post("/declare", **form)
    assert page.answer.status_code in (200, 422)
    assert "<script>alert" not in page.html
    made = declarations.of_household(store, residents.zhang.id)
    assert [each.occurred for each in made] in ([], [clock.today()])
