"""Groups look at each other: none at itself, each where the round sends it (MH-08)."""

from __future__ import annotations

from datetime import date

import pytest

from tests import builders
from village.errors import VillageError
from village.model.belonging import Belonging
from village.model.household import Household
from village.model.score_sheet import ScoreSheet
from village.services import items, peer_rounds, rulebook, score_booking, score_sheets
from village.services.score_sheets import Wanted
from village.store import Store

FIRST, LAST = date(2026, 3, 15), date(2026, 3, 25)
ITEM = {"code": "M1", "title": "宅前屋后整洁", "category": "人居环境", "kind": "positive", "points": 2, "per": "month"}


@pytest.fixture
def homes(store: Store) -> dict[str, Household]:
    """A village of three groups under a document that lets groups score each other."""
    rulebook.adopt(
        store,
        pack_id="minhang-2024",
        since=date(2026, 1, 1),
        settings={"evidence": "none", "year_change": "carry"},
        actor=builders.CADRE,
        approval="村民代表会议",
    )
    items.add(store, [ITEM], approval=builders.RECORD, actor=builders.CADRE)
    return {group: builders.a_household(store, head, group) for head, group in HEADS}


HEADS = (("张桂芳", "一组"), ("李建国", "二组"), ("王秀英", "三组"))
TURN = {"一组": "三组", "二组": "一组", "三组": "二组"}


def plan(store: Store, visits: dict[str, str] = TURN) -> None:
    peer_rounds.plan(store, first=FIRST, last=LAST, visits=visits, actor=builders.CADRE)


def fill(store: Store, home: Household, belonging: Belonging) -> str:
    """What a person of some group is told who fills in a household's cell; "" when it is kept."""
    sheet = score_sheets.open_one(store, ScoreSheet(0, date(2026, 3, 18), ("M1",), mark="成效"), actor="组员")
    wanted = [Wanted(home.id, "M1", "1", "")]
    saved = score_sheets.save(store, sheet.id, wanted, actor="组员", belonging=belonging)
    return saved.refused[0][1].code if saved.refused else ""


def test_groups_take_turns() -> None:
    assert peer_rounds.in_turn(["一组", "二组", "三组"]) == TURN
    assert peer_rounds.in_turn(["一组"]) == {}


@pytest.mark.parametrize(
    ("visits", "code"),
    [({"一组": "一组"}, "own_group"), ({"一组": ""}, "round_empty"), ({"一组": "九组"}, "group_unknown")],
)
@pytest.mark.usefixtures("homes")
def test_no_group_visits_itself_or_nobody(store: Store, visits: dict[str, str], code: str) -> None:
    with pytest.raises(VillageError, match=code):
        plan(store, visits)
    assert not peer_rounds.all_of(store)


def test_a_document_without_peers_knows_no_rounds(store: Store) -> None:
    with pytest.raises(VillageError, match="peers_off"):
        plan(store)


def test_ones_own_group_is_scored_by_others_and_each_group_goes_where_it_is_sent(
    store: Store, homes: dict[str, Household]
) -> None:
    plan(store)
    of_group_three = Belonging(homes["三组"].id, "三组")
    assert fill(store, homes["三组"], of_group_three) == "recused"
    assert fill(store, builders.a_household(store, "赵小兰", "三组"), of_group_three) == "own_group"
    assert fill(store, homes["二组"], of_group_three) == "other_group"
    assert fill(store, homes["一组"], of_group_three) == ""
    assert fill(store, homes["二组"], Belonging()) == ""  # the office that types what the groups wrote


@pytest.mark.usefixtures("homes")
def test_a_later_plan_takes_the_place_of_an_earlier_one(store: Store) -> None:
    plan(store)
    plan(store, {"一组": "二组"})
    found = peer_rounds.on(store, date(2026, 3, 18))
    assert found is not None
    assert found.visits == {"一组": "二组"}
    assert peer_rounds.on(store, date(2026, 3, 26)) is None


def test_how_far_a_round_is_counts_households_group_by_group(store: Store, homes: dict[str, Household]) -> None:
    plan(store)
    builders.a_household(store, "赵小兰", "二组")
    sheet = score_sheets.open_one(store, ScoreSheet(0, date(2026, 3, 18), ("M1",), mark="成效"), actor="组员")
    for home in (homes["一组"], homes["二组"]):
        wanted = [Wanted(home.id, "M1", "1", "")]
        score_sheets.save(store, sheet.id, wanted, actor="组员", belonging=Belonging())
    score_booking.submit(store, sheet.id, actor="组员")
    found = peer_rounds.on(store, date(2026, 3, 18))
    assert found is not None
    assert [
        (one.visited, one.visitors, one.seen, [home.head for home in one.left])
        for one in peer_rounds.progress(store, found)
    ] == [("一组", "三组", 1, []), ("二组", "一组", 1, ["赵小兰"]), ("三组", "二组", 0, ["王秀英"])]
