"""Why only so much can be had."""

from __future__ import annotations

from datetime import timedelta

from tests import builders
from tests.kiosk.conftest import PIN, Residents
from tests.kiosk.market import market
from tests.kiosk.page import Page
from village import clock
from village.services import objections
from village.store import Store
from village.voice.answers import answer
from village.voice.dialogue import Asker, Place


def test_it_works(page: Page, residents: Residents, store: Store) -> None:
    with market(store):
        builders.a_line(store, residents.zhang, "P18")
        page.get("/").card(residents.card).get("/redeemable")
    assert "您家有30分，能换的是5分。" in page.text
    assert "基础分20分还没到能换的日子。" in page.text
    assert "新加的5分还没公示，公示以后就能换。" in page.text
    assert "redeemable.disputed" not in page.keys


def test_what_rests_is_told_line_by_line(page: Page, residents: Residents, store: Store) -> None:
    builders.a_line(store, residents.zhang, "P18")  # published with March
    with market(store):
        rests = builders.a_line(store, residents.zhang, "P18", occurred=clock.today() - timedelta(days=1))
        page.get("/").card(residents.card)
        told = [words for number in range(1, 4) for _, words in page.get(f"/redeemable?page={number}").said]
    unpublished = next(at for at, words in enumerate(told) if "还没公示" in words)
    after, following = told[unpublished + 1 : unpublished + 3]
    assert f"{rests.occurred_on.month}月{rests.occurred_on.day}日" in after
    assert "+5分" in after
    assert following == "能换的10分，是这样来的。"


def test_disputed_points_are_told_apart(page: Page, residents: Residents, store: Store) -> None:
    with market(store):
        line = builders.a_line(store, residents.zhang, "P18")
        objections.raise_one(store, seq=line.seq, household_id=residents.wang.id, actor=builders.CADRE)
        page.get("/").card(residents.card).get("/redeemable")
    assert "有人对5分提了意见，核对好了再换。" in page.text
    assert "redeemable.unpublished" not in page.keys


def test_it_is_for_the_household_itself(page: Page, residents: Residents) -> None:
    page.post("/choose", household=residents.zhang.id).post("/who/yes")
    assert page.get("/redeemable").screen == "unlock"
    assert page.get("/pin").post("/pin", digits=PIN).screen == "redeemable"


def test_it_may_be_asked_aloud(store: Store, residents: Residents) -> None:
    for heard in ("为什么只能换这么多", "为什么不能换东西"):
        own = answer(store, heard, Asker("balance", residents.zhang.id, trusted=True))
        assert own is not None
        assert own.place == Place("redeemable")
        unproved = answer(store, heard, Asker("balance", residents.zhang.id))
        assert unproved is not None
        assert (unproved.place, unproved.wish) == (Place("unlock", {"what": "errand"}), Place("redeemable"))
