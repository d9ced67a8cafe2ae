"""The desk as a cadre uses it: keyboard, a real browser, a real server."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests import builders
from tests.admin import waiting
from tests.admin.browser import HeldClock, chromium, follow, serving
from tests.admin.conftest import PASSWORD, Desk
from tests.admin.test_access import places, routes  # noqa: F401
from tests.conftest import TODAY
from village.model.household import Household
from village.model.receipt import ReceiptState
from village.services import declarations, evidence, help_calls, households, ledger, objections, receipts, score_sheets
from village.services.scores import Score
from village.store import Store, entries

SHOTS = os.environ.get("VILLAGE_SHOTS", "")  # a folder: keep pictures of every page there


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def served(app: Flask) -> HeldClock:
    return HeldClock(app)


@pytest.fixture
def page(browser: Browser, served: HeldClock) -> Iterator[Page]:
    """The first page, a clerk logged in; anything the browser complains about fails the test."""
    with serving(served) as address:
        context = browser.new_context(base_url=address, locale="zh-CN", viewport={"width": 1280, "height": 900})
        opened = context.new_page()
        complaints: list[str] = []
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        log_in(opened)
        yield opened
        context.close()
    assert not [words for words in complaints if not re.search("status of 422|^htmx:", words)]


def log_in(page: Page, login: str = "clerk") -> None:
    page.goto("/login")
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("2026年3月20日")


def shoot(page: Page, name: str) -> None:
    if SHOTS:
        Path(SHOTS).mkdir(exist_ok=True)
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True, caret="initial")


def test_it_works_by_keyboard_alone(page: Page, store: Store, zhang: Household) -> None:
    """Find a household by its initials, an item by its own, record, and see the account."""
    page.goto("/lines")
    expect(page.locator("[data-find]")).to_be_focused()  # nobody types before the cursor stands there
    page.keyboard.type("zgf")
    expect(page.locator("#rows tbody tr")).to_have_count(2)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("记一笔")
    expect(page.locator("[data-find-item]")).to_be_focused()
    page.keyboard.type("ljfl")
    expect(page.locator(".item:visible")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".explain")).to_contain_text("垃圾分类，一个月加一次")
    expect(page.locator("#preview")).to_contain_text("还缺证明材料")
    page.get_by_label("单位或人员反馈").check()
    page.get_by_label("凭据的名字").fill("网格员反馈")
    expect(page.locator("#preview")).to_contain_text("20 → 25")
    shoot(page, "score-foreseen")
    page.get_by_label("凭据的名字").press("Enter")
    expect(page.locator(".told")).to_have_text("✓ 记好了。")
    shoot(page, "line-recorded")
    page.get_by_role("link", name="看这一户的账").click()
    expect(page.locator("#balance")).to_have_text("25")
    expect(page.locator(".statement tbody tr")).to_have_count(2)
    assert ledger.balance(store, zhang.id).hundredths == 2500


def test_typing_breaks_no_request_off_and_a_form_that_comes_back_keeps_what_was_looked_for(
    page: Page, zhang: Household
) -> None:
    """Each key asks the server; what is on its way is let through, and the last one is answered."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto("/lines")
    page.locator("[data-find]").press_sequentially("zgf")
    expect(page.locator('#rows[data-for="zgf"] tbody tr')).to_have_count(2)
    page.goto(f"/households/{zhang.id}/lines/new")
    page.locator("[data-find-item]").press_sequentially("ljfl")
    page.keyboard.press("Enter")
    page.get_by_label("原因").press_sequentially("好事")
    expect(page.locator("#preview")).to_contain_text("还缺证明材料")
    page.get_by_role("button", name="记下来").click()
    expect(page.locator("form[data-kept]")).to_be_visible()
    expect(page.locator("[data-find-item]")).to_have_value("ljfl")
    expect(page.locator(".item:visible")).to_have_count(1)
    expect(page.get_by_label("原因")).to_have_value("好事")
    assert not [words for words in said if words.startswith("htmx:")]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("7", {"P07", "N07"}),
        ("-8", {"N08"}),
        ("P19", {"P19"}),
        ("n3", {"N03"}),
        ("psqjwmh", {"P05"}),
        ("志愿", {"P18"}),
        ("mlty", {"P04"}),
    ],
)
def test_an_item_is_found_by_number_sign_initials_and_words(
    page: Page, zhang: Household, typed: str, codes: set[str]
) -> None:
    page.goto(f"/households/{zhang.id}/lines/new")
    page.locator("#find").fill(typed)
    shown = page.locator(".item:visible").evaluate_all("rows => rows.map((row) => row.dataset.code)")
    assert codes <= set(shown)
    assert len(shown) <= 4


