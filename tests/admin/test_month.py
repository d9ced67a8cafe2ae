"""A month at the desk, walked through in a real browser: review, sign, publish, exchange."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.admin import waiting
from tests.admin.browser import HeldClock, chromium, follow, serving
from tests.admin.conftest import PASSWORD
from village.model.household import Household
from village.services import ledger
from village.store import Store


@pytest.fixture
def served(app: Flask) -> HeldClock:
    return HeldClock(app)


@pytest.fixture
def page(served: HeldClock) -> Iterator[Page]:
    with chromium() as opened, serving(served) as address:
        context = opened.new_context(base_url=address, locale="zh-CN", viewport={"width": 360, "height": 800})
        yield context.new_page()
        context.close()


def log_in(page: Page) -> None:
    page.goto("/login")
    page.get_by_label("登录名").fill("secretary")
    page.get_by_label("密码").fill(PASSWORD)
    follow(page.get_by_role("button", name="登录"))
    page.get_by_label("所有事项").check()
    expect(page.get_by_role("link", name="审核", exact=True)).to_be_visible()


def test_it_works(page: Page, served: HeldClock, store: Store, zhang: Household) -> None:
    waiting.a_declaration(store, zhang)
    waiting.some_goods(store)
    log_in(page)
    follow(page.get_by_role("link", name="审核", exact=True))
    follow(page.get_by_role("link", name="评上清洁文明户"))
    follow(page.get_by_role("button", name="同意，记上分"))
    expect(page.get_by_role("status")).to_contain_text("分已经记上")

    served.at = waiting.WINDOW  # the fifth of April
    log_in(page)
    follow(page.get_by_role("link", name="签字、公示"))
    follow(page.get_by_role("link", name="2026年3月"))
    page.get_by_label("哪几位签了字").fill("王书记、李会计")
    follow(page.get_by_role("button", name="签好了"))
    follow(page.get_by_role("button", name="公示", exact=True))
    expect(page.get_by_role("heading", level=1)).to_contain_text("2026年3月积分公示")

    page.goto(f"/households/{zhang.id}")
    follow(page.get_by_role("link", name="换东西"))
    page.get_by_label("洗衣液").check()
    follow(page.get_by_role("button", name="扣分，留好东西"))
    page.get_by_label("存折上写着几分").fill("28")
    page.get_by_label("签了字").check()
    follow(page.get_by_role("button", name="东西交了"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("已经交了")
    assert ledger.balance(store, zhang.id).hundredths == 2600
