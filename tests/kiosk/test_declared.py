"""What became of what was declared."""

from __future__ import annotations

from tests import builders
from tests.kiosk.conftest import Residents
from tests.kiosk.page import Page
from village import clock
from village.services import declarations, evidence
from village.services.scores import Score
from village.store import Store


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
