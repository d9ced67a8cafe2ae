"""Several declarations at once: seen beforehand, a household's all together or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from io import BytesIO

import pytest

from tests import builders
from tests.admin import waiting
from tests.admin.conftest import Desk
from village.model.declaration import Declaration, DeclarationState
from village.model.household import Household
from village.model.staff import Role
from village.services import declarations, evidence, households, ledger, rulebook, staff
from village.services.scores import Score
from village.store import Store

JPEG = b"\xff\xd8"


@pytest.fixture
def li(store: Store) -> Household:
    return households.search(store, "李建国")[0]


def ticked(*made: Declaration) -> dict[str, list[int]]:
    return {"declaration": [one.id for one in made]}


def promised(page: str) -> dict[str, list[str]]:
    """What the look ahead sends on when somebody agrees."""
    return {"promised": re.findall(r'name="promised" value="([^"]+)"', page)}


def state(store: Store, made: Declaration) -> DeclarationState:
    return declarations.get(store, made.id).state


def test_it_works(secretary: Desk, store: Store, zhang: Household, li: Household) -> None:
    made = [
        waiting.a_declaration(store, zhang),
        waiting.a_declaration(store, li),
        waiting.a_declaration(store, li, "P18"),
    ]
    assert secretary.get("/declarations").text.count('name="declaration"') == 3
    look = secretary.post("/declarations/together", **ticked(*made)).text
    assert "同意这 3 件，记上分" in look
    assert ledger.balance(store, zhang.id).hundredths == 2000, "nothing is written by looking"
    done = secretary.post("/declarations/together/approve", **promised(look), visited="2026-03-15")
    assert "都同意了" in secretary.get(done.location).text
    assert {state(store, one) for one in made} == {DeclarationState.APPROVED}
    assert {declarations.get(store, one.id).visited for one in made} == {date(2026, 3, 15)}
    assert ledger.balance(store, zhang.id).hundredths == 2800
    gained = [ledger.line(store, declarations.get(store, one.id).entry_seq or 0).points.hundredths for one in made]
    assert [int(each.split(":")[1]) for each in promised(look)["promised"]] == gained


def test_a_limit_keeps_the_whole_household_waiting_and_the_others_go_on(
    secretary: Desk, store: Store, zhang: Household, li: Household
) -> None:
    """P07 counts once a month: the second of the two is refused, so the first one waits too (GY-06)."""
    first, second = (waiting.a_declaration(store, zhang, "P07", day=day) for day in (9, 10))
    other = waiting.a_declaration(store, li)
    look = secretary.post("/declarations/together", **ticked(first, second, other)).text
    assert "这一户的 2 件都不记" in look
    assert "已经加过分了" in look
    assert [each.split(":")[0] for each in promised(look)["promised"]] == [f"{other.id}"]
    secretary.post("/declarations/together/approve", **promised(look))
    assert [state(store, one).value for one in (first, second, other)] == ["waiting", "waiting", "approved"]
    assert ledger.balance(store, zhang.id).hundredths == 2000


def test_what_changed_since_the_look_is_shown_again_and_nothing_is_written(
    secretary: Desk, store: Store, zhang: Household, li: Household
) -> None:
    waits, other = waiting.a_declaration(store, zhang, "P07"), waiting.a_declaration(store, li)
    look = secretary.post("/declarations/together", **ticked(waits, other)).text
    builders.a_line(store, zhang, "P07", occurred=date(2026, 3, 12))
    again = secretary.post("/declarations/together/approve", **promised(look), **ticked(waits, other))
    assert again.status_code == 422
    assert 'data-code="changed_meanwhile"' in again.text
    assert "已经加过分了" in again.text
    assert {state(store, one) for one in (waits, other)} == {DeclarationState.WAITING}
    for false in ("x", f"{other.id}:99999", f"{other.id}:"):
        assert secretary.post("/declarations/together/approve", promised=false).status_code == 422
    assert state(store, other) is DeclarationState.WAITING


def test_agreeing_twice_counts_once(secretary: Desk, store: Store, li: Household) -> None:
    made = waiting.a_declaration(store, li)
    look = promised(secretary.post("/declarations/together", **ticked(made)).text)
    assert secretary.post("/declarations/together/approve", **look).status_code == 303
    twice = secretary.post("/declarations/together/approve", **look, **ticked(made))
    assert 'data-code="decided_already"' in twice.text
    assert ledger.balance(store, li.id).hundredths == 2800


def test_ones_own_household_and_what_one_entered_oneself_stay_out(
    secretary: Desk, store: Store, zhang: Household, li: Household
) -> None:
    me = next(one for one in staff.all_of(store) if one.role is Role.SECRETARY)
    staff.settle(store, me.id, household_id=zhang.id, by=me)
    paper = evidence.name_paper(store, kind="feedback", title="网格员反馈", actor=me.name)
    own = declarations.declare(
        store, Score(li.id, "P05", date(2026, 3, 9), evidence_id=paper.id), actor=me.name
    ).declaration
    related = waiting.a_declaration(store, zhang)
    look = secretary.post("/declarations/together", **ticked(own, related)).text
    assert 'data-code="self_review"' in look
    assert 'data-code="recused"' in look
    assert promised(look)["promised"] == []
    forced = {"promised": [f"{own.id}:800", f"{related.id}:800"]}
    assert secretary.post("/declarations/together/approve", **forced).status_code == 422
    assert {state(store, one) for one in (own, related)} == {DeclarationState.WAITING}


def test_what_needs_words_or_points_is_looked_at_alone(secretary: Desk, store: Store, zhang: Household) -> None:
    waiting.a_declaration(store, zhang, "P25")
    queue = secretary.get("/declarations").text
    assert 'name="declaration"' not in queue
    assert "单独看" in queue


def test_where_a_visit_is_asked_for_its_day_is_written_once_for_all(
    secretary: Desk, store: Store, zhang: Household, li: Household
) -> None:
    rulebook.adopt(
        store,
        pack_id="yangkou-2023",
        since=date(2026, 1, 1),
        settings={"home_visit": True},
        actor="书记",
        approval=builders.RECORD,
    )
    made = [waiting.a_declaration(store, zhang), waiting.a_declaration(store, li)]
    assert secretary.post("/declarations/together", **ticked(*made)).text.count('data-code="visit_missing"') == 2
    late = secretary.post("/declarations/together", visited="2026-03-21", **ticked(*made))
    assert 'id="visited-error" data-code="date_future"' in late.text
    look = secretary.post("/declarations/together", visited="2026-03-12", **ticked(*made)).text
    secretary.post("/declarations/together/approve", visited="2026-03-12", **promised(look))
    assert {state(store, one) for one in made} == {DeclarationState.APPROVED}


def test_a_clerk_ticks_nothing_and_nothing_ticked_is_said(
    clerk: Desk, sit: Callable[[Role], Desk], store: Store, zhang: Household
) -> None:
    made = waiting.a_declaration(store, zhang)
    assert 'name="declaration"' not in clerk.get("/declarations").text
    assert 'data-code="role_wrong"' in clerk.post("/declarations/together", **ticked(made)).text
    assert "还没有勾选" in sit(Role.REVIEWER).post("/declarations/together").text


def test_the_earlier_photo_of_the_same_item_stands_beside_the_new_one(
    secretary: Desk, store: Store, zhang: Household, photo: Callable[[], BytesIO]
) -> None:
    def shown(day: int) -> Declaration:
        folder = store.path.parent / "evidence"
        with evidence.lay_aside(store, photo().read(), folder=folder) as laid:
            kept = evidence.keep_photo(store, laid, kind="photo", title="", actor="一体机")
        score = Score(zhang.id, "P16", date(2026, 3, day), evidence_id=kept.id)
        return declarations.declare(store, score, actor="一体机").declaration

    first, second = shown(9), shown(12)
    alone = secretary.get(f"/declarations/{first.id}").text
    assert "以前没有照片" in alone
    secretary.post(f"/declarations/{first.id}/approve")
    seq = declarations.get(store, first.id).entry_seq
    page = secretary.get(f"/declarations/{second.id}").text
    assert re.findall(r'href="([^"]+)" data-large', page) == [
        f"/declarations/{second.id}/photo.jpg",
        f"/lines/{seq}/photo.jpg",
    ]
    assert "上一次算数的，2026年3月9日" in page
    with secretary.get(f"/lines/{seq}/photo.jpg") as large:
        assert large.data.startswith(JPEG)
    ledger.reverse(store, seq=seq or 0, reason="记错了", actor="李会计")
    assert "以前没有照片" in secretary.get(f"/declarations/{second.id}").text, "what was taken back shows nothing"


def test_reasons_that_this_village_gave_are_offered_before_the_known_ones(
    secretary: Desk, store: Store, zhang: Household
) -> None:
    first, second = waiting.a_declaration(store, zhang), waiting.a_declaration(store, zhang, "P18")
    secretary.post(f"/declarations/{first.id}/reject", reason="“隔壁”做的<b>")
    page = secretary.get(f"/declarations/{second.id}").text
    offered = [unescape(one) for one in re.findall(r'<option value="([^"]+)"></option>', page)]
    assert offered[0] == "“隔壁”做的<b>"
    assert "照片看不清，请再拍一张" in offered
