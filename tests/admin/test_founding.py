"""The guided setup at the desk's port: who may come in, step by step, two at once, broken off, all or nothing."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from admin.founding import create_founding
from rules.guide import guide_of, pack_ids
from tests.admin import waiting
from tests.admin.browser import chromium, follow
from tests.admin.conftest import Desk
from tests.command import program
from tests.command.program import Server, get, serve
from tests.sheets.workbooks import HEAD, book
from village.model.points import ZERO
from village.services import approvals, founding, households, rulebook
from village.settings import Settings
from village.store import Store, entries

SHOTS = os.environ.get("VILLAGE_SHOTS", "")  # a folder: keep pictures of every page there
PASSWORD = "槐树下的井2026"
CODE = "7K3MVXQ2"
SHEET = "编号\t类别\t加减\t项目\t分数\t怎么算\nP01\t{category}\t加分\t院子扫干净\t2\t每月一次\n"
NAMES = {"town": "清水镇", "village": "槐树村", "group_word": "社", "since": "2026-03-01", "approval": "代表会议"}
WIDTHS = (1280, 360)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "new")


@pytest.fixture
def app(settings: Settings) -> Flask:
    """The setup of an empty folder."""
    settings.data.mkdir()
    return create_founding(settings=settings, code=CODE)


class Setup(Desk):
    """A browser at the setup."""

    def csrf(self) -> str:
        self.client.get("/founding/code")
        with self.client.session_transaction() as session:
            return str(session["csrf"])


@pytest.fixture
def here(app: Flask) -> Setup:
    """At the machine itself."""
    return Setup(app.test_client())


@pytest.fixture
def away(app: Flask) -> Setup:
    """On another machine of the office."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = "192.168.1.7"
    return Setup(client)


def test_it_works(here: Setup) -> None:
    begun = here.client.get("/", follow_redirects=True)
    assert begun.status_code == 200
    for pack_id in pack_ids():
        assert f'value="{pack_id}"' in begun.text
        for sentence in guide_of(pack_id).about:
            assert sentence in begun.text


@pytest.mark.parametrize("address", ["/", "/founding/pack", "/founding/look", "/founding/table"])
def test_another_machine_without_the_code_sees_nothing_and_changes_nothing(
    away: Setup, settings: Settings, address: str
) -> None:
    founding.amend(settings, pack="gaoyang-2022", village="槐树村")
    answer = away.get(address)
    assert (answer.status_code, answer.location) == (303, "/founding/code")
    assert "槐树村" not in away.client.get(address, follow_redirects=True).text
    if address.startswith("/founding/") and "table" not in address:
        assert away.post(address, pack="dazu-2021").location == "/founding/code"
    assert founding.kept(settings).pack == "gaoyang-2022"


@pytest.mark.parametrize("host", ["village.example", "evil.test:8001", "192.168.1.5:8001"])
def test_a_name_of_somebody_else_is_not_this_machine(here: Setup, host: str) -> None:
    answer = here.client.get("/founding/pack", headers={"Host": host})
    assert (answer.status_code, answer.location) == (303, "/founding/code")


@pytest.mark.parametrize("typed", ["7K3MVXQ2", "7k3m-vxq2", " 7K3M VXQ2 "])
def test_whoever_knows_the_code_is_let_in(away: Setup, typed: str) -> None:
    assert away.post("/founding/code", code=typed).location == "/"
    assert away.get("/founding/pack").status_code == 200


@pytest.mark.parametrize("typed", ["", "7K3MVXQ3", "7K3M", CODE * 20, "号码"])
def test_a_wrong_code_is_refused_with_a_sentence(away: Setup, typed: str) -> None:
    answer = away.post("/founding/code", code=typed)
    assert answer.status_code == 422
    assert "这个号不对" in answer.text
    assert away.get("/founding/pack").location == "/founding/code"


def test_a_form_of_another_site_changes_nothing(here: Setup, settings: Settings) -> None:
    assert here.client.post("/founding/pack", data={"pack": "dazu-2021"}).status_code == 422
    assert founding.kept(settings).pack == ""


