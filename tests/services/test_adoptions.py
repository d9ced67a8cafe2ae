"""Rules change only with a record, never inside a board, and old periods keep theirs."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests import builders
from village import clock
from village.errors import VillageError
from village.model.period import Period
from village.services import evaluations, items, ledger, publications, rulebook, statements
from village.services.statements import Access
from village.store import Store, adoptions

CHOICES: dict[str, Any] = {"base_points": 20, "publication_day": 5}


@pytest.fixture
def published(store: Store) -> Store:
    """A village whose February is on the board."""
    period = Period.parse("2026-02")
    publications.sign(store, period=period, signers=["书记"], actor=builders.CADRE)
    publications.publish(store, period=period, actor=builders.CADRE)
    return store


def adopt(store: Store, since: date, **more: Any) -> None:
    rulebook.adopt(store, **{"pack_id": "yangkou-2023", "settings": CHOICES, "actor": "书记", **more}, since=since)


def test_before_the_first_board_a_village_may_still_choose(store: Store) -> None:
    adopt(store, date(2026, 1, 1), settings={**CHOICES, "base_points": 30}, approval="四议两公开 2026-3")
    assert rulebook.rules_on(store, clock.today()).setting("base_points").value == 3000


def test_a_choice_needs_its_record_before_the_first_board_too(store: Store) -> None:
    with pytest.raises(VillageError, match="approval_missing"):
        adopt(store, date(2026, 1, 1), settings={**CHOICES, "base_points": 30}, approval=" ")
    assert rulebook.rules_on(store, clock.today()).setting("base_points").value == 2000


def test_the_first_pack_stands_on_its_document(store: Store) -> None:
    assert adoptions.all_of(store)[0].approval == "洋发〔2023〕18号"


def test_a_change_needs_its_record(published: Store) -> None:
    with pytest.raises(VillageError, match="approval_missing"):
        adopt(published, date(2026, 4, 1))
    adopt(published, date(2026, 4, 1), approval="四议两公开 2026-3")


def test_no_change_reaches_into_a_board(published: Store) -> None:
    with pytest.raises(VillageError, match="effective_date_published"):
        adopt(published, date(2026, 2, 10), approval="四议两公开 2026-3")


def test_another_pack_begins_with_a_year(published: Store) -> None:
    other = {"pack_id": "dazu-2021", "settings": {}, "approval": "区人居办 7 号"}
    with pytest.raises(VillageError, match="pack_mid_year"):
        adopt(published, date(2026, 7, 1), **other)
    adopt(published, date(2027, 1, 1), **other)
    with clock.held(datetime(2027, 1, 2)):
        assert rulebook.rules_on(published, clock.today()).id == "dazu-2021"
        assert rulebook.rules_on(published, date(2026, 12, 31)).id == "yangkou-2023"


def test_a_line_keeps_the_figure_and_the_digest_of_its_day(store: Store) -> None:
    household = builders.a_household(store)
    before = builders.a_line(store, household, "P16")
    change = {"since": date(2026, 3, 20), "points": Decimal("7.5"), "approval": "四议", "note": "评估", "actor": "书记"}
    with pytest.raises(VillageError, match="evaluation_missing"):
        items.adopt(store, "P16", **change)
    held = evaluations.hold(store, on=date(2026, 3, 18), opinions="多给一点", outcome="提高", actor="书记")
    items.adopt(store, "P16", **change, evaluation=held.id)
    after = builders.a_line(store, household, "P16")
    earlier = builders.a_line(store, household, "P16", occurred=date(2026, 3, 19))
    assert [str(line.points) for line in (before, after, earlier)] == ["5", "7.5", "5"]
    assert before.digest != after.digest == earlier.digest
    assert after.version == "2026-03-20"


def test_the_villages_own_items_are_called_by_their_names(store: Store) -> None:
    row = {"code": "T1", "title": "给邻居送饭", "category": "德善公益", "kind": "positive", "points": 3}
    with pytest.raises(VillageError, match="approval_missing"):
        items.add(store, [row], approval=" ", actor="书记")
    items.add(store, [row], approval="村民代表会议 3 号", actor="书记")
    household = builders.a_household(store)
    builders.a_line(store, household, "T1")
    assert ledger.balance(store, household.id).hundredths == 2300
    for access in Access:
        assert statements.statement(store, household.id, access=access)[0].what == "给邻居送饭"


def test_an_item_that_cannot_be_is_refused_and_leaves_nothing(store: Store) -> None:
    row = {"code": "T1", "title": "给邻居送饭", "category": "德善公益", "kind": "positive", "points": -3}
    with pytest.raises(VillageError, match="item_wrong"):
        items.add(store, [row], approval="会议", actor="书记")
    assert rulebook.rules_on(store, clock.today()).find("T1") is None
