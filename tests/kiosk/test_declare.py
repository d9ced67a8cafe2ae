"""Declaring a good deed."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from tests import builders
from tests.kiosk.conftest import PIN, Residents
from tests.kiosk.page import Page
from tests.kiosk.test_errands import adopt
from village import clock
from village.model.declaration import DeclarationState
from village.model.points import Points
from village.services import declarations, evidence, ledger
from village.store import Store


def put(page: Page, **other: str) -> Page:
    fields = {name: value for name, value in re.findall(r'name="(item|option|token)" value="([^"]*)"', page.html)}
    return page.post("/declare", **{**fields, "witness": "neighbour", **other})


def test_it_works(page: Page, residents: Residents, store: Store) -> None:
    page.card(residents.card).get("/declare")
    assert "参加爱党爱国活动" in page.text
    put(page.get("/declare/item/P18"))
    made = declarations.of_household(store, residents.zhang.id)[0]
    assert (made.item, made.state) == ("P18", DeclarationState.WAITING)
    assert made.evidence_id is not None
    paper = evidence.get(store, made.evidence_id)
    assert (paper.kind, paper.title) == ("feedback", "邻居看见了")
    assert page.screen == "declared"
    assert "记下了，村里看过就告诉您。" in page.text
    assert "等村里看" in page.text
    assert ledger.balance(store, residents.zhang.id) == Points(2500)


def test_a_deed_of_several_sorts_asks_which(page: Page, residents: Residents, store: Store) -> None:
    page.card(residents.card).get("/declare/item/P22")
    assert page.screen == "declare_option"
    put(page.get("/declare/item/P22/village"))
    assert declarations.of_household(store, residents.zhang.id)[0].option == "village"


def test_a_deed_of_yesterday_is_told_as_of_yesterday(page: Page, residents: Residents, store: Store) -> None:
    page.card(residents.card).get("/declare/item/P18")
    assert "更早一天" in page.text
    for ago in (1, 2):
        page.get(f"/declare/day/{ago}?item=P18&option=")
        day = clock.today() - timedelta(days=ago)
        assert f"{day.month}月{day.day}日做的，谁能证明？" in page.text
    assert page.get("/back").screen == "balance", "days are leafed through, not gone through"
    page.get("/declare/day/1?item=P18&option=")
    yesterday = clock.today() - timedelta(days=1)
    fields = dict(re.findall(r'name="(item|option|token|ago)" value="([^"]*)"', page.html))
    page.post("/declare", **fields, witness="neighbour")
    assert declarations.of_household(store, residents.zhang.id)[0].occurred == yesterday


def test_what_the_village_does_most_stands_on_the_first_pages_at_seven_inches(
    page: Page, residents: Residents, store: Store
) -> None:
    """Blood is the document's 23rd deed; where it is given most, nobody leafs for it."""
    for day in range(1, 5):
        builders.a_line(store, residents.li, "P23", occurred=date(2026, 3, day))
    page.headers["X-Screen"] = "800x480"
    page.card(residents.card).get("/declare")
    words = [shown for key, shown in page.said if key == "identify.word"]
    assert words[0] == "义务献血"
    assert {"垃圾分类", "当志愿者，参加活动"} <= {*words, *(shown for _, shown in page.get("/declare?page=2").said)}


def test_what_the_household_declared_before_comes_first(page: Page, residents: Residents) -> None:
    words = [shown for key, shown in page.card(residents.card).get("/declare").said if key == "identify.word"]
    put(page.get("/declare/item/P22/village"))
    again = [shown for key, shown in page.get("/declare").said if key == "identify.word"]
    assert again[0].endswith("好公婆好儿媳受村里表彰")
    assert again[1:3] == words[:2]


def test_a_double_tap_declares_once(page: Page, residents: Residents, store: Store) -> None:
    page.card(residents.card).get("/declare/item/P18")
    fields = dict(re.findall(r'name="(item|option|token)" value="([^"]*)"', page.html))
    for _ in range(2):
        assert page.post("/declare", **fields, witness="cadre").screen == "declared"
    assert len(declarations.of_household(store, residents.zhang.id)) == 1


def test_afterwards_the_way_back_leads_out(page: Page, residents: Residents) -> None:
    put(page.card(residents.card).get("/errands").get("/declare").get("/declare/item/P18"))
    assert page.get("/back").screen == "errands"


def test_a_deed_without_a_figure_is_declared_and_the_village_judges_it(
    page: Page, residents: Residents, store: Store
) -> None:
    page.card(residents.card)
    pages = [page.get(f"/declare?page={number}").text for number in range(1, 10)]
    assert any("村规民约里的其他好事" in shown for shown in pages)
    put(page.get("/declare/item/P25"))
    assert "记下了，分数由村里评，评好就告诉您。" in page.text
    assert "村规民约里的其他好事，等村里评分。" in page.text
    made = declarations.of_household(store, residents.zhang.id)[0]
    declarations.approve(store, made.id, actor=builders.CADRE, points=Points(350), reason="夜里送老人去医院")
    assert ledger.balance(store, residents.zhang.id) == Points(2850)
    assert "已经加分" in page.get("/declared").text


@pytest.mark.parametrize("item", ["N08", "P99", "%E4%B8%80"], ids=["a fault", "none", "nonsense"])
def test_only_deeds_of_the_rules_can_be_declared(page: Page, residents: Residents, item: str) -> None:
    page.card(residents.card)
    assert page.get(f"/declare/item/{item}").answer.status_code == 422


def test_somebody_must_have_seen_it(page: Page, residents: Residents, store: Store) -> None:
    put(page.card(residents.card).get("/declare/item/P18"), witness="nobody")
    assert page.answer.status_code == 422
    assert "error.evidence_missing" in page.keys
    assert declarations.of_household(store, residents.zhang.id) == []


def test_what_the_rules_refuse_is_told(page: Page, residents: Residents, store: Store) -> None:
    put(page.card(residents.card).get("/declare/item/P18"), item="N08")
    assert page.answer.status_code == 422
    assert "error.not_positive" in page.keys
    assert declarations.of_household(store, residents.zhang.id) == []


def test_whoever_came_without_card_or_pin_is_asked_for_it_first(page: Page, residents: Residents, store: Store) -> None:
    page.post("/choose", household=residents.zhang.id).post("/who/yes")
    for address in ("/declare", "/declare/item/P18", "/declared"):
        assert page.get(address).screen == "unlock"
    page.post("/declare", item="P18", option="", witness="cadre", token="x")
    assert page.screen == "unlock"
    assert declarations.of_household(store, residents.zhang.id) == []
    assert page.get("/pin").post("/pin", digits=PIN).screen == "declare"


def test_where_households_do_not_declare_it_is_refused(page: Page, residents: Residents, store: Store) -> None:
    adopt(store, "gaoyang-2022")
    assert "error.declaration_not_allowed" in page.card(residents.card).get("/declare").keys