@pytest.mark.parametrize("pack_id", pack_ids())
def test_every_open_choice_stands_on_the_page_with_two_sentences_and_its_clause(here: Setup, pack_id: str) -> None:
    here.post("/founding/pack", pack=pack_id)
    text = here.get("/founding/choices").text
    for one in guide_of(pack_id).questions:
        if one.key != "group_word":
            assert one.says[0] + one.says[1] in text
            assert one.clause in text


def test_what_has_to_be_decided_is_asked_for_and_what_was_typed_stays(here: Setup, settings: Settings) -> None:
    here.post("/founding/pack", pack="yangkou-2023")
    answer = here.post("/founding/choices", **{"base_points-figure": "20", "publication_day-figure": "31"})
    assert answer.status_code == 422
    assert 'value="20"' in answer.text
    assert 'value="31"' in answer.text
    assert "“几号公示”不能这样填" in answer.text
    assert founding.kept(settings).choices == {}


def test_the_look_over_names_every_choice_that_is_missing(here: Setup, settings: Settings) -> None:
    here.post("/founding/pack", pack="minhang-2024")
    missing = founding.wrong_choices(founding.kept(settings)).values()
    assert len(missing) > 1
    text = here.get("/founding/look").text
    for why in missing:
        assert f"“{why.params['setting']}”文件没有写明，请村里先定下来。" in text


def test_the_days_of_the_steps_are_asked_for_before_the_first_rules_too(here: Setup, settings: Settings) -> None:
    here.post("/founding/pack", pack="yangkou-2023")
    page = here.get("/founding/village").text
    for step in ("党支部提议", "两委商议", "党员大会审议", "村民代表会议决议", "决议公开", "实施结果公开"):
        assert step in page
    refused = here.post("/founding/village", **{**NAMES, **waiting.STEPS, "step-4": ""})
    assert 'id="steps-error" data-code="step_day_missing"' in refused.text
    assert "请写上“决议公开”是哪一天。" in refused.text
    assert 'value="2026-02-20"' in refused.text
    assert here.post("/founding/village", **NAMES, **waiting.STEPS).status_code == 303
    assert 'value="2026-03-01"' in here.get("/founding/village").text
    assert "党支部提议2026年2月20日" in approvals.of(founding.kept(settings), rulebook.pack("yangkou-2023"))


def test_each_step_says_what_is_wrong_at_its_field(here: Setup) -> None:
    here.post("/founding/pack", pack="gaoyang-2022")
    for step, fields, at in (
        ("pack", {"pack": "atlantis"}, "pack"),
        ("village", {**NAMES, "town": ""}, "town"),
        ("village", {**NAMES, "since": "2021-01-01"}, "since"),
        ("village", {**NAMES, "since": ""}, "since"),
        ("village", {**NAMES, "approval": " "}, "approval"),
        ("roll", {"roll": "一社 张桂芳 妻子 儿子，女儿"}, "roll"),
        ("items", {"items": SHEET.format(category="")}, "items"),
        ("secretary", {"name": "陈书记", "login": "书记"}, "login"),
    ):
        answer = here.post(f"/founding/{step}", **fields)
        assert answer.status_code == 422, step
        assert f'id="{at}-error"' in answer.text, step


def test_a_page_that_is_not_there_says_so(here: Setup) -> None:
    answer = here.get("/founding/nowhere")
    assert answer.status_code == 404
    assert "没有这一页" in answer.text


def test_damaged_answers_are_told_on_the_page(here: Setup, settings: Settings) -> None:
    (settings.data / "founding.json").write_text("{")
    answer = here.get("/founding/pack")
    assert answer.status_code == 422
    assert "上次填的读不出来" in answer.text


def test_the_empty_table_can_be_taken_home(here: Setup) -> None:
    assert here.get("/founding/table").status_code == 404
    here.post("/founding/pack", pack="jiuxian-2022")
    sheet = here.get("/founding/table?csv")
    assert sheet.data.decode("utf-8-sig").startswith("编号,类别,加减,项目,级别,分数,怎么算")
    assert here.get("/founding/table").mimetype.endswith("spreadsheetml.sheet")
    assert "示例" not in sheet.text
    assert "[[item]]" in here.get("/founding/table?toml").text


