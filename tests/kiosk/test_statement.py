"""Why these points, and who may hear it."""

from __future__ import annotations

import re
from datetime import date

import pytest

import kiosk
from tests import builders
from tests.kiosk.conftest import Nudged, Residents
from tests.kiosk.market import market, on_shelf
from tests.kiosk.page import Page
from village import clock
from village.model.entry import Kind
from village.model.period import Period
from village.services import ledger, redemptions, veto_reversals, vetoes
from village.settings import Settings
from village.store import Store


def as_neighbour(page: Page, residents: Residents) -> Page:
    return page.post("/choose", household=residents.zhang.id).post("/who/yes")


def test_it_works(page: Page, residents: Residents) -> None:
    page.card(residents.card).get("/statement/all")
    assert "3月12日，房前屋后乱堆乱搭，-5分，原因是门口堆了柴草。" in page.text
    assert "基础分，+20分" in page.text


def test_why_plus_and_why_minus_tell_their_own_lines_and_sum(page: Page, residents: Residents) -> None:
    page.card(residents.card).get("/statement/plus")
    assert "一共加了30分。" in page.text
    assert "房前屋后" not in page.text
    page.get("/statement/minus")
    assert "一共扣了5分。" in page.text
    assert "照看村口的花" not in page.text


def test_why_points_were_added_says_for_what_and_by_what_it_was_shown(page: Page, residents: Residents) -> None:
    whys = lines_of(page.card(residents.card).get("/statement/plus"))
    assert any("垃圾分类，+5分，凭网格员反馈。" in why for why in whys)
    neighbour = lines_of(as_neighbour(page.get("/"), residents).get("/statement/plus"))
    assert not any("凭" in why for why in neighbour)


def test_goods_are_not_among_what_was_taken_off(page: Page, residents: Residents, store: Store) -> None:
    builders.a_plain_line(store, residents.zhang, "-10", kind=Kind.REDEMPTION, reason="毛巾")
    page.card(residents.card).get("/statement/minus")
    assert "一共扣了5分。" in page.text
    assert "毛巾" not in page.text


def test_a_neighbour_sees_names_of_good_deeds_and_no_reason(page: Page, residents: Residents) -> None:
    as_neighbour(page, residents).get("/statement/all")
    assert "button.hear_why" in page.keys
    assert "垃圾分类" in page.text
    assert "农村人居环境整治，-5分。" in page.text
    for private in ("门口堆了柴草", "房前屋后", "照看村口的花", "3月12日"):
        assert private not in page.html


def test_a_sensitive_line_is_points_and_nothing_else(page: Page, residents: Residents, store: Store) -> None:
    builders.a_line(store, residents.zhang, "N05", occurred=date(2026, 3, 15), reason="五天")
    as_neighbour(page, residents).get("/statement/minus")
    assert "statement.public_sensitive" in page.keys
    assert "拘留" not in page.html


def test_a_vetoed_month_is_told_to_its_household_with_the_reason_and_to_nobody_else(
    page: Page, residents: Residents, store: Store
) -> None:
    since, zhang = date(2026, 4, 1), residents.zhang
    facts = {"pack_id": "jiuxian-2022", "settings": {}, "actor": builders.CADRE, "approval": "村民代表会议"}
    builders.adopt(store, since=since, **facts)
    with clock.held(since):
        month = Period.parse("2026-03")
        vetoes.veto(store, household_id=zhang.id, period=month, reason="焚烧秸秆", actor=builders.CADRE)
        told = "4月1日，2026年3月的分不算了，-5分，原因是焚烧秸秆。改好了，以后照样加分。"
        for sign in ("all", "minus"):
            assert told in page.get("/").card(residents.card).get(f"/statement/{sign}").text
        as_neighbour(page.get("/"), residents).get("/statement/all")
    assert "statement.public_sensitive" in page.keys
    for private in ("焚烧秸秆", "不算", "否决", "4月1日"):
        assert private not in page.html


def test_a_veto_that_was_wrong_is_told_to_be_taken_back_in_one_kind_sentence(
    page: Page, residents: Residents, store: Store
) -> None:
    since, zhang = date(2026, 4, 1), residents.zhang
    facts = {"pack_id": "jiuxian-2022", "settings": {}, "actor": builders.CADRE, "approval": "村民代表会议"}
    builders.adopt(store, since=since, **facts)
    why = {"reason": "通报的是邻村的人", "actor": builders.CADRE}
    told = ""
    with clock.held(since):
        for month in ("2026-03", "2026-04"):
            period = Period.parse(month)
            made = vetoes.veto(store, household_id=zhang.id, period=period, reason="焚烧秸秆", actor=builders.CADRE)
            veto_reversals.take_back(store, made.id, **why)
            told += page.get("/").card(residents.card).get("/statement/all").text
        as_neighbour(page.get("/"), residents).get("/statement/all")
    assert "4月1日，2026年3月的否决撤回了，分还给您家，+5分，原因是通报的是邻村的人。让您家受委屈了。" in told
    assert "4月1日，2026年4月的否决撤回了，这个月照样算分，原因是通报的是邻村的人。让您家受委屈了。" in told
    assert "2026年4月一票否决，这个月不算分，原因是焚烧秸秆" in told
    for private in ("邻村", "否决", "委屈"):
        assert private not in page.html


