"""What is shown at the counter: each pack's own setting decides, wherever the goods are handed over from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests import builders
from village import clock
from village.errors import VillageError
from village.model.goods import Goods
from village.model.household import Household
from village.model.points import Points
from village.model.redemption import RedemptionState
from village.services import goods, households, redemptions, rulebook, villages
from village.services.proofs import Proof
from village.store import Store

OPEN_DAY = datetime(2026, 4, 5, 9)  # in a window of all five
CHOICES: dict[str, dict[str, object]] = {
    "yangkou-2023": {"publication_day": 5},
    "minhang-2024": {"year_change": "carry", "redemption_months": "all", "redemption_days": "all", "rate": 1},
}


@pytest.fixture
def village(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    """A village under the pack of the test, on a day when goods may be asked for."""
    store = Store(tmp_path / "village.db", writer=True)
    with clock.held(OPEN_DAY):
        villages.found(store, node="xy01", name="海印寺村", town="洋口镇")
        settings = CHOICES.get(request.param, {})
        rulebook.adopt(
            store,
            pack_id=request.param,
            since=datetime(2024, 1, 1).date(),
            settings=settings,
            actor=builders.CADRE,
            approval=builders.RECORD,
        )
        builders.approve_budget(store, OPEN_DAY.year)
    yield store
    store.close()


def an_order(store: Store) -> redemptions.Redemption:
    household: Household = households.enrol(store, head="张桂芳", group="三组", actor=builders.CADRE, base=Points(0))
    builders.a_plain_line(store, household, "10", period="2026-03")
    store.db.execute("INSERT INTO publications (period, published_on, actor) VALUES ('2026-03', '2026-04-05', '书记')")
    store.db.execute("INSERT INTO published_months (month, publication_id) VALUES ('2026-03', 1)")
    tea = goods.add(store, Goods(0, "茶叶", Points(200), None, 5), actor=builders.CADRE)
    return redemptions.request(store, household_id=household.id, goods_id=tea.id, actor=builders.CADRE)


@pytest.mark.parametrize(
    ("village", "proof", "code", "clause"),
    [
        ("jiuxian-2022", Proof(book=False), "passbook_missing", "JX-17"),
        ("yangkou-2023", Proof(book=False), "passbook_missing", "YK-20"),
        ("gaoyang-2022", Proof(card=False), "card_missing", "GY-16"),
        ("dazu-2021", Proof(book=False, card=False), "card_or_passbook_missing", "A.8"),
        ("minhang-2024", Proof(book=False, card=False), "card_or_passbook_missing", "A.8"),
    ],
    indirect=["village"],
)
def test_without_its_passbook_a_household_gets_nothing(village: Store, proof: Proof, code: str, clause: str) -> None:
    with clock.held(OPEN_DAY):
        made = an_order(village)
        with pytest.raises(VillageError) as refusal:
            redemptions.hand_over(village, made.id, proof=proof, actor=builders.CADRE)
    assert (refusal.value.code, refusal.value.clause) == (code, clause)
    assert redemptions.get(village, made.id).state is RedemptionState.REQUESTED


@pytest.mark.parametrize(
    ("village", "proof"),
    [
        ("dazu-2021", Proof(book=False, card=True)),
        ("dazu-2021", Proof(book=True, card=False)),
        ("minhang-2024", Proof(book=False, card=True, signed=False)),
        ("gaoyang-2022", Proof(book=False, card=True)),
        ("jiuxian-2022", Proof(book=True, card=False, signed=False)),
    ],
    indirect=["village"],
)
def test_what_the_rules_do_not_ask_for_is_not_asked_for(village: Store, proof: Proof) -> None:
    with clock.held(OPEN_DAY):
        made = an_order(village)
        done = redemptions.hand_over(village, made.id, proof=proof, actor=builders.CADRE)
    assert done.state is RedemptionState.HANDED_OVER
