"""Every figure is the sum of the lines that explain it, and what cannot be spent is said apart."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from pathlib import Path

import pytest

from tests import builders
from village import clock
from village.model.entry import Kind
from village.model.household import Household
from village.model.period import Period
from village.model.points import ZERO, Points
from village.services import changes, figures, objections, publications, rulebook, villages, years
from village.services.figures import Lines
from village.store import Store


@pytest.fixture
def zhang(store: Store) -> Household:
    """20 base points, 10 published, 8 on the board under dispute, 5 not published, 5 taken off."""
    household = builders.a_household(store)
    builders.a_line(store, household, "P16", count=2, occurred=clock.today().replace(month=2))
    disputed = builders.a_line(store, household, "P05", occurred=clock.today().replace(month=2))
    builders.a_line(store, household, "P16")
    builders.a_line(store, household, "N10")
    period = Period.parse("2026-02")
    publications.sign(store, period=period, signers=["书记"], actor=builders.CADRE)
    publications.publish(store, period=period, actor=builders.CADRE)
    objections.raise_one(store, seq=disputed.seq, household_id=household.id, actor=household.head)
    return household


def test_what_cannot_be_spent_is_said_apart(store: Store, zhang: Household) -> None:
    found = figures.of(store, zhang.id)
    assert (str(found.balance), str(found.locked_base), str(found.unpublished), str(found.disputed)) == (
        *("38", "20"),
        *("5", "8"),
    )
    assert str(found.redeemable) == "5"
    assert (str(found.earned), str(found.total), str(found.period_points)) == ("18", "38", "0")


@pytest.mark.parametrize("figure", [field.name for field in fields(Lines)])
def test_each_figure_is_explained_line_by_line(store: Store, zhang: Household, figure: str) -> None:
    behind = getattr(figures.lines(store, zhang.id), figure)
    assert sum((line.points for line in behind), ZERO) == getattr(figures.of(store, zhang.id), figure)
    assert list(behind) == sorted(behind, key=lambda line: line.seq)


def test_what_losses_took_beyond_what_could_be_spent_is_said_apart(store: Store) -> None:
    household = builders.a_household(store)
    builders.a_plain_line(store, household, "45")
    builders.a_plain_line(store, household, "-5", kind=Kind.DEDUCTION)
    found = figures.of(store, household.id)
    assert [str(one) for one in (found.balance, found.redeemable)] == ["60", "0"]
    assert [str(one) for one in (found.locked_base, found.unpublished, found.uncovered)] == ["20", "45", "5"]


def test_the_purse_knows_what_expired_as_the_figures_do(tmp_path: Path) -> None:
    store = Store(tmp_path / "village.db", writer=True)
    with clock.held(datetime(2022, 9, 1, 9)):
        villages.found(store, node="gy01", name="青树村", town="高阳镇")
        rulebook.adopt(store, pack_id="gaoyang-2022", since=date(2022, 1, 1), settings={}, actor="书记")
        home = builders.a_household(store)
        builders.a_plain_line(store, home, "20", period="2022-09")
    with clock.held(datetime(2023, 2, 3, 9)):
        assert years.catch_up(store) == Points(2000)
        builders.a_plain_line(store, home, "10", period="2022-12")
        former = builders.a_household(store, "韦明珍")
        builders.a_plain_line(store, former, "20", period="2022-12")
        changes.merge(store, home.id, former_id=former.id, actor="书记", reason="搬到一起")
        found = figures.of(store, home.id)
        assert (str(found.balance), str(found.expired), str(found.redeemable)) == ("130", "30", "0")
        assert figures.purse(store, home) == figures.Purse(found.balance, found.redeemable)
        assert years.close(store, 2022, actor="书记").lapsed == Points(3000)
        closed = figures.of(store, home.id)
        assert (str(closed.balance), str(closed.expired)) == ("100", "0")
        assert figures.purse(store, home) == figures.Purse(closed.balance, closed.redeemable)
    store.close()


def test_what_lapsed_is_the_sum_of_the_closing_entries(store: Store, zhang: Household) -> None:
    with clock.held(datetime(2027, 1, 2)):
        closing = years.close(store, 2026, actor="书记")
        assert closing.lapsed == figures.lapsed(store, zhang.id, year=2026) == Points(1800)
        assert closing.carried == figures.of(store, zhang.id).balance == Points(2000)
        assert closing.households == 1
        assert figures.of(store, zhang.id).redeemable == ZERO