def test_an_item_is_found_by_its_category(page: Page, zhang: Household) -> None:
    page.goto(f"/households/{zhang.id}/lines/new")
    page.locator("#find").fill("移风易俗")
    assert page.locator(".item:visible").count() == 9


def test_options_amounts_and_refusals_come_as_one_chooses(page: Page, zhang: Household) -> None:
    page.goto(f"/households/{zhang.id}/lines/new")
    page.locator("[data-code=P15] input").check()
    expect(page.locator(".options label")).to_have_count(7)
    page.get_by_label("参加文化艺术活动").last.check()
    page.locator("[data-code=N25] input").check()
    expect(page.get_by_label("减几分")).to_be_visible()
    page.get_by_label("表彰文件").check()
    page.get_by_label("凭据的名字").fill("村规民约")
    expect(page.locator("#preview")).to_contain_text("还不能记")
    expect(page.locator("#preview")).to_contain_text("请写清楚是什么事")
    page.get_by_label("减几分").fill("2.5")
    page.set_viewport_size({"width": 1366, "height": 900})
    follow(page.get_by_role("button", name="记下来"))
    expect(page.locator("#reason-error")).to_be_in_viewport()
    expect(page.get_by_label("原因")).to_be_focused()
    expect(page.locator("[data-about=reason]")).to_contain_text("还没有记上")
    page.keyboard.type("第九条")
    expect(page.locator("[data-about=reason]")).to_have_count(0)
    expect(page.locator("#preview")).to_contain_text("20 → 17.5")
    shoot(page, "score-open")


def test_what_is_mended_is_not_complained_of_any_more(page: Page, zhang: Household) -> None:
    page.goto(f"/households/{zhang.id}/lines/new")
    follow(page.get_by_role("button", name="记下来"))
    expect(page.locator("#item-error")).to_contain_text("请填写积分项目")
    expect(page.locator("#photo-hint")).not_to_contain_text("再选一次")
    page.locator("#find").fill("7")
    expect(page.locator("#item-error")).to_have_count(1)  # looking for an item is not choosing one
    page.locator("#find").press("Enter")
    expect(page.locator(".explain")).to_contain_text("垃圾分类")
    expect(page.locator("#item-error")).to_have_count(0)


def test_a_receipts_page_renews_itself_until_it_is_printed(page: Page, store: Store, zhang: Household) -> None:
    job = receipts.issue(store, zhang.id, actor=builders.CADRE)
    page.goto(f"/receipts/{job.id}")
    expect(page.locator("#state")).to_contain_text("排着队")
    receipts.mark(store, job.id, state=ReceiptState.SENT)
    expect(page.locator("#state")).to_contain_text("还没有回话")
    receipts.mark(store, job.id, state=ReceiptState.CONFIRMED)
    expect(page.locator("#state")).to_contain_text("打好了")
    expect(page.locator("#state[hx-get]")).to_have_count(0)


def test_a_photo_goes_with_the_line(page: Page, zhang: Household, photo: Callable[[], BytesIO], tmp_path: Path) -> None:
    file = tmp_path / "IMG_0001.jpg"
    file.write_bytes(photo().read())
    page.goto(f"/households/{zhang.id}/lines/new")
    page.locator("[data-code=P08] input").check()
    page.get_by_label("照片", exact=True).first.check()
    expect(page.locator("#preview")).to_contain_text("还缺证明材料")
    page.locator("#photo").set_input_files(file)
    expect(page.locator("#preview")).to_contain_text("20 → 25")
    page.get_by_role("button", name="记下来").click()
    expect(page.locator(".told")).to_contain_text("记好了")
    picture = page.locator("img.photo")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 64)


