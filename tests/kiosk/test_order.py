"""Ordering: one sentence, two buttons, paid once; or why not, and the wish list."""

from __future__ import annotations

import re
import threading
from datetime import datetime

import pytest
from flask import Flask

from tests import builders
from tests.kiosk.conftest import PIN, Residents
from tests.kiosk.market import OPEN_DAY, market, on_shelf
from tests.kiosk.page import Page
from village import clock
from village.model.points import Points
from village.services import goods, ledger, receipts, redemptions, wishes
from village.store import Store


def token_of(page: Page) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page.html)
    assert found
    return found[1]


def test_it_works(page: Page, residents: Residents, store: Store) -> None:
    tea = on_shelf(store)
    with market(store):
        page.get("/").card(residents.card).get("/shop").get(f"/shop/{tea.id}")
        assert "张桂芳家用2分换茶叶，换完还剩23分，对不对？" in page.text
        assert [page.keys.index(key) for key in ("order.yes", "order.no")] == [2, 3]
        page.post(f"/shop/{tea.id}/order", token=token_of(page))
        made = redemptions.of_household(store, residents.zhang.id)[0]
    assert page.screen == "ordered"
    assert f"取货号是{made.id}。" in page.text
    assert "请带着号，到柜台拿茶叶。" in page.text
    assert "来拿时也带上存折。" in page.text  # YK-20
    assert ledger.balance(store, residents.zhang.id) == Points(2300)
    assert goods.get(store, tea.id).stock == 4


def test_the_order_is_printed_with_its_number_and_its_goods(page: Page, residents: Residents, store: Store) -> None:
    tea = on_shelf(store)
    with market(store):
        page.get("/").card(residents.card).get(f"/shop/{tea.id}")
        page.post(f"/shop/{tea.id}/order", token=token_of(page))
        made = redemptions.of_household(store, residents.zhang.id)[0]
        assert f"/print?order={made.id}" in page.html
        page.post(f"/print?order={made.id}")
        told = receipts.recent(store)[0].receipt
    assert page.screen == "print"
    assert (told.title, told.pickup, told.kiosk) == ("receipt.title_redemption", str(made.id), "大厅东")
    assert [line.what for line in told.lines] == ["茶叶"]
    assert (told.before, told.after) == (Points(2500), Points(2300))


def test_whoever_walks_away_before_saying_yes_is_told_aloud_that_nothing_was_exchanged(
    page: Page, residents: Residents, store: Store
) -> None:
    tea = on_shelf(store)
    with market(store):
        page.get("/").card(residents.card).get(f"/shop/{tea.id}").get("/?left=1")
        assert "刚才没有换，分也没有动。" in page.text
        assert page.now, "it is said without a touch"
        assert redemptions.of_household(store, residents.zhang.id) == []
        page.card(residents.card).get(f"/shop/{tea.id}")
        page.post(f"/shop/{tea.id}/order", token=token_of(page)).get("/?left=1")
        assert "没有换" not in page.text


def test_somebody_elses_order_is_not_printed(page: Page, residents: Residents, store: Store) -> None:
    tea = on_shelf(store)
    with market(store):
        made = redemptions.request(store, household_id=residents.wang.id, goods_id=tea.id, actor="一体机")
        page.get("/").card(residents.card).post(f"/print?order={made.id}")
    assert receipts.recent(store) == []
    assert page.screen != "print"


def test_yes_and_no_differ_in_word_colour_and_place(page: Page, residents: Residents, store: Store) -> None:
    tea = on_shelf(store)
    with market(store):
        page.get("/").card(residents.card).get(f"/shop/{tea.id}")
    yes, no = (
        page.html.index('<button class="go">'),
        page.html.index('class="button plain" draggable="false" href="/shop"'),
    )
    assert yes < no


def test_a_double_tap_spends_once(page: Page, residents: Residents, store: Store) -> None:
    tea = on_shelf(store)
    with market(store):
        page.get("/").card(residents.card).get(f"/shop/{tea.id}")
        token = token_of(page)
        for _ in range(3):
            assert page.post(f"/shop/{tea.id}/order", token=token).screen == "ordered"
        assert page.get("/back").screen == "balance"
    assert len(redemptions.of_household(store, residents.zhang.id)) == 1
    assert ledger.balance(store, residents.zhang.id) == Points(2300)


