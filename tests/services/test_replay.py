"""A year of the real book under amended rules: the differences are exactly those that one computes by hand."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

import rules
from rules import Pack
from tests import builders
from village import clock
from village.demo import life, people
from village.errors import VillageError
from village.model.goods import Goods
from village.model.household import Household
from village.model.period import Period
from village.model.points import Points
from village.services import (
    corrections,
    declarations,
    evaluations,
    figures,
    goods,
    households,
    items,
    ledger,
    publications,
    redemptions,
    replay,
    scores,
    years,
)
from village.services import goods_budgets as budgets
from village.services.rulebook import Trial
from village.store import Store

MARCH = datetime(2026, 3, 20, 9, 30)
APRIL = datetime(2026, 4, 5, 9)
P16 = ({"code": "P16", "points": Decimal(3)},)
"""帮网格做事 brings 3 points instead of 5."""


@pytest.fixture
def zhang(store: Store) -> Household:
    """Two lines of 5 in March, and a loss of 5."""
    home = builders.a_household(store, "张桂芳", "三组")
    for day in (9, 10):
        builders.a_line(store, home, "P16", occurred=date(2026, 3, day))
    builders.a_line(store, home, "N08", occurred=date(2026, 3, 11), reason="看到的")
    return home


@pytest.fixture
def li(store: Store, zhang: Household) -> Household:
    """One line of 10 in March: twice on one day."""
    home = builders.a_household(store, "李建国", "五组")
    assert home.number > zhang.number
    builders.a_line(store, home, "P16", occurred=date(2026, 3, 9), count=2)
    return home


@pytest.fixture
def shop(store: Store, zhang: Household, li: Household) -> Callable[[Household], None]:
    """The fifth of April: the lines of both are on the board, and people come to the shop."""
    assert ledger.balance(store, zhang.id) < ledger.balance(store, li.id)
    period = Period.parse("2026-03")
    with clock.held(APRIL):
        publications.sign(store, period=period, signers=["王书记"], actor="王书记")
        publications.publish(store, period=period, actor=builders.CADRE)
        soap = goods.add(store, Goods(0, "洗衣液", Points(400), None, 9), actor=builders.CADRE)
        budget = budgets.draw_up(store, year=2026, amount=100_00, actor=builders.CADRE)
        budgets.approve(store, budget.id, approval="镇里同意", actor=builders.CADRE)

    def buy(home: Household) -> None:
        with clock.held(APRIL):
            redemptions.redeem(store, household_id=home.id, goods_id=soap.id, actor=builders.CADRE)

    return buy


@pytest.fixture
def again(store: Store, tmp_path: Path) -> Callable[..., replay.Outcome]:
    """Play a year again."""

    def play(trial: Trial, *, year: int = 2026, at: datetime = APRIL) -> replay.Outcome:
        (folder := tmp_path / "books").mkdir()
        try:
            return replay.replay(store, year=year, trial=trial, at=at, folder=folder)
        finally:
            shutil.rmtree(folder)

    return play


def amended(change: Callable[[str], str], tmp_path: Path, *, file: str = "items.toml") -> Pack:
    """The pack in force with one of its files changed."""
    folder = tmp_path / "amended" / "yangkou-2023"
    shutil.copytree(rules.packs_folder() / "yangkou-2023", folder)
    path = folder / file
    before = path.read_text(encoding="utf-8")
    path.write_text(change(before), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != before
    return rules.load_pack(folder)


def test_the_pretend_village_comes_out_the_same(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "village.db", writer=True, lasting=False)) as book:
        life.found(book)
        life.live(book, people.enrol_all(book, 12))
        head, now = ledger.head(book), clock.now()
        for trial in (Trial(), Trial(settings={"base_points": 20}), Trial(figures=({"code": "P16", "points": 5},))):
            (folder := tmp_path / "books").mkdir()
            found = replay.replay(book, year=2026, trial=trial, at=now, folder=folder)
            shutil.rmtree(folder)
            assert len(found.homes) == 12
            assert not [home for home in found.homes if home.differs]
            assert found.gone == found.titles == ()
            for home in found.homes:
                known = households.search(book, home.number)[0]
                own = figures.of(book, known.id)
                account = (home.before.earned, home.before.total, home.before.balance, home.before.redeemable)
                assert account == (own.earned, own.total, own.balance, own.redeemable)
        assert ledger.head(book) == head


@pytest.mark.usefixtures("shop")
def test_another_figure_differs_by_what_it_brings(again: Callable[..., replay.Outcome], store: Store) -> None:
    head = ledger.head(store)
    found = again(Trial(figures=P16))
    first, second = found.homes
    assert (first.head, second.head) == ("张桂芳", "李建国")
    # 20 base; 2 × 5 − 5 = 5 earned becomes 2 × 3 − 5 = 1
    assert [str(one.earned) for one in (first.before, first.after)] == ["5", "1"]
    assert [str(one.total) for one in (first.before, first.after)] == ["25", "21"]
    assert [str(one.balance) for one in (first.before, first.after)] == ["25", "21"]
    # base points are locked in the first year
    assert [str(one.redeemable) for one in (first.before, first.after)] == ["5", "1"]
    assert [str(one.earned) for one in (second.before, second.after)] == ["10", "6"]
    assert [one.after.rank for one in found.homes] == [2, 1]
    assert found.titles == (replay.Title("帮网格做事、排查、调解", 3, Points(2000), Points(1200)),)
    assert found.total("total", "before") - found.total("total", "after") == Points(800)
    assert found.total("total", "after", "五组") == Points(2600)
    assert found.gaining(5) == ()
    assert {home.head for home in found.losing(1)} <= {"张桂芳", "李建国"}
    assert found.gone == ()
    assert ledger.head(store) == head


def test_what_can_no_longer_be_paid_for_is_told(
    shop: Callable[[Household], None], zhang: Household, again: Callable[..., replay.Outcome]
) -> None:
    shop(zhang)
    found = again(Trial(figures=P16))
    (gone,) = found.gone
    assert (gone.head, gone.refused.what, gone.refused.title) == ("张桂芳", "order", "洗衣液")
    assert gone.refused.points == Points(-400)
    assert "1分" in gone.refused.sentence
    first = found.homes[0]
    assert [str(one.balance) for one in (first.before, first.after)] == ["21", "21"]  # it kept its points


def test_lines_that_could_no_longer_be_given_say_why(
    store: Store, zhang: Household, again: Callable[..., replay.Outcome], tmp_path: Path
) -> None:
    for month in (1, 2):
        builders.a_line(store, zhang, "P07", occurred=date(2026, month, 9))
    before = 'code = "P07"'

    def once_a_year(text: str) -> str:
        head, tail = text.split(before)
        return head + before + tail.replace('per = "month"', 'per = "year"', 1)

    found = again(Trial(document=amended(once_a_year, tmp_path)))
    (gone,) = found.gone
    assert (gone.head, gone.refused.day) == ("张桂芳", date(2026, 2, 9))
    assert "一年加一次" in gone.refused.sentence
    assert gone.refused.clause == "YK-P07"
    assert found.homes[0].change("earned") == -gone.refused.points


@pytest.mark.usefixtures("li")
def test_more_base_points_reach_those_who_came_in_that_year(again: Callable[..., replay.Outcome], store: Store) -> None:
    by_hand = builders.a_household(store, "周桂兰", "五组", base=Points(500))
    found = again(Trial(settings={"base_points": 30}))
    assert [str(home.change("total")) for home in found.homes] == ["10", "10", "0"]
    assert found.homes[2].number == by_hand.number  # somebody decided on its base points; the rules did not


def test_a_declaration_that_nobody_visited_is_lost_where_a_visit_is_asked_for(
    store: Store, zhang: Household, again: Callable[..., replay.Outcome]
) -> None:
    score = scores.Score(zhang.id, "P05", date(2026, 3, 12), evidence_id=1)
    made = declarations.declare(store, score, actor="一体机").declaration
    declarations.approve(store, made.id, actor="顾审核")
    found = again(Trial(settings={"home_visit": True}))
    (gone,) = found.gone
    assert gone.refused.title == "评上清洁文明户"
    assert "上门" in gone.refused.sentence
    assert str(found.homes[0].change("earned")) == "-8"


def test_a_line_that_was_taken_back_stays_taken_back(
    store: Store, zhang: Household, again: Callable[..., replay.Outcome]
) -> None:
    line = builders.a_line(store, zhang, "P16", occurred=date(2026, 3, 12))
    corrections.correct(store, seq=line.seq, reason="记错了", actor=builders.CADRE)
    found = again(Trial(figures=P16))
    assert str(found.homes[0].change("earned")) == "-4"


def test_the_villages_own_items_and_later_figures_come_along(
    store: Store, zhang: Household, again: Callable[..., replay.Outcome]
) -> None:
    own = {"code": "T1", "title": "给邻居送饭", "category": "德善公益", "kind": "positive", "points": 3}
    items.add(store, [own], approval=builders.RECORD, actor="书记")
    items.adopt(
        store,
        "P05",
        since=date(2026, 3, 21),
        points=9,
        approval=builders.RECORD,
        note="评估",
        evaluation=_evaluation(store),
        actor="书记",
    )
    with clock.held(datetime(2026, 3, 21, 9)):
        for item in ("T1", "P05"):
            builders.a_line(store, zhang, item)
        assert not [home for home in again(Trial()).homes if home.differs]
        found = again(Trial(figures=({"code": "T1", "points": 5}, {"code": "P05", "points": 10})))
    assert str(found.homes[0].change("earned")) == "3"


@pytest.mark.usefixtures("shop")
def test_a_closed_year_is_looked_at_before_its_close(
    zhang: Household, again: Callable[..., replay.Outcome], store: Store
) -> None:
    with clock.held(datetime(2027, 1, 6, 9)):
        years.close(store, 2026, actor="书记")
        builders.a_line(store, zhang, "P16", occurred=date(2027, 1, 5))
    now = datetime(2027, 2, 1, 9)
    found = again(Trial(figures=P16), at=now)
    assert found.closed
    assert found.day == date(2027, 1, 6)
    assert [str(home.before.balance) for home in found.homes] == ["25", "30"]
    assert [str(found.total("lapsed", side)) for side in ("before", "after")] == ["15", "7"]
    running = again(Trial(figures=P16), year=2027, at=now).homes[0]
    assert [str(one.earned) for one in (running.before, running.after)] == ["5", "3"]
    assert [str(one.balance) for one in (running.before, running.after)] == ["25", "23"]  # the old year stays


@pytest.mark.usefixtures("zhang")
def test_rules_that_do_not_go_together_are_told(again: Callable[..., replay.Outcome]) -> None:
    with pytest.raises(rules.PackError, match="whole or half points"):
        again(Trial(settings={"base_points": Decimal("0.3")}))
    with pytest.raises(rules.PackError, match="below 0"):
        again(Trial(figures=({"code": "N08", "points": 5},)))


def test_an_empty_file_has_no_year(tmp_path: Path) -> None:
    with (
        closing(Store(tmp_path / "empty.db", writer=True)) as empty,
        pytest.raises(VillageError, match="village_missing"),
    ):
        replay.replay(empty, year=2026, trial=Trial(), at=MARCH, folder=tmp_path)


def _evaluation(store: Store) -> int:
    return evaluations.hold(store, on=clock.today(), opinions="", outcome="改", actor="书记").id


def test_what_was_bought_before_a_price_changed_keeps_its_price(
    shop: Callable[[Household], None], again: Callable[..., replay.Outcome], store: Store, li: Household
) -> None:
    shop(li)
    with clock.held(datetime(2026, 4, 5, 11)):
        goods.reprice(store, 1, points=Points(100), reason="进货便宜了", actor="书记")
    with clock.held(datetime(2026, 4, 5, 12)):
        redemptions.request(store, household_id=li.id, goods_id=1, actor=builders.CADRE, token="cheaper")
    found = again(Trial(figures=P16), at=datetime(2026, 4, 5, 13))
    home = next(one for one in found.homes if one.head == li.head)
    assert [str(one.balance) for one in (home.before, home.after)] == ["25", "21"]  # 4 and 1 were spent in both
