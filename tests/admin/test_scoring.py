"""Recording a line: what the form takes, what the rules say, what stands in the book afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest

from tests import builders
from tests.admin import waiting
from tests.admin.conftest import PASSWORD, Desk
from tests.conftest import TODAY
from village import clock
from village.model.household import Household
from village.services import households, items, ledger, rulebook, staff
from village.settings import Settings
from village.store import Store, entries

LINE = {
    "item": "P07",
    "occurred": "2026-03-10",
    "count": "1",
    "evidence": "feedback",
    "paper": "网格员李会计反馈",
    "reason": "",
    "place": "",
}


def record(desk: Desk, household: Household, **fields: Any) -> Any:
    told = {**LINE, **fields}
    return desk.post(f"/households/{household.id}/lines/new", **{"sure": told["occurred"], **told})


def foresee(desk: Desk, household: Household, **fields: Any) -> str:
    return desk.post(f"/households/{household.id}/lines/preview", htmx=True, **{**LINE, **fields}).text


def test_it_works(clerk: Desk, store: Store, zhang: Household) -> None:
    form = clerk.get(f"/households/{zhang.id}/lines/new").text
    assert 'value="2026-03-20"' in form
    assert "垃圾分类" in form
    made = record(clerk, zhang)
    page = clerk.get(made.location).text
    assert "记好了" in page
    assert 'data-before="20" data-after="25"' in page
    assert "YK-P07 附件1第7项" in page
    assert ledger.balance(store, zhang.id).hundredths == 2500


@pytest.mark.parametrize("typed", ["P07", "p7", "7", "+7"])
def test_an_item_is_taken_by_its_number(clerk: Desk, zhang: Household, typed: str) -> None:
    assert "垃圾分类" in clerk.client.get(f"/households/{zhang.id}/lines/item", query_string={"item": typed}).text


def test_the_sign_tells_the_two_tables_apart(clerk: Desk, zhang: Household) -> None:
    answer = clerk.client.get(f"/households/{zhang.id}/lines/item", query_string={"item": "-8"}).text
    assert "N08" in answer
    assert "几处" in answer


@pytest.mark.parametrize(
    ("pack", "said"),
    [
        ("jiuxian-2022", "可以不附（村里定的）"),
        ("dazu-2021", "加分要有（DZ-10）"),
        ("gaoyang-2022", "加分扣分都要有（GY-12）"),
        ("minhang-2024", "加分扣分都要有（村里定的）"),
    ],
)
def test_the_evidence_box_names_the_clause_of_the_rules_in_force(
    stranger: Desk, store: Store, zhang: Household, pack: str, said: str
) -> None:
    rulebook.adopt(store, pack_id=pack, since=date(2027, 1, 1), settings={}, approval=builders.RECORD, actor="书记")
    address = f"/households/{zhang.id}/lines/new"
    stranger.post("/login", login="clerk", password=PASSWORD)
    assert "加分扣分都要有（YK-15）" in stranger.get(address).text
    with clock.held(datetime(2027, 1, 6, 9)):
        stranger.post("/login", login="clerk", password=PASSWORD)
        page = stranger.get(address).text
    assert said in page
    assert "YK-" not in page


def test_only_a_photo_that_was_sent_has_to_be_chosen_again(
    clerk: Desk, zhang: Household, photo: Callable[[], BytesIO]
) -> None:
    assert "照片要再选一次" not in record(clerk, zhang, item="").text
    sent = record(clerk, zhang, item="", evidence="photo", photo=(photo(), "院子.jpg"))
    assert "照片要再选一次" in sent.text


def test_an_item_with_options_asks_which(clerk: Desk, zhang: Household) -> None:
    answer = clerk.client.get(f"/households/{zhang.id}/lines/item", query_string={"item": "P14"}).text
    assert "文明祭扫" in answer
    assert "哪一种" in answer
    refused = record(clerk, zhang, item="P14")
    assert 'data-code="option_missing"' in refused.text
    made = record(clerk, zhang, item="P14", option="remembrance")
    assert "文明祭扫" in clerk.get(made.location).text


def test_the_rules_speak_before_anything_is_written(clerk: Desk, store: Store, zhang: Household) -> None:
    head = ledger.head(store)
    said = foresee(clerk, zhang)
    assert "加5分：垃圾分类" in said
    assert "20 → " in said
    assert "YK-P07" in said
    assert "还缺证明材料" in foresee(clerk, zhang, evidence="")
    assert "还缺证明材料" in foresee(clerk, zhang, evidence="photo")
    assert "加5分" in foresee(clerk, zhang, evidence="photo", photo="[object File]")
    assert "选好项目" in foresee(clerk, zhang, item="")
    assert ledger.head(store) == head


def test_a_day_before_registration_is_pointed_out_before_it_is_written(clerk: Desk, zhang: Household) -> None:
    early = foresee(clerk, zhang, occurred="2026-03-19")
    assert 'data-code="before_enrolment"' in early
    assert "2026年3月20日 才登记" in early
    assert "YK-11" in early
    assert "before_enrolment" not in foresee(clerk, zhang, occurred="2026-03-20")
    assert "checked" not in early
    assert "checked" in foresee(clerk, zhang, occurred="2026-03-19", sure="2026-03-19")


def test_a_day_before_registration_is_asked_about_once_more_and_nothing_is_lost(
    clerk: Desk, store: Store, zhang: Household
) -> None:
    lines = entries.count(store)
    for unsure in ("", "2026-03-10"):  # whoever was sure of another day is not sure of this one
        asked = record(clerk, zhang, occurred="2026-03-09", sure=unsure)
        assert asked.status_code == 422
        assert "这一户2026年3月20日才登记的，日子对吗？" in asked.text
        assert 'name="sure" value="2026-03-09"' in asked.text
        assert 'value="网格员李会计反馈"' in asked.text
    assert entries.count(store) == lines
    assert record(clerk, zhang, occurred="2026-03-09", sure="2026-03-09").status_code == 303
    assert record(clerk, zhang, occurred="2026-03-20", sure="", item="P05").status_code == 303
    assert entries.count(store) == lines + 2


def test_a_month_on_the_board_and_ones_own_household_are_foretold(clerk: Desk, store: Store, zhang: Household) -> None:
    someone = next(one for one in staff.all_of(store) if one.login == "clerk")
    staff.settle(store, someone.id, household_id=zhang.id, by=someone)
    assert 'data-code="recused"' in foresee(clerk, zhang)
    staff.settle(store, someone.id, household_id=None, by=someone)
    head = ledger.head(store)
    assert "加5分" in foresee(clerk, zhang)
    waiting.a_board(store, "2026-03")
    refused = foresee(clerk, zhang)
    assert 'data-code="period_published"' in refused
    assert "这一期已经公示了" in refused
    assert "YK-12" in refused
    households.amend(store, replace(zhang, opted_in=False), actor="书记")
    assert 'data-code="not_participating"' in foresee(clerk, zhang)
    assert ledger.head(store) == head


def test_a_used_up_limit_is_foretold_and_refused_with_its_clause(clerk: Desk, store: Store, zhang: Household) -> None:
    record(clerk, zhang)
    assert "3月“垃圾分类”已经加过分了" in foresee(clerk, zhang, occurred="2026-03-12")
    refused = record(clerk, zhang, occurred="2026-03-12")
    assert refused.status_code == 422
    assert 'id="item-error" data-code="capped"' in refused.text
    assert "YK-P07" in refused.text
    assert 'value="网格员李会计反馈"' in refused.text
    assert ledger.balance(store, zhang.id).hundredths == 2500


def test_warnings_stand_beside_the_line_that_was_recorded(clerk: Desk, zhang: Household) -> None:
    record(clerk, zhang, item="P08")
    assert "请留意" in foresee(clerk, zhang, item="N09")
    made = record(clerk, zhang, item="N09", reason="门口有垃圾")
    page = clerk.get(made.location).text
    assert "对不上" in page  # contradicts P08
    assert "整改告知书" in page  # YK-19
    assert 'data-before="25" data-after="20"' in page


def test_the_same_form_sent_twice_counts_once(clerk: Desk, store: Store, zhang: Household) -> None:
    form = clerk.get(f"/households/{zhang.id}/lines/new").text
    found = re.search(r'name="token" value="([^"]+)"', form)
    assert found
    first = record(clerk, zhang, item="P05", token=found[1])
    second = record(clerk, zhang, item="P05", token=found[1])
    assert first.location == second.location
    assert entries.count(store) == 6  # five base lines and this one


def test_a_photo_is_kept_small_and_shown(
    clerk: Desk, zhang: Household, settings: Settings, photo: Callable[[], BytesIO]
) -> None:
    made = record(clerk, zhang, evidence="photo", paper="门口照片", photo=(photo(), "IMG_0001.JPG"))
    with clerk.get(f"{made.location}/photo.jpg") as shown:
        assert shown.mimetype == "image/jpeg"
        assert shown.data[:2] == b"\xff\xd8"
    assert len(list(settings.evidence.iterdir())) == 1
    assert "照片：门口照片" in clerk.get(made.location).text


@pytest.mark.parametrize(
    ("household", "fields"),
    [("1", {"occurred": "2026-03-12"}), ("9999", {}), (str(2**70), {}), ("1", {"item": "P99"})],
    ids=["limit used up", "no such household", "no number at all", "no such item"],
)
def test_a_photo_of_a_refused_line_is_not_kept(
    clerk: Desk,
    store: Store,
    zhang: Household,
    settings: Settings,
    photo: Callable[[], BytesIO],
    household: str,
    fields: dict[str, str],
) -> None:
    assert record(clerk, zhang).status_code == 303
    sent = {**LINE, **fields, "evidence": "photo", "photo": (photo(), "IMG_0001.JPG")}
    assert clerk.post(f"/households/{household}/lines/new", **sent).status_code in (404, 405, 422)
    assert not settings.evidence.exists() or not list(settings.evidence.iterdir())
    assert store.db.execute("SELECT count(*) FROM evidence").fetchone()[0] == 1  # the first line's paper


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"item": ""}, "item", "field_missing"),
        ({"item": "P99"}, "item", "field_missing"),
        ({"occurred": "2026-03-21"}, "occurred", "date_future"),
        ({"occurred": "2019-05-01"}, "occurred", "pack_missing"),
        ({"occurred": "三月"}, "occurred", "date_wrong"),
        ({"count": "0", "item": "P05"}, "count", "count_wrong"),
        ({"count": "many", "item": "P01"}, "count", "count_wrong"),
        ({"evidence": ""}, "evidence", "evidence_missing"),
        ({"evidence": "rumour"}, "evidence", "field_wrong"),
        ({"evidence": "photo"}, "evidence", "evidence_missing"),
        ({"paper": ""}, "evidence", "evidence_missing"),
        ({"paper": "纸" * 81}, "paper", "field_too_long"),
        ({"item": "P25", "points": "5"}, "reason", "reason_missing"),
        ({"item": "P25", "reason": "帮邻居抢收"}, "points", "bad_points"),
        ({"item": "P25", "reason": "帮邻居抢收", "points": "五分"}, "points", "points_wrong"),
        ({"item": "P25", "reason": "帮邻居抢收", "points": "0.3"}, "points", "bad_points"),
        ({"reason": "长" * 201}, "reason", "field_too_long"),
    ],
)
def test_a_wrong_field_is_said_at_the_field_and_nothing_is_kept(
    clerk: Desk, store: Store, zhang: Household, fields: dict[str, str], field: str, code: str
) -> None:
    refused = record(clerk, zhang, **{"place": "三组路口", **fields})
    assert refused.status_code == 422
    assert f'id="{field}-error"' in refused.text
    assert f'data-code="{code}"' in refused.text or code in {"bad_points", "reason_missing", "evidence_missing"}
    assert 'value="三组路口"' in refused.text
    assert entries.count(store) == 5
    assert not store.db.execute("SELECT count(*) FROM evidence").fetchone()[0]


def test_an_open_amount_takes_the_sign_of_its_table(clerk: Desk, store: Store, zhang: Household) -> None:
    made = record(clerk, zhang, item="N25", points="3.5", reason="村规民约第九条")
    assert made.status_code == 303
    assert ledger.balance(store, zhang.id).hundredths == 1650


def test_a_reason_holds_whatever_can_be_printed_and_nothing_unseen(clerk: Desk, store: Store, zhang: Household) -> None:
    unseen = "\x00\x1b\u202e"
    typed = {"reason": f"帮邻居👍<b>抢收</b>{unseen}", "place": f"三组{unseen}", "paper": f"反馈😀{unseen}"}
    made = record(clerk, zhang, item="P25", points="5", **typed)
    page = clerk.get(made.location).text
    assert "帮邻居👍&lt;b&gt;抢收&lt;/b&gt;" in page
    assert not any(char in page for char in unseen)
    entry = ledger.line(store, ledger.head(store).seq)
    assert (entry.reason, entry.place) == ("帮邻居👍<b>抢收</b>", "三组")


@pytest.mark.parametrize(
    "field", ["item", "find", "occurred", "option", "count", "points", "evidence", "token", "member"]
)
def test_unseen_signs_in_any_field_are_no_trouble(clerk: Desk, zhang: Household, field: str) -> None:
    for item in ("P07", "P14", "P25"):
        answer = record(clerk, zhang, **{"item": item, "reason": "好事", field: "\x00💥\x1b"})
        assert answer.status_code in (303, 422)


@pytest.mark.parametrize("name", ["IMG.JPG", "photo.png"])
def test_a_photo_that_is_no_photo_is_refused(clerk: Desk, store: Store, zhang: Household, name: str) -> None:
    refused = record(clerk, zhang, evidence="photo", photo=(BytesIO(b"MZ this is a program"), name))
    assert 'id="evidence-error" data-code="photo_wrong"' in refused.text
    assert 'value="photo" checked' in refused.text
    assert entries.count(store) == 5


def test_fifty_megabytes_are_refused_in_words(clerk: Desk, store: Store, zhang: Household) -> None:
    refused = clerk.client.post(
        f"/households/{zhang.id}/lines/new",
        input_stream=BytesIO(bytes(50_000_000)),
        content_type="multipart/form-data; boundary=x",
        content_length=50_000_000,
    )
    assert refused.status_code in (413, 422)
    assert "照片太大了" in refused.text
    assert entries.count(store) == 5


def test_a_closed_account_takes_no_line(clerk: Desk, store: Store, zhang: Household) -> None:
    store.db.execute("UPDATE households SET closed = '2026-03-01' WHERE id = ?", (zhang.id,))
    assert "并户或迁走" in foresee(clerk, zhang)
    refused = record(clerk, zhang)
    assert refused.status_code == 422
    assert 'data-code="account_closed"' in refused.text
    assert entries.count(store) == 5


def test_a_clock_that_is_behind_writes_nothing_and_keeps_the_form(clerk: Desk, store: Store, zhang: Household) -> None:
    assert record(clerk, zhang).status_code == 303
    with clock.held(TODAY - timedelta(minutes=1)):
        clerk.post("/login", login="clerk", password=PASSWORD)
        refused = record(clerk, zhang, item="P05")
    assert 'data-code="clock_behind"' in refused.text
    assert 'value="网格员李会计反馈"' in refused.text
    assert entries.count(store) == 6


def test_after_the_deadline_a_reason_and_a_second_person_are_asked_for(
    clerk: Desk, store: Store, zhang: Household
) -> None:
    assert "哪位同事作证" not in clerk.get(f"/households/{zhang.id}/lines/new").text
    rulebook.adopt(
        store, pack_id="jiuxian-2022", since=date(2026, 3, 1), settings={}, actor="书记", approval="村民代表会议"
    )
    own = {"code": "J1", "title": "院坝打扫干净", "category": "村容村貌提升", "kind": "positive"}
    items.add(store, [{**own, "points": 5, "per": "event"}], approval=builders.RECORD, actor="书记")
    with clock.held(TODAY + timedelta(days=3)):
        clerk.post("/login", login="clerk", password=PASSWORD)
        assert "哪位同事作证" in clerk.get(f"/households/{zhang.id}/lines/new").text
        line = {"item": "J1", "occurred": "2026-03-18", "place": "三社", "evidence": ""}
        refused = record(clerk, zhang, **line)
        assert 'id="late_reason-error" data-code="late_entry"' in refused.text
        foreseen = foresee(clerk, zhang, **line)
        assert 'data-code="late_entry"' in foreseen
        assert "当月过了20号，请写明原因，再请一位同事作证。" in foreseen
        assert "加5分" not in foreseen
        assert 'data-code="second_person_missing"' in foresee(
            clerk, zhang, **line, late_reason="下大雨", second="clerk同志"
        )
        assert "加5分" in foresee(clerk, zhang, **line, late_reason="下大雨", second="张社长")
        assert re.search(
            r"<details open>\s*<summary>过了当月记分的日子", clerk.get(f"/households/{zhang.id}/lines/new").text
        )
        alone = record(clerk, zhang, **line, late_reason="下大雨", second="clerk同志")
        assert 'id="second-error" data-code="second_person_missing"' in alone.text
        assert record(clerk, zhang, **line, late_reason="下大雨", second="张社长").status_code == 303


def test_places_are_offered_from_the_documents_list(clerk: Desk, store: Store, zhang: Household) -> None:
    rulebook.adopt(
        store, pack_id="minhang-2024", since=date(2026, 1, 1), settings={}, approval="村民代表会议", actor="书记"
    )
    page = clerk.get(f"/households/{zhang.id}/lines/new").text
    for place in ("宅前屋后", "自留地", "庭院", "户外", "户内"):
        assert f'<option value="{place}">' in page
