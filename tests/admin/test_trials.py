"""A past year under amended rules, from the desk: what would differ, and the way from there to adoption."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from werkzeug.test import TestResponse

import rules
from admin import amendments
from rules.guide import pack_ids
from rules.settings import SETTINGS
from tests import builders
from tests.admin import waiting
from tests.admin.browser import HeldClock, chromium, follow, serving
from tests.admin.conftest import PASSWORD, Desk
from tests.admin.test_rehearsals import plain, seen_out
from village import clock
from village.model.household import Household
from village.services import households, ledger, rulebook
from village.services.apart import State
from village.services.apart.orders import Amended
from village.services.rulebook import Trial
from village.store import Store

PACK = rules.packs_folder() / "yangkou-2023"
P16 = {"year": "2026", "what-1": "item:P16", "value-1": "3"}
FIVE = """code = "P16"
title = "帮网格做事、排查、调解"
category = "网格治理"
kind = "positive"
clause = "YK-P16"
per = "event"
versions = [{ from = 2023-01-01, points = 5 }]"""
BASE = {"year": "2026", "what-1": "setting:base_points", "value-1": "30"}


@pytest.fixture(autouse=True)
def _lived(store: Store, zhang: Household) -> None:
    """张桂芳 has two lines of 5; all five households have 20 base points."""
    for day in (9, 10):
        builders.a_line(store, zhang, "P16", occurred=date(2026, 3, day))


def tried(app: Flask, desk: Desk, fields: dict[str, Any], *files: tuple[bytes, str]) -> str:
    """Play it, and answer the address of what came of it."""
    run = seen_out(app, sent(desk, fields, *files))
    assert run.state is State.DONE, run.failure
    return f"/trials/{run.id}"


def sent(desk: Desk, fields: dict[str, Any], *files: tuple[bytes, str]) -> TestResponse:
    uploads = [(BytesIO(text), name) for text, name in files]
    return desk.client.post("/trials", data={"csrf": desk.csrf(), **fields, "pack_files": uploads})


def items(before: str, after: str) -> bytes:
    return changed(before, after, "items.toml")


def changed(before: str, after: str, file: str = "pack.toml") -> bytes:
    text = (PACK / file).read_text(encoding="utf-8")
    assert before in text
    return text.replace(before, after, 1).encode()


def test_it_works(app: Flask, secretary: Desk, store: Store) -> None:
    head = ledger.head(store)
    page = tried(app, secretary, P16)
    told = plain(secretary.get(page).text)
    assert "帮网格做事、排查、调解+5分 → +3分" in told
    assert "5 户里有 1 户会不一样" in told
    assert "三组 张桂芳 03-001 10 → 6 -4 30 → 26 -4 30 → 26 -4" in told
    assert "村里的账没有动" in told
    assert ledger.head(store) == head
    assert secretary.get(page.replace("trials", "rehearsals")).location.endswith(page)


def test_the_same_rules_change_nothing(app: Flask, secretary: Desk) -> None:
    told = plain(secretary.get(tried(app, secretary, {**P16, "value-1": "5"})).text)
    assert "✓ 一户都不变" in told
    assert "跟现在的规矩一样" in told
    assert "去办手续" not in told


def test_a_year_that_ends_otherwise_is_told_household_by_household_in_chinese(app: Flask, secretary: Desk) -> None:
    carried = changed('year_change = { value = "zero"', 'year_change = { value = "carry"')
    page = tried(app, secretary, {"year": "2026"}, (carried, "pack.toml"))
    told = plain(secretary.get(page).text)
    assert "过了年，分怎么办年底清零，重新积 → 接着用，不清零" in told
    assert "5 户里有 1 户会不一样" in told
    assert "年底算2026年12月31日结账，看到2027年2月1日" in told
    assert "年底清掉100-10" in told
    assert "三组 张桂芳 03-001 10 30 30 0 1 10 → 0 -10 0 20 → 30 +10" in told
    (row,) = (row for row in table(secretary, page) if row[0] == "03-001")
    assert row[-11:-2] == ["10", "0", "-10", "0", "0", "0", "20", "30", "10"]


def table(desk: Desk, page: str) -> list[list[str]]:
    text = desk.get(f"{page}/homes.csv").get_data(as_text=True).removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("pack_id", pack_ids())
def test_no_setting_of_an_amended_document_is_named_in_english(pack_id: str) -> None:
    pack, others = rules.load_pack(PACK), rules.load_pack(PACK.with_name(pack_id))
    settings = {key: replace(own, value=others.setting(key).value) for key, own in pack.settings.items()}
    told = amendments.changes(pack, Amended(), Trial(replace(pack, settings=settings, paper=others.paper)))
    assert len(told) == sum(pack.setting(key).value != others.setting(key).value for key in SETTINGS)
    assert [one for one in told if re.search("[a-z_]", one.title + one.before + one.after)] == []


def test_every_household_can_be_had_as_a_table(app: Flask, secretary: Desk, store: Store) -> None:
    page = tried(app, secretary, BASE)
    answer = secretary.get(f"{page}/homes.csv")
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert rows[0][:6] == ["户号", "户主", "组", "挣的分原来", "挣的分改后", "挣的分差"]
    assert len(rows) == 1 + households.count(store)
    zhang = next(row for row in rows if row[0] == "03-001")
    assert zhang[3:9] == ["10", "10", "0", "30", "40", "10"]


def test_a_name_never_becomes_a_formula(app: Flask, secretary: Desk, store: Store) -> None:
    builders.a_household(store, "单雄信二", "=1+1组")
    builders.a_household(store, "-2单", "@三组")
    answer = secretary.get(f"{tried(app, secretary, BASE)}/homes.csv").get_data(as_text=True)
    cells = [cell for row in csv.reader(io.StringIO(answer.removeprefix("\ufeff"))) for cell in row]
    assert {"'=1+1组", "'@三组", "'-2单"} <= set(cells)
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@")]


def test_what_could_no_longer_be_done_is_listed_with_its_reason(app: Flask, secretary: Desk, store: Store) -> None:
    for month in (1, 2):
        builders.a_line(store, households.search(store, "李建国")[0], "P07", occurred=date(2026, month, 9))
    once = 'clause = "YK-P07"\nper = '
    page = tried(app, secretary, {"year": "2026"}, (items(f'{once}"month"', f'{once}"year"'), "items.toml"))
    told = plain(secretary.get(page).text)
    assert "有 1 件事就办不成了" in told
    assert "五组 李建国 05-001 2026年2月9日 记分 垃圾分类 +5 “垃圾分类”一年加一次" in told
    assert "李建国" in secretary.get(f"{page}/gone.csv").get_data(as_text=True)
    assert "要换规则文件的" in plain(secretary.get(f"{page}/adopt").text)


def test_a_changed_pack_may_come_as_a_zip_of_its_folder(app: Flask, secretary: Desk) -> None:
    with zipfile.ZipFile(packed := BytesIO(), "w") as folder:
        folder.writestr("yangkou-2023/items.toml", items(FIVE, FIVE.replace("points = 5", "points = 4")))
        folder.writestr("yangkou-2023/pack.toml", (PACK / "pack.toml").read_bytes())
        folder.writestr("yangkou-2023/SOURCE.md", "x")
        folder.writestr("../../evil.toml", "x")
    page = tried(app, secretary, {"year": "2026"}, (packed.getvalue(), "changed.zip"))
    told = plain(secretary.get(page).text)
    assert "+5分 → +4分" in told
    assert "5 户里有 1 户会不一样" in told


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        (b"item = 3", "items.toml", "第1行（文件最上面），“item”写得不对，要写：一段一段的"),
        (items("points = 5", "points = 5.3"), "items.toml", "“points”写得不对，要写：整分或者半分"),
        (items('per = "person"', 'per = "moon"'), "renamed.toml", "“per”写得不对，要写：这里面的一个：event, person"),
        (b"x = [", "pack.toml", "pack.toml：第1行，写法不对"),
        ("名 = 1".encode("gb18030"), "pack.toml", "请另存成 UTF-8"),
        (b"x = " + b"[" * 5000, "items.toml", "一层套一层套得太深了"),
    ],
)
def test_a_file_that_is_not_understood_is_told_by_its_line_and_with_what_belongs_there(
    secretary: Desk, text: bytes, name: str, words: str
) -> None:
    answer = sent(secretary, {"year": "2026"}, (text, name))
    assert answer.status_code == 422
    assert 'id="pack_files-error" data-code="pack_file_wrong"' in answer.text
    assert words in answer.text


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"year": "2026"}, "", "trial_empty"),
        ({**P16, "year": "1999"}, "year", "field_wrong"),
        ({**P16, "value-1": "0.3"}, "", "pack_file_wrong"),
        ({**P16, "value-1": "many"}, "value-1", "points_wrong"),
        ({**BASE, "value-1": "-1"}, "value-1", "choice_wrong"),
        ({"year": "2026", "what-2": "setting:home_visit", "value-2": "often"}, "value-2", "choice_wrong"),
    ],
)
def test_a_wrong_figure_is_told_at_its_field_and_kept(
    secretary: Desk, fields: dict[str, str], field: str, code: str
) -> None:
    answer = sent(secretary, fields)
    assert answer.status_code == 422
    assert f'id="{field}-error" data-code="{code}"' in answer.text
    if value := fields.get("value-1"):
        assert f'value="{value}"' in answer.text


@pytest.mark.parametrize("text", [b"PK\x03\x04 broken", b"greeting = 1"])
def test_something_else_than_a_pack_is_told(secretary: Desk, text: bytes) -> None:
    answer = sent(secretary, {"year": "2026"}, (text, "some.toml"))
    assert 'id="pack_files-error" data-code="pack_files_missing"' in answer.text


def test_choices_are_adopted_with_their_record_only(app: Flask, secretary: Desk, store: Store) -> None:
    page = tried(app, secretary, BASE)
    assert "四议两公开" in secretary.get(f"{page}/adopt").text
    refused = secretary.post(f"{page}/adopt", since="2026-04-01", approval=" ")
    assert 'id="approval-error" data-code="approval_missing"' in refused.text
    given = {"since": "2026-04-01", "approval": "3月15日村民代表会议"}
    unsaid = secretary.post(f"{page}/adopt", **given, **{**waiting.STEPS, "step-1": "2026-02-19"})
    assert 'id="steps-error" data-code="step_day_order"' in unsaid.text
    assert secretary.post(f"{page}/adopt", **given, **waiting.STEPS).status_code == 303
    assert "两委商议2026年2月22日" in rulebook.in_force(store, date(2026, 4, 1)).approval
    chosen = rulebook.rules_on(store, date(2026, 4, 1))
    assert chosen.setting("base_points").value == 3000
    assert chosen.setting("publication_day").value == 5  # what was chosen before stays
    assert rulebook.rules_on(store, clock.today()).setting("base_points").value == 2000


def test_a_clerk_tries_and_only_the_secretary_adopts(app: Flask, clerk: Desk) -> None:
    page = tried(app, clerk, BASE)
    assert 'data-code="role_wrong"' in clerk.post(f"{page}/adopt", since="2026-04-01", approval="会议").text


def test_figures_lead_to_the_page_where_they_are_adopted(app: Flask, secretary: Desk) -> None:
    fields = {**P16, "what-2": "item:P22", "value-2-village": "6", "value-2-town": "12"}
    adopting = secretary.get(f"{tried(app, secretary, fields)}/adopt").text
    assert "/rulebook/P16/change?points=3" in adopting
    assert 'value="3"' in secretary.get("/rulebook/P16/change?points=3").text
    assert 'value="12"' in secretary.get("/rulebook/P22/change?option-village=6&option-town=12").text


@pytest.mark.parametrize(
    ("key", "given", "told"),
    [
        ("line_fields", ["place", "reason"], "都不用 → 在什么地方、为了什么事"),
        ("spread_percent", ["80"], "不提醒 → 80%"),
        ("objection_days", ["10天"], "7天 → 10天"),
        ("home_visit", ["true"], "不用 → 要先上门看"),
    ],
)
def test_choices_are_answered_in_peoples_words(
    app: Flask, secretary: Desk, key: str, given: list[str], told: str
) -> None:
    fields = {"year": "2026", "what-1": f"setting:{key}", "value-1": given}
    page = tried(app, secretary, fields)
    assert told in plain(secretary.get(page).text)


def test_a_word_may_stand_where_a_number_is_usual(app: Flask, secretary: Desk) -> None:
    page = tried(app, secretary, {"year": "2026", "what-1": "setting:spread_percent", "value-1": "不提醒"})
    assert "跟现在的规矩一样" in plain(secretary.get(page).text)


def test_what_is_picked_brings_its_own_field(secretary: Desk) -> None:
    assert "现在 +5" in secretary.get("/trials/field/1?what-1=item:P16").text
    assert "现在：20分" in secretary.get("/trials/field/2?what-2=setting:base_points").text
    assert "要先上门看" in secretary.get("/trials/field/2?what-2=setting:home_visit").text
    assert "<input" not in secretary.get("/trials/field/1?what-1=item:nothing").text
    assert secretary.get("/trials/field/9").status_code == 404


@pytest.fixture
def page(app: Flask) -> Iterator[Page]:
    with chromium() as opened, serving(HeldClock(app)) as address:
        context = opened.new_context(base_url=address, locale="zh-CN", viewport={"width": 360, "height": 800})
        yield context.new_page()
        context.close()


def test_from_last_years_book_to_the_new_figure_in_a_browser(page: Page, store: Store, zhang: Household) -> None:
    waiting.a_declaration(store, zhang)
    head = ledger.head(store)
    page.goto("/login")
    page.get_by_label("登录名").fill("secretary")
    page.get_by_label("密码").fill(PASSWORD)
    follow(page.get_by_role("button", name="登录"))
    page.get_by_label("所有事项").check()
    follow(page.get_by_role("link", name="预演"))
    page.get_by_label("第1处").select_option("item:P16")
    page.get_by_label("加几分").fill("3")
    page.get_by_label("第2处").select_option("setting:base_points")
    page.get_by_label("改成").fill("30")
    page.get_by_role("button", name="演一遍").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("照改后的规矩再算一遍", timeout=60_000)
    expect(page.get_by_text("5 户里有")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert ledger.head(store) == head

    follow(page.get_by_role("link", name="去办手续"))
    page.get_by_label("从哪一天起").fill("2026-04-01")
    page.get_by_label("批准的记录").fill("3月15日村民代表会议")
    steps = page.get_by_role("group", name="哪一步是哪一天").locator("input")
    for number in range(steps.count()):
        steps.nth(number).fill(f"2026-03-{10 + number}")
    page.get_by_role("button", name="就这么定").click()
    expect(page.get_by_role("status")).to_contain_text("定好了")
    assert rulebook.rules_on(store, date(2026, 4, 1)).setting("base_points").value == 3000

    page.go_back()
    page.get_by_role("link", name="去改分").click()
    expect(page.get_by_label("加几分")).to_have_value("3")