def test_two_orders_are_two(page: Page, residents: Residents, store: Store) -> None:
    tea = on_shelf(store)
    with market(store):
        page.get("/").card(residents.card)
        for _ in range(2):
            page.get(f"/shop/{tea.id}").post(f"/shop/{tea.id}/order", token=token_of(page))
    assert len(redemptions.of_household(store, residents.zhang.id)) == 2


def test_the_last_one_goes_to_one_household(app: Flask, residents: Residents, store: Store) -> None:
    tea = on_shelf(store, stock=1)
    with market(store):
        visits = []
        for card in (residents.card, residents.wang_card):
            visits.append(Page(app.test_client()).get("/").card(card).get(f"/shop/{tea.id}"))
        tokens = [token_of(visit) for visit in visits]
        start = threading.Barrier(2)

        def press(visit: Page, token: str) -> None:
            with clock.held(OPEN_DAY):
                start.wait()
                visit.post(f"/shop/{tea.id}/order", token=token)

        hands = [threading.Thread(target=press, args=each) for each in zip(visits, tokens, strict=True)]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
    assert sorted(visit.screen for visit in visits) == ["order", "ordered"]
    loser = next(visit for visit in visits if visit.screen == "order")
    assert "error.out_of_stock" in loser.keys
    assert "wish.gone" in loser.keys
    assert goods.get(store, tea.id).stock == 0


def test_whoever_came_without_card_or_pin_is_asked_for_it_first(page: Page, residents: Residents, store: Store) -> None:
    tea = on_shelf(store)
    with market(store):
        page.get("/").post("/choose", household=residents.zhang.id).post("/who/yes").get(f"/shop/{tea.id}")
        assert page.screen == "unlock"
        assert "要办这件事" in page.text
        assert page.post(f"/shop/{tea.id}/order", token="x").screen == "unlock"
        assert page.post(f"/shop/{tea.id}/wish").screen == "unlock"
        assert redemptions.of_household(store, residents.zhang.id) == []
        assert page.get("/pin").post("/pin", digits=PIN).screen == "order"
    assert "换茶叶" in page.text


@pytest.mark.parametrize(
    ("price", "stock", "day", "told"),
    [
        ("2", 5, datetime(2026, 4, 6, 9), "5月5日才能换茶叶。"),
        ("2", 0, OPEN_DAY, "茶叶换完了。"),
        ("12", 5, OPEN_DAY, "换茶叶要12分，还差7分。"),
    ],
    ids=["closed", "sold out", "too dear"],
)
def test_what_cannot_be_had_says_why_and_may_be_wished_for(
    page: Page, residents: Residents, store: Store, price: str, stock: int, day: datetime, told: str
) -> None:
    tea = on_shelf(store, price=price, stock=stock)
    with market(store, day):
        page.get("/").card(residents.card).get(f"/shop/{tea.id}")
        assert told in page.text
        assert "order.yes" not in page.keys
        assert re.search("要不要点单，让村里知道您家想要？|可以点单让村里知道", page.text)
        for _ in range(2):
            assert page.post(f"/shop/{tea.id}/wish").screen == "wished"
            assert "记下了，您家想要茶叶。\n还没有换，分也没有动。" in page.text
        assert page.get("/back").screen == "balance"
        page.get(f"/shop/{tea.id}")
        assert told in page.text
        assert "您家点过单了" in page.text
        assert "wish.yes" not in page.keys
    assert wishes.count(store, tea.id) == 1


def test_points_not_yet_on_the_board_are_told_apart(page: Page, residents: Residents, store: Store) -> None:
    tea = on_shelf(store, price="10")
    with market(store):
        builders.a_line(store, residents.zhang, "P18")
        page.get("/").card(residents.card).get(f"/shop/{tea.id}")
    assert "换茶叶要10分，还差5分，新加的分公示了就够。" in page.text