def test_a_double_click_counts_once(page: Page, store: Store, zhang: Household) -> None:
    page.goto(f"/households/{zhang.id}/lines/new")
    page.locator("[data-code=P05] input").check()
    page.get_by_label("单位或人员反馈").check()
    page.get_by_label("凭据的名字").fill("评选名单")
    page.get_by_role("button", name="记下来").dblclick()
    expect(page.locator(".told")).to_contain_text("记好了")
    assert entries.count(store) == 6


def test_a_help_call_rings_with_a_chime_until_somebody_goes(page: Page, store: Store) -> None:
    page.goto("/households")
    page.keyboard.press("Tab")  # a browser sounds only after a first touch
    call = help_calls.call(store, kiosk="大厅", step="balance")
    expect(page.locator("[data-ringing]")).to_contain_text("大厅有人请帮忙")
    expect(page).to_have_title(re.compile("有人请帮忙"))
    expect(page.locator("body")).to_have_attribute("data-chimed", re.compile(r"[1-9]"))
    shoot(page, "ringing")
    page.get_by_role("button", name="我去").click()
    expect(page.locator("[data-ringing]")).to_have_count(0)
    answered = help_calls.get(store, call.id)
    assert answered
    assert answered.answered_by == "clerk同志"


def test_a_log_in_that_ends_beside_a_half_filled_form_loses_nothing(
    page: Page, served: HeldClock, zhang: Household, store: Store
) -> None:
    page.goto(f"/households/{zhang.id}/lines/new")
    page.locator("[data-code=P05] input").check()
    page.get_by_label("单位或人员反馈").check()
    page.get_by_label("凭据的名字").fill("写到一半")
    served.at = TODAY + timedelta(minutes=20)
    again = page.locator("form.again")
    expect(again).to_be_visible()
    shoot(page, "log-in-again")
    again.get_by_label("登录名").fill("clerk")
    again.get_by_label("密码").fill("wrong password")
    again.get_by_role("button").click()
    expect(again.locator(".sorry")).to_contain_text("密码不对")
    again.get_by_label("登录名").fill("clerk")
    again.get_by_label("密码").fill(PASSWORD)
    again.get_by_role("button").click()
    expect(page.locator("#session")).to_contain_text("又登录好了")
    page.get_by_role("button", name="记下来").click()
    expect(page.locator(".told")).to_contain_text("记好了")
    assert entries.count(store) == 6


def test_a_form_sent_after_the_log_in_ended_comes_back_filled_in(
    page: Page, served: HeldClock, zhang: Household, store: Store
) -> None:
    asleep = re.compile("/(ring|preview)$")  # what it asks by itself gets no answer: it does not learn of the end
    page.route(asleep, lambda route: route.fulfill(status=204))
    page.goto(f"/households/{zhang.id}/lines/new")
    page.locator("[data-code=P14] input").check()
    page.get_by_label("文明祭扫").check()
    page.get_by_label("单位或人员反馈").check()
    page.get_by_label("凭据的名字").fill("写到一半")
    page.get_by_label("原因").fill("清明节")
    served.at = TODAY + timedelta(minutes=20)
    page.get_by_role("button", name="记下来").click()
    expect(page.locator("main .sorry")).to_contain_text("没写完的还留着")
    page.unroute(asleep)
    page.get_by_label("登录名").fill("clerk")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("上次没写完的，已经放回来了")).to_be_visible()
    expect(page.get_by_label("凭据的名字")).to_have_value("写到一半")
    expect(page.get_by_label("原因")).to_have_value("清明节")
    expect(page.get_by_label("文明祭扫")).to_be_checked()
    shoot(page, "draft-restored")
    page.get_by_role("button", name="记下来").click()
    expect(page.locator(".told")).to_contain_text("记好了")
    page.goto(f"/households/{zhang.id}/lines/new")
    expect(page.get_by_label("原因")).to_have_value("")  # saved: the draft is gone
    assert entries.count(store) == 6