def test_a_workbook_is_kept_as_the_table_it_holds_and_shown_again(here: Setup, settings: Settings) -> None:
    here.post("/founding/pack", pack="jiuxian-2022")
    row = ("P01", "秸秆禁烧", "加分", "秸秆都拉走了", "", 3, "每年一次")
    wrong = here.post("/founding/items", items="", file=(BytesIO(book(HEAD, row, (*row[:5], "多"))), "表.xlsx"))
    assert wrong.status_code == 422
    assert "项目表第3行的分数不对：写数字" in wrong.text
    assert "P01\t秸秆禁烧" in wrong.text
    assert here.post("/founding/items", file=(BytesIO(book(HEAD, row)), "表.xlsx")).status_code == 303
    assert "有 1 个项目" in here.get("/founding/items").text
    assert founding.kept(settings).items.splitlines()[1].startswith("P01\t秸秆禁烧\t加分\t秸秆都拉走了\t\t3")


# in a real browser, before a real server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A data folder with nothing in it."""
    folder = tmp_path / "fresh"
    folder.mkdir()
    return folder


@pytest.fixture
def server(fresh: Path) -> Iterator[Server]:
    with serve(fresh) as running:
        yield running


def at(browser: Browser, address: str, width: int = WIDTHS[0]) -> Page:
    context = browser.new_context(base_url=address, locale="zh-CN", viewport={"width": width, "height": 900})
    return context.new_page()


def fits(page: Page, name: str) -> None:
    """Nothing runs over the edge, on a desk's screen and on a phone's."""
    before = page.viewport_size
    assert before
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        if SHOTS:
            Path(SHOTS).mkdir(exist_ok=True)
            page.screenshot(path=f"{SHOTS}/founding-{name}-{width}.png", full_page=True)
    page.set_viewport_size(before)


def go_on(page: Page) -> None:
    follow(page.get_by_role("button", name="记下，下一步"))


def choose_pack(page: Page, pack_id: str) -> None:
    page.goto("/")
    fits(page, "pack")
    page.locator(f"input[value={pack_id}]").check()
    go_on(page)


def name_village(page: Page, name: str = "槐树村") -> None:
    fits(page, "village")
    page.get_by_label("镇（街道）的名字").fill("清水镇")
    page.get_by_label("村的名字").fill(name)
    page.get_by_label("谁同意用这套办法").fill("2026年2月28日村民代表会议决议")
    for at, day in enumerate(waiting.DAYS):
        if page.locator(f"#step-{at}").count():  # a document that names its steps (YK-26)
            page.locator(f"#step-{at}").fill(day)
    go_on(page)


def decide(page: Page, pack_id: str) -> None:
    if pack_id == "yangkou-2023":
        page.get_by_role("textbox", name="基础分发几分").fill("20")
        page.get_by_role("textbox", name="几号公示").fill("5")
    if pack_id == "minhang-2024":
        page.get_by_label("年底清零，重新积").check()
        page.get_by_role("textbox", name="一元的东西几分换").fill("1")
        page.get_by_label("全年都能换").check()
        page.get_by_label("天天都能换").check()
    for subject in page.locator("details.subject > summary").all():
        subject.click()
    fits(page, f"choices-{pack_id}")
    go_on(page)


def hand_in(page: Page, pack_id: str) -> None:
    fits(page, "roll")
    page.get_by_label("各户名单").fill("一组 张桂芳\n一组\t李建国\n二组，王小红")
    go_on(page)
    if pack_id != "yangkou-2023":
        category = page.locator("#items-hint").inner_text().partition("类别有：")[2].partition("。")[0].split("、")[0]
        fits(page, "items")
        page.get_by_label("项目表").fill(SHEET.format(category=category))
        go_on(page)


def name_secretary(page: Page) -> None:
    fits(page, "secretary")
    page.get_by_label("书记的姓名").fill("陈书记")
    page.get_by_label("登录名").fill("shuji")
    go_on(page)


