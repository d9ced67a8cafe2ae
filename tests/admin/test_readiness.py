"""The readiness page: well or not, in words."""

from __future__ import annotations

import re

from tests import builders
from tests.admin.conftest import Desk
from village.model.household import Household
from village.services import device_status
from village.store import Store


def states(page: str) -> dict[str, str]:
    return dict(re.findall(r'data-name="(\w+)" data-state="(\w+)"', page))


def test_it_works(clerk: Desk) -> None:
    page = clerk.get("/readiness").text
    found = states(page)
    assert list(found) == ["ears", "mouth", "printer", "disk", "clock", "rules", "guards", "ledger"]
    assert found["ears"] == "ill"  # no worker runs in this test
    assert found["rules"] == found["guards"] == found["clock"] == "well"
    assert "用手点" in page
    assert "要修" in page


def test_the_printers_trouble_is_told_with_what_to_do(clerk: Desk, store: Store) -> None:
    device_status.report(store, name="printer", trouble="paper_out")
    page = clerk.get("/readiness").text
    assert states(page)["printer"] == "ill"
    assert "请装一卷" in page
    assert "请装一卷" in clerk.get("/").text


def test_the_book_is_proved_on_request(clerk: Desk) -> None:
    page = clerk.get(clerk.post("/readiness/verify").location).text
    assert "没有被改过" in page
    assert "对过 5 笔" in page
    assert states(page)["ledger"] == "well"


def test_a_forged_line_is_found_and_stays_on_the_first_page(clerk: Desk, store: Store, zhang: Household) -> None:
    builders.a_plain_line(store, zhang)
    store.db.execute("DROP TRIGGER entries_no_update")
    store.db.execute("UPDATE entries SET points = 99900 WHERE seq = 6")
    page = clerk.get(clerk.post("/readiness/verify").location).text
    found = states(page)
    assert (found["ledger"], found["guards"]) == ("ill", "ill")
    assert "row 6 was changed" in page
    assert "对不上" in clerk.get("/").text
