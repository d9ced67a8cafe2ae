"""Nothing of a visit can be reached by whoever comes next: in a real Chromium, by every way that it has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

import kiosk
from tests.kiosk.browser import Served, chromium, later, scan, serving, standing_at
from tests.kiosk.conftest import Nudged, Residents
from tests.kiosk.journeys import shelves
from tests.kiosk.market import OPEN_DAY, market
from village.model.points import Points
from village.services import ledger, redemptions
from village.settings import Settings
from village.store import Store

NAME = "张桂芳"
OWN = (
    "/balance",
    "/statement/all",
    "/orders",
    "/declared",
    "/print/1.png",
    "/print/1/state",
    "/again",
    "/back",
    "/rank",
)
KEPT = """async () => [...Object.values(localStorage), ...Object.values(sessionStorage), ...await caches.keys(),
    ...(await indexedDB.databases()).map((each) => each.name)]"""
CACHED = """async (address) => {
    const answer = await fetch(address, {cache: "force-cache"}).catch(() => null);
    return answer ? answer.text() : "";
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def served(settings: Settings, store: Store, residents: Residents) -> Iterator[Served]:  # noqa: ARG001
    app = kiosk.create_app(settings=settings, store=store, voice=None, prints=Nudged())
    with market(store):
        shelves(store)
    with serving(app, OPEN_DAY) as served:
        yield served


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    with standing_at(browser, served) as opened:
        yield opened


def press(page: Page, words: str) -> None:
    page.locator("main").get_by_text(words).first.click()


def visit(page: Page, residents: Residents) -> str:
    """Somebody looks at their points and lines, has a receipt printed, and goes; answers how many points they saw."""
    scan(page, residents.card)
    expect(page.locator("#screen.at-balance")).to_be_visible()
    points = page.locator(".figure").inner_text().strip("。")
    press(page, "看每一笔")
    expect(page.locator("#screen.at-statement")).to_be_visible()
    page.locator(".bar a").first.click()
    expect(page.locator("#screen.at-balance")).to_be_visible()
    press(page, "更多")
    press(page, "打印小票")
    expect(page.locator("#screen.at-print")).to_be_visible()
    press(page, "看好了")
    expect(page.locator("#screen.at-home")).to_be_visible()
    assert points.endswith("分")
    return points


def test_back_reload_history_storage_and_cache_know_nothing(page: Page, served: Served, residents: Residents) -> None:
    visit(page, residents)
    assert NAME not in page.content()
    assert set(page.evaluate(KEPT)) <= {page.url.removeprefix(served.address)}, "nothing but the first page's address"
    assert page.evaluate("history.length") <= 2, "a visit leaves no steps to go back by"
    for go in (page.go_back, page.go_forward, page.reload):
        go()
        assert NAME not in page.content()
    page.goto("about:blank")
    page.go_back()
    assert NAME not in page.content()


def test_addresses_that_were_copied_lead_to_the_first_page(page: Page, served: Served, residents: Residents) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.method == "GET" else None)
    points = visit(page, residents)
    found = [each.removeprefix(served.address) for each in asked]
    for address in dict.fromkeys((*OWN, *(each for each in found if "static" not in each and "shared" not in each))):
        kept = page.evaluate(CACHED, address)
        assert NAME not in kept, address
        assert points not in kept, address


def test_twenty_visitors_in_a_row_leave_no_trace_of_each_other(page: Page, residents: Residents) -> None:
    heads = {str(residents.card): "张桂芳", str(residents.wang_card): "王秀英"}
    for turn in range(20):
        card, head = list(heads.items())[turn % 2]
        scan(page, card)
        expect(page.locator(".household")).to_contain_text(head)
        other = next(name for name in heads.values() if name != head)
        assert other not in page.content()
        if turn % 7 == 0:
            later(page)
            page.locator(".bar a").first.click()
            expect(page.locator("#screen.at-home")).to_be_visible()
            assert head not in page.content()


def test_a_scanner_that_types_into_a_pad_opens_the_card_and_leaves_no_figure(page: Page, residents: Residents) -> None:
    press(page, "找我家")
    press(page, "按户号找")
    expect(page.locator("#screen.at-pad")).to_be_visible()
    page.locator("[data-digit='7']").click()
    page.keyboard.type(str(residents.card)[:5])
    expect(page.locator(".typed")).to_have_text("7")
    expect(page.locator("#screen.at-pad")).to_be_visible()
    page.evaluate("typedAt = -2000")  # the card was taken away half-way, and comes again
    scan(page, residents.card)
    expect(page.locator("#screen.at-balance")).to_be_visible()


def test_a_server_restarted_in_mid_order_spends_nothing_and_begins_anew(
    page: Page, served: Served, settings: Settings, store: Store, residents: Residents
) -> None:
    scan(page, residents.card)
    press(page, "能换什么")
    press(page, "茶叶")
    expect(page.locator("#screen.at-order")).to_be_visible()
    served.app = kiosk.create_app(settings=settings, store=store, voice=None, prints=Nudged())
    press(page, "对，换")
    expect(page.locator("#screen.at-home")).to_be_visible()
    assert ledger.balance(store, residents.zhang.id) == Points(2500)
    assert redemptions.of_household(store, residents.zhang.id) == []
    scan(page, residents.card)
    expect(page.locator("#screen.at-balance")).to_contain_text("25")
