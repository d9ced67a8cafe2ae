"""The roll: find fast, register, change, look at the account."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests import builders
from tests.admin.conftest import Desk
from village.model.entry import Kind
from village.model.household import Household
from village.services import households, ledger, rulebook
from village.store import Store, acts

FACTS = {
    "head": "王秀英",
    "group": "三组",
    "dwelling": "海印寺路18号",
    "phone": "13700001111",
    "residence": "local",
    "months_home": "12",
    "opted_in": "",
    "reading": "",
}


def test_it_works(clerk: Desk) -> None:
    page = clerk.get("/households").text
    assert "张桂芳" in page
    assert "03-001" in page


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zgf", {"03-001", "05-002"}),
        ("sx", {"03-002"}),  # 单 is read Shàn here
        ("03-003", {"03-003"}),
        ("05001", {"05-001"}),
        ("五组", {"05-001", "05-002"}),
        ("4321", {"05-001"}),
        ("𠮷田", {"03-003"}),
        ("建国", {"05-001"}),
    ],
)
def test_a_household_is_found_by_what_one_knows_of_it(clerk: Desk, typed: str, found: set[str]) -> None:
    answer = clerk.client.get("/households/rows", query_string={"q": typed}).text
    assert {number for number in ("03-001", "03-002", "03-003", "05-001", "05-002") if number in answer} == found


def test_a_loss_that_nothing_covers_stands_beside_what_rests(clerk: Desk, store: Store) -> None:
    made = builders.a_household(store, "孟小荷")
    builders.a_plain_line(store, made, "45")
    builders.a_plain_line(store, made, "-5", kind=Kind.DEDUCTION)
    shown = " ".join(re.sub("<[^>]*>", " ", clerk.get(f"/households/{made.id}").text).split())
    assert "现在有 60 分" in shown
    assert "能换 0 分，4月5日开始换 基础积分 20 分，还没到能换的时候" in shown
    assert "还没公示 45 分，公示以后才能换 要减去 5 分，" in shown


def test_finding_nothing_says_what_to_try(clerk: Desk) -> None:
    assert "没找到" in clerk.client.get("/households/rows", query_string={"q": "qqq"}).text


def test_phones_are_masked_everywhere(clerk: Desk, zhang: Household) -> None:
    for page in ("/households", f"/households/{zhang.id}", f"/households/{zhang.id}/edit"):
        answer = clerk.get(page).text
        assert "138****5678" in answer
        assert "13812345678" not in answer


def test_long_rolls_have_pages(clerk: Desk, store: Store) -> None:
    for number in range(60):
        builders.a_household(store, "陈水生", "八组", number=f"08-{number:03d}")
    first = clerk.client.get("/households", query_string={"group": "八组"}).text
    assert "下一页" in first
    assert "08-059" not in first
    assert "08-059" in clerk.client.get("/households", query_string={"group": "八组", "page": 2}).text


def test_a_scanned_card_opens_its_household(clerk: Desk, store: Store, zhang: Household) -> None:
    card = households.issue_card(store, zhang.id, actor="记分员")
    assert clerk.get(f"/households?q={card}").location == f"/households/{zhang.id}"
    assert 'data-code="card_damaged"' in clerk.get(f"/households?q={str(card)[:-1]}").text


def test_a_new_household_gets_the_next_number_and_its_base_points(clerk: Desk) -> None:
    made = clerk.post("/households/new", **FACTS)
    assert made.status_code == 303
    page = clerk.get(made.location).text
    assert "03-004" in page
    assert "登记好了" in page
    assert "基础积分" in page
    assert 'id="balance">20<' in page


@pytest.mark.parametrize("head", ["𠮷田㐂", "阿依古丽·买买提", "欧阳㛃"])
def test_rare_and_long_names_are_kept_as_they_are(clerk: Desk, head: str) -> None:
    made = clerk.post("/households/new", **{**FACTS, "head": head})
    assert head in clerk.get(made.location).text


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("head", "", "name_empty"),
        ("head", "张" * 31, "name_too_long"),
        ("head", "张😀", "name_wrong"),
        ("head", "<b>张</b>", "name_wrong"),
        ("head", "x" * 5000, "field_too_long"),
        ("group", " ", "field_missing"),
        ("phone", "138-abc", "phone_wrong"),
        ("number", "03-001", "number_taken"),
        ("number", "💥", "number_wrong"),
        ("number", "03-<b>", "number_wrong"),
        ("number", "0" * 13, "number_wrong"),
        ("number", "---", "number_wrong"),
        ("reading", "<script>", "reading_wrong"),
        ("reading", "💥", "reading_wrong"),
        ("reading", "shan", "reading_wrong"),
        ("reading", "script1", "reading_wrong"),
        ("reading", "wang2 xiu4 ying1 ge1", "reading_wrong"),
        ("enrolled", "2026-03-21", "date_future"),
        ("enrolled", "yesterday", "date_wrong"),
        ("enrolled", "2019-01-01", "pack_missing"),
        ("months_home", "13", "count_wrong"),
        ("months_home", "很久", "count_wrong"),
        ("residence", "moon", "field_wrong"),
        ("opted_in", "maybe", "field_wrong"),
    ],
)
def test_a_wrong_field_is_said_at_the_field_and_all_is_kept(
    clerk: Desk, store: Store, field: str, value: str, code: str
) -> None:
    answer = clerk.post("/households/new", **{**FACTS, field: value})
    assert answer.status_code == 422
    assert f'id="{field}-error" data-code="{code}"' in answer.text
    assert 'value="海印寺路18号"' in answer.text
    assert households.count(store) == 5


@pytest.mark.parametrize("number", ["09-001", "A7", "12345"])
def test_a_village_numbers_its_households_in_its_own_way(clerk: Desk, number: str) -> None:
    made = clerk.post("/households/new", **{**FACTS, "number": number})
    assert f"<small>{number}</small>" in clerk.get(made.location).text


@pytest.mark.parametrize(
    "reading", ["wang2", "Wang2 xiu4", "wang2xiu4ying1", "忘", "lü4 nv3 lüe4", "zhuang1 er2 yuan2"]
)
def test_a_reading_is_pinyin_with_tones_or_characters_of_the_same_sound(clerk: Desk, reading: str) -> None:
    made = clerk.post("/households/new", **{**FACTS, "reading": reading})
    assert f"<dd>{reading.lower()}</dd>" in clerk.get(made.location).text


def test_what_cannot_be_seen_is_not_kept(clerk: Desk, store: Store) -> None:
    unseen = "\x00\x1b\u200b\u202e\r\n"
    typed = {name: f"{value}{unseen}" for name, value in FACTS.items() if name in ("head", "group", "dwelling")}
    made = clerk.post("/households/new", **{**FACTS, **typed, "number": f"09-001{unseen}", "reading": f"wang2{unseen}"})
    kept = households.get(store, int(made.location.rsplit("/", 1)[1]))
    facts = (kept.head, kept.group, kept.dwelling, kept.number, kept.reading)
    assert facts == ("王秀英", "三组", "海印寺路18号", "09-001", "wang2")


def test_one_dwelling_has_one_account(clerk: Desk) -> None:
    clerk.post("/households/new", **FACTS)
    again = clerk.post("/households/new", **{**FACTS, "head": "王小明"})
    assert 'id="dwelling-error" data-code="dwelling_taken"' in again.text


def test_facts_are_changed_and_the_reading_is_found(clerk: Desk, store: Store, zhang: Household) -> None:
    changed = {**FACTS, "head": "仇桂芳", "reading": "qiu2", "phone": ""}
    assert clerk.post(f"/households/{zhang.id}/edit", **changed).status_code == 303
    known = households.get(store, zhang.id)
    assert (known.head, known.initials, known.number) == ("仇桂芳", "qgf", "03-001")
    assert known.phone == "13812345678"  # an empty field keeps it
    assert acts.of_subject(store, f"household:{zhang.id}", limit=1)[0][2] == "amend"


def test_a_phone_is_taken_out_only_when_asked(clerk: Desk, store: Store, zhang: Household) -> None:
    clerk.post(f"/households/{zhang.id}/edit", **{**FACTS, "phone": "", "phone_remove": "yes"})
    assert households.get(store, zhang.id).phone == ""


def test_a_wrong_change_changes_nothing(clerk: Desk, store: Store, zhang: Household) -> None:
    answer = clerk.post(f"/households/{zhang.id}/edit", **{**FACTS, "head": "😀"})
    assert answer.status_code == 422
    assert "海印寺路18号" in answer.text
    assert households.get(store, zhang.id) == zhang


def test_family_is_added(clerk: Desk, store: Store, zhang: Household) -> None:
    clerk.post(f"/households/{zhang.id}/members", name="李小满", relation="孙女")
    assert [(one.name, one.relation) for one in households.members(store, zhang.id)][-1] == ("李小满", "孙女")
    wrong = clerk.post(f"/households/{zhang.id}/members", name="😀", relation="孙女")
    assert wrong.status_code == 422
    assert 'value="孙女"' in wrong.text


def test_the_account_shows_every_line_with_reason_evidence_clause_and_who(
    clerk: Desk, store: Store, zhang: Household
) -> None:
    builders.a_line(store, zhang, "N09", occurred=date(2026, 3, 9), reason="门口堆了垃圾", place="三组路口")
    page = clerk.get(f"/households/{zhang.id}").text
    for told in ("门口堆了垃圾", "三组路口", "网格员反馈", "YK-N09", builders.CADRE, "2026年3月9日", "-5"):
        assert told in page
    assert 'id="balance">15<' in page


def test_an_old_account_goes_back_page_by_page(clerk: Desk, store: Store, zhang: Household) -> None:
    for number in range(50):
        builders.a_plain_line(store, zhang, "1", reason=f"第{number:02d}件")
    assert "第49件" in clerk.get(f"/households/{zhang.id}").text
    older = clerk.get(f"/households/{zhang.id}?page=2").text
    assert "第00件" in older
    assert "第49件" not in older
    assert '<td data-label="余额" class="figure">21</td>' in older  # 20 to begin with, and the first one


def test_a_receipt_is_asked_for_once_by_two_clicks(clerk: Desk, zhang: Household) -> None:
    fields = {"token": "abcdefghijklmnopqr"}
    first = clerk.post(f"/households/{zhang.id}/receipt", **fields)
    assert first.location == clerk.post(f"/households/{zhang.id}/receipt", **fields).location


def test_closed_accounts_are_shown_and_not_written(clerk: Desk, store: Store, zhang: Household) -> None:
    store.db.execute("UPDATE households SET closed = '2026-03-01' WHERE id = ?", (zhang.id,))
    page = clerk.get(f"/households/{zhang.id}").text
    assert "已经销户" in page
    assert "记一笔" not in page
    assert 'data-code="account_closed"' in clerk.post(f"/households/{zhang.id}/edit", **FACTS).text
    assert ledger.balance(store, zhang.id).hundredths == 2000


@pytest.mark.parametrize(("pack", "wish"), [("yangkou-2023", True), ("dazu-2021", None)])
def test_people_from_elsewhere_take_part_where_the_rules_count_them_in(
    clerk: Desk, store: Store, pack: str, wish: bool | None
) -> None:
    settings = {"base_points": 20, "publication_day": 5} if pack == "yangkou-2023" else {}
    rulebook.adopt(
        store, pack_id=pack, since=date(2026, 1, 1), settings=settings, actor="书记", approval=builders.RECORD
    )
    facts = {"head": "外来户", "group": "三组", "residence": "outside", "months_home": "12", "opted_in": ""}
    assert clerk.post("/households/new", **facts).status_code == 303
    assert households.search(store, "外来户")[0].opted_in is wish