def test_a_log_in_that_ends_in_the_middle_of_a_score_sheet_loses_no_cell(
    page: Page, served: HeldClock, store: Store, zhang: Household
) -> None:
    sheet = waiting.a_score_sheet(store, zhang)
    page.goto(f"/score-sheets/{sheet.id}")
    expect(page.locator("#saved")).to_have_text("都存好了")
    served.at = TODAY + timedelta(minutes=20)
    again = page.locator("form.again")
    expect(again).to_be_visible()
    page.locator(f"[name='c.{zhang.id}.P07']").fill("1")
    page.keyboard.press("Enter")
    expect(page.locator("#saved")).to_contain_text("这 1 格就会存上")
    again.get_by_label("登录名").fill("clerk")
    again.get_by_label("密码").fill(PASSWORD)
    again.get_by_role("button").click()
    expect(page.locator("#session")).to_contain_text("又登录好了")
    expect(page.locator("#saved")).to_have_text("都存好了")
    assert {one.item: one.text for one in score_sheets.changed(store, sheet.id, since=0)}["P07"] == "1"


def test_at_the_door_a_phone_scans_and_sends_a_photo(
    page: Page, store: Store, zhang: Household, photo: Callable[[], BytesIO], tmp_path: Path
) -> None:
    file = tmp_path / "IMG_0002.jpg"
    file.write_bytes(photo().read())
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"/scan/{zhang.number}")
    follow(page.get_by_role("link", name="记一笔"))
    page.locator("[data-code=P08] input").check()
    page.locator("#photo").set_input_files(file)
    expect(page.get_by_label("照片", exact=True).first).to_be_checked()
    page.get_by_label("在哪里").fill("家门口")
    page.get_by_label("原因").fill("清理河道")
    expect(page.locator("#preview")).to_contain_text("20 → 25")
    page.get_by_role("button", name="记下来").click()
    expect(page.locator(".told")).to_contain_text("记好了")
    line = entries.of_household(store, zhang.id)[0]
    assert (line.place, line.reason, bool(line.evidence)) == ("家门口", "清理河道", True)


def test_a_table_is_saved_under_its_chinese_name(page: Page) -> None:
    page.goto("/ledgers")
    with page.expect_download() as saved:
        page.locator("main a[href*=ledgers]").first.click()
    assert re.fullmatch(r".*[一-鿿].*\.xlsx", saved.value.suggested_filename)
    assert saved.value.path().read_bytes().startswith(b"PK")