def found(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("密码", exact=True).fill(password)
    page.get_by_label("再写一遍密码").fill(password)
    page.get_by_role("button", name="都对，开张").click()


def log_in(page: Page) -> None:
    page.get_by_label("登录名").fill("shuji")
    page.get_by_label("密码").fill(PASSWORD)
    follow(page.get_by_role("button", name="登录"))


def score(page: Page) -> None:
    """The village's first line."""
    page.goto("/households")
    follow(page.get_by_role("link", name="张桂芳").first)
    follow(page.get_by_role("link", name="记一笔").first)
    page.locator(".item input").first.check()
    expect(page.locator("#asked .explain")).to_be_visible()
    page.locator("input[name=evidence]").last.check()
    page.get_by_label("凭据的名字").fill("走访记录")
    page.get_by_label("在哪里").fill("家门口")
    if page.locator("select[name=mark]").count():  # 闵行: the part that is judged (MH-07)
        page.locator("select[name=mark]").select_option(index=1)
    page.get_by_label("原因", exact=True).fill("走访时看到")
    for panel in page.locator("details:not([open]) > summary").all():
        panel.click()
    follow(page.get_by_role("button", name="记下来"))
    expect(page.locator(".told")).to_contain_text("记好了")


@pytest.mark.parametrize(("pack_id", "width"), list(zip(pack_ids(), WIDTHS * 3, strict=False)))
def test_a_village_is_set_up_on_the_page_until_its_first_score(
    browser: Browser, server: Server, fresh: Path, pack_id: str, width: int
) -> None:
    page = at(browser, server.desk, width)
    choose_pack(page, pack_id)
    name_village(page)
    decide(page, pack_id)
    hand_in(page, pack_id)
    name_secretary(page)
    fits(page, f"look-{pack_id}")
    expect(page.locator("main")).to_contain_text("一共 3 户：一组 2 户、二组 1 户。")
    found(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("清水镇槐树村")
    log_in(page)
    score(page)
    assert get(server.desk + "/health") == (200, "ok")
    assert "槐树村" in get(server.kiosk)[1]
    assert server.stop() == 0
    page.context.close()
    store = Store(fresh / "village.db")
    zhang = households.search(store, "张桂芳")[0]
    assert entries.of_household(store, zhang.id, limit=1)[0].points > ZERO
    store.close()


def test_until_there_is_a_village_the_kiosk_is_friendly_and_then_opens_by_itself(
    browser: Browser, server: Server
) -> None:
    kiosk = at(browser, server.kiosk, 800)
    kiosk.goto("/")
    expect(kiosk.get_by_role("heading")).to_have_text("村里的积分还在准备")
    fits(kiosk, "waiting")
    assert get(f"{server.kiosk}/balance")[0] == 200
    made = program.run(
        *("init", "--data", server.data, "--pack", "jiuxian-2022", "--town", "清水镇", "--village", "槐树村"),
        *("--group-word", "社", "--since", "2026-01-01", "--approval", "方案", "--login", "shuji", "--name", "陈书记"),
        *("--password-file", password_file(server.data), "--yes"),
    )
    assert made.returncode == 0, made.stderr
    expect(kiosk.locator(".at-home")).to_be_visible()
    assert "槐树村" in get(f"{server.desk}/login")[1]
    kiosk.context.close()


def password_file(folder: Path) -> Path:
    path = folder / "password.txt"
    path.write_text(PASSWORD, encoding="utf-8")
    return path


def test_two_browsers_at_once_end_in_one_village_that_was_looked_at(browser: Browser, server: Server) -> None:
    one, two = at(browser, server.desk), at(browser, server.desk, WIDTHS[1])
    choose_pack(one, "jiuxian-2022")
    two.goto("/")
    expect(two.get_by_role("heading", level=1)).to_have_text("村和组")
    name_village(two)
    go_on(two)  # the usual choices
    go_on(two)  # no roll yet
    go_on(two)  # no items yet
    name_secretary(two)
    one.goto("/founding/village?from=look")
    name_village(one, "桃树村")
    found(two)
    expect(two.get_by_role("alert")).to_contain_text("刚才有人改了，请再看一遍。")
    expect(two.locator("main")).to_contain_text("桃树村")
    found(two)
    expect(two.get_by_role("heading", level=1)).to_contain_text("清水镇桃树村")
    found(one)
    expect(one.locator("main")).to_contain_text("没有这一页")
    for page in (one, two):
        page.context.close()


def test_a_server_killed_in_the_middle_loses_nothing_but_the_password(browser: Browser, fresh: Path) -> None:
    with serve(fresh) as first:
        page = at(browser, first.desk)
        choose_pack(page, "yangkou-2023")
        name_village(page)
        decide(page, "yangkou-2023")
        code = re.findall(r"setup code: (\S+)", first.greeting)
        first.stop(signal.SIGKILL)
        page.context.close()
    with serve(fresh) as second:
        assert re.findall(r"setup code: (\S+)", second.greeting) == code
        page = at(browser, second.desk)
        page.goto("/")
        expect(page.get_by_role("heading", level=1)).to_have_text("各户名单")
        go_on(page)
        name_secretary(page)
        expect(page.locator("main")).to_contain_text("槐树村")
        page.get_by_label("密码", exact=True).fill(PASSWORD)
        second.stop(signal.SIGKILL)
        page.context.close()
    assert all(PASSWORD.encode() not in file.read_bytes() for file in fresh.iterdir() if file.is_file())
    with serve(fresh) as third:
        page = at(browser, third.desk)
        page.goto("/")
        found(page)
        expect(page.get_by_role("heading", level=1)).to_contain_text("清水镇槐树村")
        page.context.close()
        until = time.monotonic() + program.PATIENCE
        while (fresh / "founding.json").exists():
            assert time.monotonic() < until


def test_a_password_that_is_guessed_first_is_asked_for_again(browser: Browser, server: Server) -> None:
    page = at(browser, server.desk, WIDTHS[1])
    choose_pack(page, "jiuxian-2022")
    name_village(page)
    for _ in range(3):
        go_on(page)
    name_secretary(page)
    found(page, "12345678")
    expect(page.locator("#password-error")).to_have_text("这个密码太好猜了，请换一个。")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_label("再写一遍密码").fill(PASSWORD + "。")
    page.get_by_role("button", name="都对，开张").click()
    expect(page.locator("#again-error")).to_contain_text("两次写的不一样")
    page.context.close()


def test_a_figure_that_is_written_is_meant(browser: Browser, server: Server) -> None:
    page = at(browser, server.desk)
    choose_pack(page, "minhang-2024")
    name_village(page)
    months = page.locator("#redemption_months")
    months.get_by_label("全年都能换").check()
    months.get_by_role("textbox").fill("1、4、7、10")
    expect(months.get_by_label("写上")).to_be_checked()
    days = page.locator("#redemption_days")
    days.get_by_role("textbox").fill("5")
    days.get_by_label("公示那天换").check()
    expect(days.get_by_role("textbox")).to_have_value("")
    page.get_by_label("年底清零，重新积").check()
    page.get_by_role("textbox", name="一元的东西几分换").fill("１")
    go_on(page)
    page.goto("/founding/look")
    expect(page.locator("main")).to_contain_text("1、4、7、10月")
    expect(page.locator("main")).to_contain_text("公示那天换")
    page.context.close()


def test_the_roll_may_come_as_the_offices_workbook(here: Setup, settings: Settings) -> None:
    here.post("/founding/pack", pack="yangkou-2023")
    file = BytesIO(book(("清水镇槐树村名册",), ("户主", "组", "户号"), ("张桂芳", "三组", "03-017")))
    assert here.post("/founding/roll", file=(file, "名册.xlsx")).status_code == 303
    assert "03-017" in founding.kept(settings).roll
    refused = here.post("/founding/roll", file=(BytesIO(b"\xff\xfe\x00"), "照片.jpg"))
    assert (refused.status_code, "读不了" in refused.text) == (422, True)
