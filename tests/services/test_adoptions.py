"""Rules change only with a record, never inside a board, and old periods keep theirs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests import builders
from village import clock
from village.errors import VillageError
from village.model.period import Period
from village.model.points import Points
from village.services import (
    evaluations,
    item_tables,
    items,
    ledger,
    publications,
    rulebook,
    statements,
    villages,
    years,
)
from village.services.statements import Access
from village.store import Store, adoptions

TABLE = '[[item]]\ncode = "T7"\ntitle = "打扫祠堂"\ncategory = "德善公益"\nkind = "positive"\npoints = 3\n'
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
    adopt(store, date(2026, 1, 1), settings={**CHOICES, "base_points": 30}, approval=builders.RECORD)
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
    adopt(published, date(2026, 4, 1), approval=builders.RECORD)


def test_no_change_reaches_into_a_board(published: Store) -> None:
    with pytest.raises(VillageError, match="effective_date_published"):
        adopt(published, date(2026, 2, 10), approval=builders.RECORD)


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
    change = {
        "since": date(2026, 3, 21),
        "points": Decimal("7.5"),
        "approval": builders.RECORD,
        "note": "评估",
        "actor": "书记",
    }
    with pytest.raises(VillageError, match="evaluation_missing"):
        items.adopt(store, "P16", **change)
    held = evaluations.hold(store, on=date(2026, 3, 18), opinions="多给一点", outcome="提高", actor="书记")
    with pytest.raises(VillageError, match="effective_date_published"):
        items.adopt(store, "P16", **{**change, "since": clock.today()}, evaluation=held.id)
    items.adopt(store, "P16", **change, evaluation=held.id)
    with clock.held(datetime(2026, 3, 21, 9)):
        after = builders.a_line(store, household, "P16")
        earlier = builders.a_line(store, household, "P16", occurred=date(2026, 3, 20))
    assert [str(line.points) for line in (before, after, earlier)] == ["5", "7.5", "5"]
    assert before.digest != after.digest == earlier.digest
    assert after.version == "2026-03-21"


@pytest.mark.parametrize("since", [date(2026, 11, 1), date(2026, 12, 31), date(2027, 1, 5)])
def test_no_choice_reaches_back_into_days_that_people_have_lived(store: Store, since: date) -> None:
    builders.a_line(store, builders.a_household(store))
    with clock.held(datetime(2027, 1, 5, 9)):
        years.close(store, 2026, actor="书记")
        with pytest.raises(VillageError, match="effective_date_published"):
            adopt(store, since, approval=builders.RECORD)
        adopt(store, date(2027, 1, 6), approval=builders.RECORD)


def test_the_villages_own_items_are_called_by_their_names(store: Store) -> None:
    row = {"code": "T1", "title": "给邻居送饭", "category": "德善公益", "kind": "positive", "points": 3}
    with pytest.raises(VillageError, match="approval_missing"):
        items.add(store, [row], approval=" ", actor="书记")
    items.add(store, [row], approval=builders.RECORD, actor="书记")
    household = builders.a_household(store)
    builders.a_line(store, household, "T1")
    assert ledger.balance(store, household.id).hundredths == 2300
    for access in Access:
        assert statements.statement(store, household.id, access=access)[0].what == "给邻居送饭"


def test_an_item_that_cannot_be_is_refused_and_leaves_nothing(store: Store) -> None:
    row = {"code": "T1", "title": "给邻居送饭", "category": "德善公益", "kind": "positive", "points": -3}
    with pytest.raises(VillageError, match="item_wrong"):
        items.add(store, [row], approval=builders.RECORD, actor="书记")
    assert rulebook.rules_on(store, clock.today()).find("T1") is None


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ("村民代表会议 3 号", "step_day_missing"),
        (builders.RECORD.replace("，决议公开2023年5月21日", ""), "step_day_missing"),
        (builders.RECORD.replace("5月9日", "2月30日"), "step_day_missing"),
        (builders.RECORD.replace("5月20日", "5月10日"), "step_day_order"),
        (builders.RECORD.replace("决议公开2023年5月21日，", "决议公开2026年5月21日，"), "step_day_ahead"),
        (builders.RECORD.replace("实施结果公开2023年6月10日", "实施结果公开2029年1月1日"), "step_day_ahead"),
    ],
)
def test_no_rules_go_live_without_the_four_discussions_and_two_notices(store: Store, record: str, code: str) -> None:
    row = {"code": "T1", "title": "打扫祠堂", "category": "德善公益", "kind": "positive", "points": 3}
    held = evaluations.hold(store, on=date(2026, 3, 18), opinions="多给一点", outcome="提高", actor="书记")
    why = {"approval": record, "note": "评估", "actor": "书记"}
    for change in (
        lambda: adopt(store, date(2026, 4, 1), approval=record),
        lambda: items.add(store, [row], approval=record, actor="书记"),
        lambda: items.introduce(store, row, since=date(2026, 4, 1), evaluation=held.id, **why),
        lambda: items.adopt(store, "P16", since=date(2026, 4, 1), points=7, evaluation=held.id, **why),
    ):
        with pytest.raises(VillageError, match=code) as refused:
            change()
        assert refused.value.clause == "YK-26"
    assert rulebook.rules_on(store, date(2026, 4, 1)).find("T1") is None


def test_what_came_of_it_may_be_made_known_later(store: Store) -> None:
    adopt(store, date(2026, 4, 1), approval=builders.RECORD.replace("公开2023年6月10日", "公开2026年6月10日"))
    assert len(adoptions.all_of(store)) == 2


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    """A village that has not adopted a pack."""
    with closing(Store(tmp_path / "empty.db", writer=True, lasting=False)) as opened:
        villages.found(opened, node="mh", name="革新村", town="浦江镇")
        yield opened


def test_what_was_left_open_may_be_chosen_for_today_and_the_old_year_be_closed(empty: Store) -> None:
    choose = {"pack_id": "minhang-2024", "actor": "书记", "approval": "村民代表会议决议"}
    since = date(2026, 1, 1)
    with clock.held(datetime(2026, 1, 1, 8)):
        rulebook.adopt(empty, **choose, since=since, settings={})
        home = builders.a_household(empty, "顾阿妹", enrolled=since)
    with clock.held(datetime(2026, 12, 3, 9)):
        builders.a_plain_line(empty, home, "2", period="2026-12", occurred_on=date(2026, 12, 3))
    today = date(2027, 1, 5)
    with clock.held(datetime(2027, 1, 5, 9)):
        with pytest.raises(VillageError, match="choice_missing"):
            years.close(empty, 2026, actor="书记")
        with pytest.raises(VillageError, match="effective_date_published"):
            rulebook.adopt(empty, **choose, since=today, settings={"year_change": "zero", "objection_days": 9})
        with pytest.raises(VillageError, match="effective_date_published"):
            rulebook.adopt(empty, **choose, since=date(2027, 1, 4), settings={"year_change": "zero"})
        rulebook.adopt(empty, **choose, since=today, settings={"year_change": "zero"})
        assert years.close(empty, 2026, actor="书记").lapsed == Points(200)
        with pytest.raises(VillageError, match="effective_date_published"):
            rulebook.adopt(empty, **choose, since=today, settings={"year_change": "carry"})


def test_a_table_that_comes_when_points_were_given_counts_from_tomorrow(store: Store) -> None:
    household = builders.a_household(store)
    builders.a_line(store, household)
    assert item_tables.add(store, TABLE, approval=builders.RECORD, actor="书记") == 1
    with pytest.raises(VillageError, match="unknown_item"):
        builders.a_line(store, household, "T7")
    with clock.held(datetime(2026, 3, 21, 9)):
        assert builders.a_line(store, household, "T7").points.hundredths == 300


def test_the_first_table_of_a_village_says_itself_from_when_it_counts(store: Store) -> None:
    item_tables.add(store, f"from = 2026-03-10\n{TABLE}", approval=builders.RECORD, actor="书记")
    found = rulebook.rules_on(store, clock.today()).item("T7")
    assert [one.start for one in found.versions] == [date(2026, 3, 10)]
