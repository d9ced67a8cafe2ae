"""The score sheet in a real browser before the real program: keys, pasting, two at once, the program killed (JX-09)."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.admin.browser import chromium, follow
from tests.admin.conftest import PASSWORD
from tests.command import program
from village.services import households
from village.store import Store

SHOTS = os.environ.get("VILLAGE_SHOTS", "")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@contextmanager
def again(server: program.Server) -> Iterator[None]:
    """The same village served once more at the same ports."""
    ports = {"VILLAGE_KIOSK_PORT": server.kiosk_port, "VILLAGE_ADMIN_PORT": server.admin_port}
    process = subprocess.Popen(
        [*program.VILLAGE, "serve", "--data", str(server.data)],
        env=program.environment(**ports),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
    )
    try:
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(program.PATIENCE)


def sit(browser: Browser, server: program.Server, login: str, *, width: int = 1280) -> Page:
    context = browser.new_context(base_url=server.desk, locale="zh-CN", viewport={"width": width, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto("/login")
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation")).to_be_visible()
    return page


def begin(page: Page) -> str:
    """A new sheet of three items; its address."""
    page.goto("/score-sheets/new")
    for item in ("P07", "P16", "N25"):
        page.locator(f"input[value={item}]").check()
    page.get_by_label("凭据", exact=True).select_option("feedback")
    page.get_by_label("凭据的名字").fill("现场检查评分表")
    follow(page.get_by_role("button", name="开表"))
    expect(page.locator("#saved")).to_have_text("都存好了")
    return page.url


def shoot(page: Page, name: str) -> None:
    if SHOTS:
        Path(SHOTS).mkdir(exist_ok=True)
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True, caret="initial")


def paste(page: Page, text: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+v")


def test_two_fill_in_a_sheet_by_keyboard_while_the_program_is_killed(
    browser: Browser, staffed: Path, tmp_path: Path
) -> None:
    data = tmp_path / "village"
    data.mkdir()
    shutil.copyfile(staffed, data / "village.db")
    with program.serve(data) as server:
        clerk = sit(browser, server, "clerk")
        sheet = begin(clerk)
        secretary = sit(browser, server, "secretary")
        secretary.goto(sheet)

        # Keys: digits, Enter goes down, arrows go aside; sums and reasons come by themselves.
        keys = clerk.keyboard
        keys.type("1")
        keys.press("Enter")
        keys.type("1")
        keys.press("ArrowUp")
        keys.press("ArrowRight")
        keys.type("2 修路")
        keys.press("Tab")
        first = clerk.locator("tr[data-row]").first
        expect(first.locator(".total")).not_to_be_empty()
        expect(first.locator("td.why")).to_contain_text("垃圾分类")
        expect(clerk.locator("#saved")).to_have_text("都存好了")
        shoot(clerk, "grid")

        # In the middle of a word nothing is tidied under one's hands, and what is taken back at once stays taken back.
        third = clerk.locator("tr[data-row]").first.locator("input[data-was]").nth(2)
        third.click()
        keys.type("2 ")
        expect(clerk.locator("#saved")).to_have_text("都存好了")
        expect(third).to_have_value("2 ")
        keys.type("第九条")
        keys.press("Escape")
        keys.press("Backspace")
        keys.press("Backspace")
        keys.press("Tab")
        expect(third).to_have_value("")
        expect(clerk.locator("#saved")).to_have_text("都存好了")

        # The other one sees it with who wrote it, and writes beside it.
        seen = secretary.locator("tr[data-row]").first
        expect(seen.locator("input[data-was]").nth(1)).to_have_value("2 修路")
        expect(seen.locator(".who").first).to_have_text("clerk同志")
        secretary.locator("tr[data-row]").nth(2).locator("input[data-was]").first.click()
        paste(secretary, "1\t3\n9\t9")  # what a spreadsheet copies; the second row is outside
        expect(secretary.locator("#saved")).to_contain_text("还有 2 格没有地方放")
        expect(clerk.locator("tr[data-row]").nth(2).locator("input[data-was]").nth(1)).to_have_value("3")

        # The program is killed; what is typed meanwhile waits here, also when the page is closed.
        server.stop(signal.SIGKILL)
        clerk.locator("tr[data-row]").nth(1).locator("input[data-was]").nth(1).fill("1")
        keys.press("Enter")
        expect(clerk.locator("#saved")).to_contain_text("没连上")
        clerk.close(run_before_unload=False)
        with again(server):
            page = clerk.context.new_page()
            for _ in range(100):  # until it listens again
                try:
                    page.goto(sheet)
                    break
                except Exception:
                    page.wait_for_timeout(200)
            expect(page.locator("#saved")).to_have_text("都存好了")
            expect(secretary.locator("tr[data-row]").nth(1).locator("input[data-was]").nth(1)).to_have_value("1")

            # The phone's width: the grid scrolls by itself, the page does not.
            page.set_viewport_size({"width": 360, "height": 740})
            assert page.evaluate("document.documentElement.scrollWidth") <= 360
            shoot(page, "grid-360")
            page.set_viewport_size({"width": 1280, "height": 900})

            # What was typed a moment ago goes along.
            page.locator("tr[data-row]").nth(1).locator("input[data-was]").nth(2).fill("2 第九条")
            follow(page.get_by_role("link", name="填好了，去交表"))
            expect(page.get_by_role("heading", level=1)).to_contain_text("全表")
            shoot(page, "grid-check")
            page.get_by_role("button", name="交表，记到账上").click()
            expect(page.locator(".told").first).to_contain_text("整张表都记到账上了")
            expect(secretary.locator("#saved")).to_contain_text("已经交了")
    store = Store(data / "village.db")
    try:
        heads = {home.id: home.head for home in households.search(store, "", limit=-1)}
        lines = store.db.query("SELECT household_id, item, count, actor FROM entries WHERE item <> '' ORDER BY seq")
        assert [(heads[one["household_id"]], one["item"], one["count"], one["actor"]) for one in lines] == [
            ("张桂芳", "P07", 1, "clerk同志"),
            ("张桂芳", "P16", 2, "clerk同志"),
            ("单雄信", "P07", 1, "clerk同志"),
            ("单雄信", "P16", 1, "clerk同志"),
            ("单雄信", "N25", 1, "clerk同志"),
            ("𠮷田㐂", "P07", 1, "secretary同志"),
            ("𠮷田㐂", "P16", 3, "secretary同志"),
        ]
    finally:
        store.close()