def test_what_was_had_for_points_is_told_to_the_household_and_to_nobody_else(
    page: Page, residents: Residents, store: Store
) -> None:
    tea = on_shelf(store)
    with market(store):
        redemptions.request(store, household_id=residents.zhang.id, goods_id=tea.id, quantity=2, actor="一体机")
        page.get("/").card(residents.card).get("/statement/all")
        assert "4月5日，换了2件茶叶，-4分。" in page.text
        as_neighbour(page.get("/"), residents).get("/statement/all")
        assert "换东西，-4分。" in page.text
        assert "茶叶" not in page.html
        assert "4月5日" not in page.text


def test_the_village_may_show_reasons_to_all(settings: Settings, store: Store, residents: Residents) -> None:
    widened = Settings(data=settings.data, public_reasons=True)
    app = kiosk.create_app(settings=widened, store=store, voice=None, prints=Nudged())
    page = as_neighbour(Page(app.test_client()).get("/"), residents).get("/statement/minus")
    assert "门口堆了柴草" in page.text


def test_a_line_taken_back_explains_nothing_but_stands_in_the_list(
    page: Page, residents: Residents, store: Store
) -> None:
    wrong = builders.a_line(store, residents.zhang, "N08", occurred=date(2026, 3, 15), reason="看错了门牌")
    ledger.reverse(store, seq=wrong.seq, reason="是隔壁家", actor=builders.CADRE)
    assert "看错了门牌" not in page.card(residents.card).get("/statement/minus").text
    page.get("/statement/all")
    assert "3月20日，更正3月15日的房前屋后乱堆乱搭，+5分，原因是是隔壁家。" in page.text
    assert "3月15日，房前屋后乱堆乱搭（后来更正了），-5分，原因是看错了门牌。" in page.text
    assert "3月12日，房前屋后乱堆乱搭，-5分" in page.text


def test_what_lapsed_at_a_years_end_explains_nothing_any_more(page: Page, residents: Residents, store: Store) -> None:
    builders.a_plain_line(store, residents.zhang, "-25", kind=Kind.CLOSING, occurred_on=date(2026, 3, 20))
    assert page.card(residents.card).get("/statement/plus").keys[1] == "statement.none_plus"


def test_pages_of_a_small_screen_together_tell_every_line_once(page: Page, residents: Residents) -> None:
    page.card(residents.card).get("/statement/all")
    whole = [words for key, words in page.said if key.startswith("statement.") and ".why" not in key]
    page.get("/?ppi=133").card(residents.card).headers["X-Screen"] = "800x480"
    told: list[str] = []
    for number in (1, 2):
        page.get(f"/statement/all?page={number}")
        told += [words for key, words in page.said if key.startswith("statement.")]
    assert told == whole


@pytest.mark.parametrize("own", [True, False])
def test_seven_inches_hold_two_lines_a_page_and_nothing_else(
    page: Page, residents: Residents, store: Store, own: bool
) -> None:
    for day in range(3, 9):
        builders.a_line(store, residents.zhang, "P18", occurred=date(2026, 3, day), reason="照看村口的花")
    page.get("/?ppi=133").headers["X-Screen"] = "800x480"
    (page.card(residents.card) if own else as_neighbour(page, residents)).get("/statement/all")
    told = lines_of(page)
    assert len(told) >= 2, "the first page begins with the newest lines"
    pages = int(re.findall(r"一共(\d+)页", page.text)[0])
    for number in range(2, pages + 1):
        told += lines_of(page.get(f"/statement/all?page={number}"))
    assert len(told) == 10
    assert pages <= 5


def lines_of(page: Page) -> list[str]:
    return [words for key, words in page.said if key.startswith("statement.")]


def test_a_household_without_lines_is_encouraged(page: Page, residents: Residents) -> None:
    page.post("/choose", household=residents.li.id).post("/who/yes").get("/statement/minus")
    assert "今年没有扣分，真好！" in page.text


def test_what_was_done_twice_is_said_as_people_say_it(speaking: Page, residents: Residents, store: Store) -> None:
    builders.a_line(store, residents.zhang, "P18", occurred=date(2026, 3, 16), count=2)
    speaking.card(residents.card).get("/statement/plus")
    assert "，2次，+" in speaking.text
    assert "，两次，加" in speaking.aloud
    assert "乘" not in speaking.aloud
    assert "乘" not in speaking.utterance(speaking.post("/print").sounds[0])


def test_a_reason_without_end_is_said_all_the_same(speaking: Page, residents: Residents, store: Store) -> None:
    facts = {"kind": Kind.DEDUCTION, "occurred_on": date(2026, 3, 16), "item": "N08", "reason": "门口堆柴草" * 90}
    builders.a_plain_line(store, residents.zhang, "-5", **facts)
    speaking.card(residents.card).get("/statement/minus?page=2")
    assert len(speaking.aloud) > 450
    assert speaking.wav()[:4] == b"RIFF"


def test_back_from_the_second_page_leads_to_the_first(page: Page, residents: Residents) -> None:
    page.headers = {"X-Screen": "800x480"}
    page.card(residents.card).get("/statement/all")
    first = page.text
    page.get("/statement/all?page=2")
    assert page.text != first
    assert page.get("/back").text == first
    assert page.get("/back").screen == "balance"


def test_more_on_the_last_page_begins_anew_and_back_leads_out(page: Page, residents: Residents) -> None:
    page.headers = {"X-Screen": "800x480"}
    page.card(residents.card).get("/statement/all").get("/statement/all?page=2").get("/statement/all?page=1")
    assert page.get("/back").screen == "balance"
