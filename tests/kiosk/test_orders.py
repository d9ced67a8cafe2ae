"""What waits to be fetched, and giving it back."""

from __future__ import annotations

from tests import builders
from tests.kiosk.conftest import Residents
from tests.kiosk.market import market, on_shelf
from tests.kiosk.page import Page
from village.model.household import Household
from village.model.points import Points
from village.services import goods, ledger, redemptions, substitutions, wishes
from village.store import Store


def ordered(store: Store, household: Household, goods_id: int) -> int:
    return redemptions.request(store, household_id=household.id, goods_id=goods_id, actor=builders.CADRE).id


def test_it_works(page: Page, residents: Residents, store: Store) -> None:
    tea = on_shelf(store)
    with market(store):
        order = ordered(store, residents.zhang, tea.id)
        page.get("/").card(residents.card).get("/orders")
        assert f"茶叶\n取货号{order}" in page.text
        page.get(f"/orders/{order}")
        assert "不要茶叶了，2分退回您家，对不对？" in page.text
        page.post(f"/orders/{order}/cancel")
    assert page.screen == "orders"
    assert "退好了，2分回到您家了。" in page.text
    assert "order.none" in page.keys
    assert ledger.balance(store, residents.zhang.id) == Points(2500)
    assert goods.get(store, tea.id).stock == 5


def test_an_order_for_which_other_goods_are_given_says_so(page: Page, residents: Residents, store: Store) -> None:
    tea, soap = on_shelf(store), on_shelf(store, "肥皂")
    with market(store):
        order = ordered(store, residents.zhang, tea.id)
        substitutions.substitute(store, order, goods_id=soap.id, reason="断货", actor=builders.CADRE)
        page.get("/").card(residents.card).get("/orders")
        assert f"肥皂\n取货号{order}，原来要的是茶叶" in page.text
        page.get(f"/orders/{order}")
        assert "不要肥皂了，2分退回您家，对不对？" in page.text


def test_pressed_twice_it_is_given_back_once(page: Page, residents: Residents, store: Store) -> None:
    tea = on_shelf(store)
    with market(store):
        order = ordered(store, residents.zhang, tea.id)
        page.get("/").card(residents.card).get(f"/orders/{order}")
        for _ in range(2):
            assert page.post(f"/orders/{order}/cancel").answer.status_code == 200
    assert ledger.balance(store, residents.zhang.id) == Points(2500)
    assert goods.get(store, tea.id).stock == 5


def test_what_was_fetched_cannot_be_given_back(page: Page, residents: Residents, store: Store) -> None:
    tea = on_shelf(store)
    with market(store):
        order = ordered(store, residents.zhang, tea.id)
        page.get("/").card(residents.card).get(f"/orders/{order}")
        redemptions.hand_over(store, order, actor=builders.CADRE)
        page.post(f"/orders/{order}/cancel")
    assert page.answer.status_code == 422
    assert "error.redemption_finished" in page.keys
    assert ledger.balance(store, residents.zhang.id) == Points(2300)


def test_nobody_touches_anothers_order(page: Page, residents: Residents, store: Store) -> None:
    tea = on_shelf(store)
    with market(store):
        order = ordered(store, residents.zhang, tea.id)
        page.get("/").card(residents.wang_card)
        assert page.get(f"/orders/{order}").answer.status_code == 422
        assert page.post(f"/orders/{order}/cancel").answer.status_code == 422
        assert "茶叶" not in page.get("/orders").text


def test_without_card_or_pin_they_are_not_shown(page: Page, residents: Residents, store: Store) -> None:
    tea = on_shelf(store)
    with market(store):
        order = ordered(store, residents.zhang, tea.id)
        page.get("/").post("/choose", household=residents.zhang.id).post("/who/yes")
        assert page.get("/orders").screen == "unlock"
        assert page.get(f"/orders/{order}").screen == "unlock"
        assert page.post(f"/orders/{order}/cancel").screen == "unlock"
    assert ledger.balance(store, residents.zhang.id) == Points(2300)


def test_a_wish_waits_among_the_orders_and_is_taken_back(page: Page, residents: Residents, store: Store) -> None:
    tea = on_shelf(store, stock=0)
    wishes.wish(store, household_id=residents.zhang.id, goods_id=tea.id, actor=builders.CADRE)
    page.card(residents.card).get("/orders")
    assert "茶叶\n点单，没有换" in page.text
    page.get(f"/wishes/{tea.id}")
    assert "您家不想要茶叶了，对不对？分没有动过。" in page.text
    for _ in range(2):
        assert "茶叶的点单撤掉了" in page.post(f"/wishes/{tea.id}/withdraw").text
    assert page.screen == "orders"
    assert "order.none" in page.keys
    assert wishes.count(store, tea.id) == 0


def test_without_card_or_pin_nobodys_wish_is_taken_back(page: Page, residents: Residents, store: Store) -> None:
    tea = on_shelf(store, stock=0)
    wishes.wish(store, household_id=residents.zhang.id, goods_id=tea.id, actor=builders.CADRE)
    page.post("/choose", household=residents.zhang.id).post("/who/yes")
    assert page.get(f"/wishes/{tea.id}").screen == "unlock"
    assert page.post(f"/wishes/{tea.id}/withdraw").screen == "unlock"
    page.card(residents.wang_card).post(f"/wishes/{tea.id}/withdraw")
    assert wishes.count(store, tea.id) == 1