@pytest.mark.parametrize(
    ("price", "day", "missing"),
    [("12", OPEN_DAY, "还差7分"), ("7", OPEN_DAY, "还差2分"), ("12", datetime(2026, 4, 6, 9), "还差7分")],
    ids=["too dear", "not on the board", "closed"],
)
def test_whoever_has_too_few_hears_how_many_are_missing_and_is_led_to_what_they_are_enough_for(
    page: Page, residents: Residents, store: Store, price: str, day: datetime, missing: str
) -> None:
    dear = on_shelf(store, price=price)
    with market(store, day):
        if price == "7":
            builders.a_line(store, residents.zhang, "P18")
        page.get("/").card(residents.card).get(f"/shop/{dear.id}")
        assert missing in page.text
        assert "现在还没有够换的，可以点单让村里知道。" in page.text
        on_shelf(store, "香皂", "2"), on_shelf(store, "大米", "3", stock=0), on_shelf(store, "被子", "90")
        page.get("/again")
        assert "够换的有1样，也可以点单。" in page.text
        page.get(re.findall(r'href="(/shop\?enough[^"]*)"', page.html)[0])
        assert [shown for key, shown in page.said if key == "shop.name"] == ["香皂"]
        page.post("/settings/larger")
        assert [shown for key, shown in page.said if key == "shop.name"] == ["香皂"], "drawn anew it is the same page"


def test_of_two_kiosks_at_once_the_second_tells_of_the_first_and_asks_again(
    app: Flask, residents: Residents, store: Store
) -> None:
    """One card, two kiosks, both asked before either said yes: what is left would not be what the page had told."""
    tea, soap = on_shelf(store), on_shelf(store, "香皂", "1")
    with market(store):
        one, two = (Page(app.test_client()).get("/").card(residents.card) for _ in range(2))
        one.get(f"/shop/{tea.id}"), two.get(f"/shop/{soap.id}")
        assert one.post(f"/shop/{tea.id}/order", token=token_of(one)).screen == "ordered"
        two.post(f"/shop/{soap.id}/order", token=token_of(two))
        assert (two.screen, two.answer.status_code) == ("order", 422)
        assert "三组，张桂芳家\n刚在别处换过了，还要用1分换香皂吗？还剩22分。" in two.text
        assert len(redemptions.of_household(store, residents.zhang.id)) == 1
        assert two.post(f"/shop/{soap.id}/order", token=token_of(two)).screen == "ordered", "agreed to, knowing of it"
    assert ledger.balance(store, residents.zhang.id) == Points(2200)


def test_both_kiosks_pressed_at_the_same_moment_make_one_order(app: Flask, residents: Residents, store: Store) -> None:
    tea = on_shelf(store)
    with market(store):
        visits = [Page(app.test_client()).get("/").card(residents.card).get(f"/shop/{tea.id}") for _ in range(2)]
        tokens, start = [token_of(visit) for visit in visits], threading.Barrier(2)

        def press(visit: Page, token: str) -> None:
            with clock.held(OPEN_DAY):
                start.wait()
                visit.post(f"/shop/{tea.id}/order", token=token)

        hands = [threading.Thread(target=press, args=each) for each in zip(visits, tokens, strict=True)]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
    assert sorted(visit.screen for visit in visits) == ["order", "ordered"]
    assert ledger.balance(store, residents.zhang.id) == Points(2300)
    assert goods.get(store, tea.id).stock == 4


def test_a_refusal_is_told_and_costs_nothing(page: Page, residents: Residents, store: Store) -> None:
    dear = on_shelf(store, price="12")
    with market(store):
        page.get("/").card(residents.card).get(f"/shop/{dear.id}")
        page.post(f"/shop/{dear.id}/order", token="x")
    assert page.answer.status_code == 422
    assert "error.not_enough_points" in page.keys
    assert ledger.balance(store, residents.zhang.id) == Points(2500)
    assert goods.get(store, dear.id).stock == 5


def test_what_nobody_knows_is_told_so(page: Page, residents: Residents, store: Store) -> None:
    with market(store):
        page.get("/").card(residents.card)
        assert page.get("/shop/999").answer.status_code == 422
        assert page.post("/shop/999/order", token="x").answer.status_code == 422