def test_on_a_phone_the_menu_leaves_the_screen_to_the_page_until_it_is_asked_for(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/funds")
    menu = page.get_by_role("checkbox", name="所有事项")
    assert page.evaluate("document.querySelector('#main').getBoundingClientRect().top") < 740 / 3
    expect(page.get_by_role("link", name="资金", exact=True)).to_be_visible()  # where one is
    expect(page.get_by_role("link", name="住户名册")).to_be_hidden()
    menu.focus()
    page.keyboard.press("Space")
    page.get_by_role("link", name="住户名册").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("住户名册")
    expect(page.get_by_role("link", name="资金", exact=True)).to_be_hidden()


FAULTS = """() => {
  const told = [], titles = document.querySelectorAll("h1").length;
  if (titles !== 1) told.push(titles + " titles");
  const wanted = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [tabindex]";
  for (const one of document.querySelectorAll(wanted)) {
    if (one.disabled || one.inert || !one.checkVisibility({visibilityProperty: true})) continue;
    const named = one.outerHTML.slice(0, 90);
    if (one.tabIndex > 0) told.push("out of its turn: " + named);
    const control = one.matches("a, button, input, select, textarea");
    if (one.tabIndex < 0 && control && !one.matches(".gridbox th a")) told.push("no Tab: " + named);
    if (one.tabIndex < 0) continue;
    one.focus({preventScroll: true});
    if (document.activeElement !== one) { told.push("takes no focus: " + named); continue; }
    const seen = [one, ...(one.labels || [])].map((part) => getComputedStyle(part));
    const ringed = seen.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
    if (!ringed) told.push("focus unseen: " + named);
  }
  return told;
}"""
"""What a keyboard or a screen reader would stumble over on a page, in words. In the grid of a score sheet Tab
goes from cell to cell, past the names at the beginning of the rows, which are links for a hand only."""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_every_page_fits_a_phone_and_a_keyboard(
    page: Page, app: Flask, secretary: Desk, store: Store, zhang: Household, request: pytest.FixtureRequest
) -> None:
    """Every page that the desk has, as whoever sees them all: no sideways scrolling, one title, nothing beyond Tab."""
    wrong = builders.a_line(store, zhang, "N10", occurred=date(2026, 3, 10), reason="看错了，门口堆的是人家的垃圾")
    ledger.reverse(store, seq=wrong.seq, reason="不是他家", actor=builders.CADRE)
    households.issue_card(store, zhang.id, actor=builders.CADRE)
    help_calls.call(store, kiosk="大厅", step="balance")
    known = request.getfixturevalue("places")  # the last: it goes on to April
    follow(page.get_by_role("button", name="退出"))
    log_in(page, "secretary")
    more = [("lines.show", f"/lines/{wrong.seq}")]
    faults, walked = [], 0
    for endpoint, address in (*routes(app, "GET", known), *more):
        answer = secretary.get(address)
        if answer.status_code != 200 or b'<main id="main"' not in answer.data:
            continue  # not there in this village; a part of a page, a file, a sheet of paper
        page.set_viewport_size({"width": 360, "height": 800})
        page.goto(address)
        page.keyboard.press("Tab")  # whoever uses the keyboard is shown where the focus is
        shoot(page, f"{endpoint}-360")
        faults += [f"{address}: {one}" for one in page.evaluate(FAULTS)]
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            if (wide := page.evaluate(SIDEWAYS)) > 0:
                faults.append(f"{address}: scrolls sideways by {wide} px at {width}")
        walked += 1
    assert not faults, "\n".join(faults)
    assert walked > 80


def test_a_card_prints_at_the_size_of_a_bank_card(page: Page, store: Store, zhang: Household) -> None:
    households.issue_card(store, zhang.id, actor=builders.CADRE)
    page.goto(f"/households/{zhang.id}/card")
    page.emulate_media(media="print")
    box = page.locator(".card").bounding_box()
    assert box
    assert abs(box["width"] * 25.4 / 96 - 85.6) < 0.1
    assert abs(box["height"] * 25.4 / 96 - 54) < 0.1
    expect(page.locator(".duties")).not_to_be_visible()
    shoot(page, "card-print")


def test_the_day_stands_in_words_beside_its_field(page: Page, zhang: Household) -> None:
    """The browser writes dates its own way (03/20/2026); what counts is said below it, at once and after a change."""
    page.goto(f"/households/{zhang.id}/lines/new")
    field = page.get_by_label("哪一天的事")
    said = page.locator("#occurred + .hint")
    expect(said).to_be_visible()
    expect(said).to_have_text("2026年3月20日")
    field.fill("2026-03-09")
    expect(said).to_have_text("2026年3月9日")


def test_photos_are_seen_large_by_keyboard_and_all_that_waits_is_ticked_at_once(
    page: Page, store: Store, zhang: Household, photo: Callable[[], BytesIO]
) -> None:
    with evidence.lay_aside(store, photo().read(), folder=store.path.parent / "evidence") as laid:
        kept = evidence.keep_photo(store, laid, kind="photo", title="", actor="一体机")
    score = Score(zhang.id, "P16", date(2026, 3, 10), evidence_id=kept.id)
    first = declarations.declare(store, score, actor="一体机").declaration
    declarations.approve(store, first.id, actor="李会计")
    waiting.a_declaration(store, zhang)
    line = declarations.get(store, first.id).entry_seq or 0
    objection = objections.raise_one(store, seq=line, household_id=zhang.id, actor="一体机", evidence_id=kept.id)
    page.goto(f"/objections/{objection.id}")
    page.locator("[data-large]").first.focus()
    page.keyboard.press("Enter")
    large = page.get_by_role("dialog")
    expect(large).to_contain_text("提异议带来的")
    expect(large.locator("img")).to_have_js_property("naturalWidth", 64)
    page.keyboard.press("ArrowRight")
    expect(large).to_contain_text("这一笔的凭据")
    page.keyboard.press("Escape")
    expect(large).to_be_hidden()
    expect(page.locator("[data-large]").nth(1)).to_be_focused()
    follow(page.get_by_role("button", name="退出"))
    log_in(page, "secretary")
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/declarations")
    page.get_by_label("全选").check()
    expect(page.locator("[name=declaration]:checked")).to_have_count(1)
    page.get_by_role("button", name="勾上的一起看").click()
    expect(page.get_by_role("button", name="同意这 1 件，记上分")).to_be_visible()
