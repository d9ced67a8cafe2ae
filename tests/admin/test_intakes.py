"""Tables that come in whole at the desk: looked over apart, taken in, taken back."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

from flask import Flask
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.admin.browser import HeldClock, chromium, follow, serving
from tests.admin.conftest import HEADS, PASSWORD, Desk
from tests.sheets.workbooks import book, with_part
from village.model.household import Household
from village.model.staff import Role
from village.services import goods, households, ledger
from village.services.apart import State
from village.services.intakes.apart import Look
from village.store import Store

ROLL = ("户主", "组", "户号", "电话")


def looked(app: Flask, desk: Desk, kind: str, content: bytes, name: str = "表.xlsx", **fields: str) -> Look:
    """Hand a file in, and wait until it was looked over."""
    answer = desk.post(f"/intakes/new/{kind}", file=(BytesIO(content), name), **fields)
    assert answer.status_code == 303, answer.text
    look: Look = app.extensions["intakes"].get(answer.location.rsplit("/", 1)[-1])
    until = time.monotonic() + 60
    while look.state is State.RUNNING and time.monotonic() < until:
        time.sleep(0.05)
    return look


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_a_roll_is_looked_at_taken_in_and_taken_back(app: Flask, clerk: Desk, store: Store) -> None:
    look = looked(app, clerk, "roll", book(ROLL, ("王小红", "三组", "03-009", "13811110000"), ("缪㐂才", "六组")))
    page = clerk.get(f"/intakes/looks/{look.id}").text
    assert "要收 2 行" in plain(page)
    assert households.count(store) == len(HEADS)
    taken = clerk.post(f"/intakes/looks/{look.id}")
    assert (taken.status_code, households.count(store)) == (303, len(HEADS) + 2)
    assert "登记：03-009 王小红" in plain(clerk.get(taken.location).text)
    assert clerk.post(f"{taken.location}/undo").status_code == 303
    assert households.count(store) == len(HEADS)
    assert "收回了" in clerk.get("/intakes").text


def test_what_is_doubtful_is_listed_and_cannot_be_taken(app: Flask, clerk: Desk, store: Store) -> None:
    look = looked(app, clerk, "roll", book(ROLL, ("王小红", "三组", "", "1.38E+10"), ("", "三组")))
    page = clerk.get(f"/intakes/looks/{look.id}").text
    told = re.findall(r'data-label="第几行">(\d+)</td><td data-label="哪一列">(\w+)</td>', page)
    assert told == [("2", "电话"), ("3", "户主")]
    refused = clerk.post(f"/intakes/looks/{look.id}")
    assert refused.status_code == 422
    assert "还有2处没看懂" in refused.text
    assert households.count(store) == len(HEADS)


def test_scores_take_day_and_evidence_of_the_whole_table(
    app: Flask, clerk: Desk, store: Store, zhang: Household
) -> None:
    content = book(("户号", "P07", "P01"), (zhang.number, "√", 2))
    fields = {"occurred": "2026-03-10", "evidence": "feedback", "paper": "三月评分表", "cells": "times"}
    look = looked(app, clerk, "scores", content, **fields)
    assert clerk.post(f"/intakes/looks/{look.id}").status_code == 303
    first = [
        one for one in store.db.execute("SELECT item, occurred_on, count FROM entries WHERE item <> '' ORDER BY seq")
    ]
    assert first == [("P07", "2026-03-10", 1), ("P01", "2026-03-10", 2)]


def test_goods_come_in_at_their_price(app: Flask, clerk: Desk, store: Store) -> None:
    look = looked(app, clerk, "goods", book(("品名", "要几分", "数量"), ("洗衣粉", 2.5, 10)))
    assert clerk.post(f"/intakes/looks/{look.id}").status_code == 303
    assert [(one.name, str(one.points), one.stock) for one in goods.all_of(store)] == [("洗衣粉", "2.5", 10)]


def test_only_who_may_write_the_rows_hands_in_the_table(sit: Callable[[Role], Desk]) -> None:
    for role, may in ((Role.REVIEWER, {"scores"}), (Role.SHOPKEEPER, {"goods"})):
        desk = sit(role)
        for kind in ("roll", "goods", "scores"):
            answer = desk.post(f"/intakes/new/{kind}")
            assert f'data-code="{"field_missing" if kind in may else "role_wrong"}"' in answer.text


def test_the_roll_with_its_cards_goes_out_to_its_keepers_only(sit: Callable[[Role], Desk]) -> None:
    assert 'data-code="role_wrong"' in sit(Role.REVIEWER).get("/intakes/now/roll").text
    table = load_workbook(BytesIO(sit(Role.CLERK).get("/intakes/now/roll").data)).active
    assert [cell.value for cell in table[2]][:3] == ["户主", "组", "户号"]
    assert table.max_row == len(HEADS) + 3


def test_an_unknown_table_is_not_there(clerk: Desk) -> None:
    assert [clerk.get(f"/intakes/{way}/birds").status_code for way in ("new", "empty", "now")] == [404] * 3
    assert 'data-code="intake_gone"' in clerk.get("/intakes/looks/none").text


def test_a_file_that_is_refused_brings_a_sentence_and_nothing_else(app: Flask, clerk: Desk, store: Store) -> None:
    before = households.count(store)
    look = looked(app, clerk, "roll", with_part(book(ROLL, ("王小红", "三组")), "xl/vbaProject.bin", b"x"))
    page = clerk.get(f"/intakes/looks/{look.id}")
    assert (look.state, page.status_code) == (State.FAILED, 200)
    assert "这张表带着宏，请另存成不带宏的工作簿再传。" in page.text
    assert clerk.post(f"/intakes/looks/{look.id}").status_code == 422
    assert households.count(store) == before


def test_days_that_are_text_are_days(app: Flask, clerk: Desk, zhang: Household) -> None:
    rows = [(zhang.number, day, "P01") for day in ("2026年3月5日", "2026/3/6", "2026.3.7", date(2026, 3, 8), "三月初")]
    content = book(("户号", "日期", "项目"), *rows)
    look = looked(app, clerk, "scores", content, occurred="2026-03-10", evidence="feedback", paper="表", cells="times")
    assert [one.occurred.day for one in look.found.sheet] == [5, 6, 7, 8]
    assert [(one.line, one.column) for one in look.found.faults] == [(6, "日期")]


def test_a_whole_import_in_a_browser(app: Flask, store: Store, tmp_path: Path) -> None:
    """Choose a file with two faults, mend it, see it through with the bar, take it in and back."""
    bad, good = tmp_path / "名册.xlsx", tmp_path / "名册改好.xlsx"
    bad.write_bytes(book(("海印寺村名册",), ROLL, ("王小红", "三组", "", "12"), ("", "三组")))
    good.write_bytes(book(ROLL, *(("王小红", "三组", f"08-{n:03d}", "") for n in range(120))))
    with serving(HeldClock(app)) as address, chromium() as browser:
        page = browser.new_context(base_url=address, locale="zh-CN").new_page()
        page.goto("/login?next=/intakes")
        page.get_by_label("登录名").fill("clerk")
        page.get_by_label("密码").fill(PASSWORD)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        follow(page.get_by_role("link", name="选文件").first)
        page.get_by_label("填好的表").set_input_files(bad)
        page.get_by_role("button", name="先看一遍").click()
        expect(page.locator("#faults tbody tr")).to_have_count(2)
        follow(page.get_by_role("link", name="改好了，再传"))
        page.get_by_label("填好的表").set_input_files(good)
        page.get_by_role("button", name="先看一遍").click()
        expect(page.get_by_role("status")).to_contain_text("要收 120 行")
        follow(page.get_by_role("button", name="都收进来"))
        expect(page.locator(".told")).to_have_text("✓ 都收进来了。")
        assert households.count(store) == len(HEADS) + 120
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.get_by_role("button", name="整份收回").click()
        expect(page.locator(".told")).to_have_text("✓ 整份收回了。")
        assert households.count(store) == len(HEADS)
        assert ledger.head(store).seq > 120
