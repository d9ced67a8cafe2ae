"""What became of what was declared."""

from __future__ import annotations

import re
from datetime import date

import admin
from tests import builders
from tests.admin.conftest import PASSWORD, Desk
from tests.kiosk.conftest import Residents
from tests.kiosk.page import Page
from village import clock
from village.model.entry import Kind
from village.model.staff import Role
from village.printing.queue import print_queue
from village.services import declarations, evidence, objections, staff
from village.services.scores import Score
from village.settings import Settings
from village.store import Store, entries
from village.voice.client import Voice


def declared(store: Store, household_id: int, item: str) -> int:
    paper = evidence.name_paper(store, kind="feedback", title="邻居", actor="自己")
    score = Score(household_id, item, clock.today(), evidence_id=paper.id)
    return declarations.declare(store, score, actor="自己").declaration.id


def test_it_works(page: Page, residents: Residents, store: Store) -> None:
    declarations.approve(store, declared(store, residents.zhang.id, "P18"), actor=builders.CADRE)
    turned_down = declared(store, residents.zhang.id, "P04")
    declarations.reject(store, turned_down, actor=builders.CADRE, reason="院子还没有评")
    declared(store, residents.zhang.id, "P05")
    page.card(residents.card).get("/declared")
    assert "3月20日，评上清洁文明户，等村里看。" in page.text
    assert "3月20日，评上美丽庭院，没有加分，原因是院子还没有评。" in page.text
    assert "3月20日，当志愿者，参加活动，已经加分。" in page.text


def test_nothing_declared_is_an_invitation(page: Page, residents: Residents) -> None:
    assert "declare.none" in page.card(residents.card).get("/declared").keys


def test_nobody_sees_anothers(page: Page, residents: Residents, store: Store) -> None:
    declared(store, residents.zhang.id, "P05")
    assert "评上清洁文明户" not in page.card(residents.wang_card).get("/declared").text


def test_what_became_of_an_objection_is_told_with_the_villages_own_words(
    page: Page, residents: Residents, store: Store
) -> None:
    mine = [line for line in entries.of_household(store, residents.zhang.id) if line.kind is Kind.DEDUCTION]
    theirs = builders.a_line(store, residents.wang, "P05", occurred=date(2026, 3, 12))
    for seq in (mine[0].seq, theirs.seq):
        objections.raise_one(store, seq=seq, household_id=residents.zhang.id, actor="一体机")
    page.card(residents.card).get("/declared")
    assert "3月12日，房前屋后乱堆乱搭，您有意见，村里正在核对。" in page.text
    first, second = objections.open_ones(store)
    objections.uphold(store, first.id, actor=builders.CADRE, reason="记错了人家。")
    objections.dismiss(store, second.id, actor=builders.CADRE, reason="照片上看得清楚")
    page.get("/declared")
    assert "3月12日，房前屋后乱堆乱搭，您说得对，已经改过来，原因是记错了人家。" in page.text
    assert "别家的一笔，村里核对过，这一笔不改，原因是照片上看得清楚。" in page.text
    assert "清洁文明户" not in page.text, "another's line is not told"
    assert "您说得对" not in page.card(residents.wang_card).get("/declared").text


def test_a_decision_from_before_answers_were_kept_is_a_whole_sentence(
    page: Page, residents: Residents, store: Store
) -> None:
    line = builders.a_line(store, residents.zhang, "P05", occurred=date(2026, 3, 12))
    made = objections.raise_one(store, seq=line.seq, household_id=residents.zhang.id, actor="一体机")
    objections.dismiss(store, made.id, actor=builders.CADRE)
    assert "评上清洁文明户，村里核对过，这一笔不改。" in page.card(residents.card).get("/declared").text


def test_each_decision_of_the_desk_reaches_its_household_in_a_sentence(
    page: Page, residents: Residents, store: Store, settings: Settings
) -> None:
    """Both faces on one book, as they are served: what is clicked at the desk is read at the kiosk."""
    staff.add(store, login="book", name="王书记", role=Role.SECRETARY, password=PASSWORD, actor="建村")
    voice = Voice(settings.data / "no-worker.sock", patience=0)
    desk = Desk(
        admin.create_app(settings=settings, store=store, voice=voice, prints=print_queue(store, settings)).test_client()
    )
    desk.post("/login", login="book", password=PASSWORD)
    seqs = [builders.a_line(store, residents.zhang, "P05", occurred=date(2026, 3, day)).seq for day in (11, 12)]
    good, bad = declared(store, residents.zhang.id, "P18"), declared(store, residents.zhang.id, "P04")
    together = desk.post("/declarations/together", declaration=[good]).text
    desk.post("/declarations/together/approve", promised=re.findall(r'name="promised" value="([^"]+)"', together))
    desk.post(f"/declarations/{bad}/reject", reason="照片看不清，请再拍一张")
    said = {"household": residents.zhang.number, "words": "不是我家"}
    upheld, dismissed = (desk.post(f"/lines/{seq}/objection", **said).location for seq in seqs)
    desk.post(f"{upheld}/uphold", reason="记错了人家")
    desk.post(f"{dismissed}/dismiss", stays="小组商量过，照规矩就是这个分")
    page.card(residents.card)
    told = "".join(page.get(f"/declared?page={number}").text for number in (1, 2))
    for sentence in (
        "当志愿者，参加活动，已经加分。",
        "评上美丽庭院，没有加分，原因是照片看不清，请再拍一张。",
        "3月11日，评上清洁文明户，您说得对，已经改过来，原因是记错了人家。",
        "3月12日，评上清洁文明户，村里核对过，这一笔不改，原因是小组商量过，照规矩就是这个分。",
    ):
        assert sentence in told
