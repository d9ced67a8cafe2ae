"""How a village keeps to its days: Yangkou's fixed day (the 5th of the next month), Jiuxian's 20th, 25th and 30th."""

from __future__ import annotations

from datetime import date, datetime

from tests import builders
from tests.admin import waiting
from village import clock
from village.model.period import Period
from village.services import filings, publications, punctuality, rulebook
from village.store import Store


def kept(store: Store) -> dict[str, tuple[int, int, int]]:
    return {one.what: (one.due, one.in_time, one.late) for one in punctuality.of_year(store, 2026)}


def test_boards_count_as_on_the_day_late_or_never(store: Store) -> None:
    with clock.held(datetime(2026, 1, 2, 9)):
        builders.a_household(store)
    for month, day in (("2026-01", datetime(2026, 2, 5, 9)), ("2026-02", datetime(2026, 3, 6, 9))):
        with clock.held(day):
            waiting.a_board(store, month)
    with clock.held(datetime(2026, 4, 20, 9)):
        found = kept(store)
    # December's on 5 January and March's on 5 April never went up.
    assert found["board"] == (4, 1, 1)


def test_a_day_that_is_not_over_and_one_before_the_village_began_count_nothing(store: Store) -> None:
    builders.a_household(store)  # on 20 March
    assert kept(store) == {}
    with clock.held(datetime(2026, 4, 5, 9)):
        assert kept(store) == {}  # the day of the board itself is not over
    with clock.held(datetime(2026, 4, 6, 9)):
        assert kept(store)["board"] == (1, 0, 0)


def test_jiuxians_three_days_are_told_apart(store: Store) -> None:
    rulebook.adopt(
        store,
        pack_id="jiuxian-2022",
        since=date(2026, 1, 1),
        settings={"publication_day": 25, "base_points": 0},
        actor=builders.CADRE,
        approval="村级工作方案",
    )
    with clock.held(datetime(2026, 3, 1, 9)):
        home = builders.a_household(store)
    for day in (19, 20, 21):
        with clock.held(datetime(2026, 3, day, 9)):
            builders.a_plain_line(store, home, item="S1", pack="jiuxian-2022")
    with clock.held(datetime(2026, 3, 25, 9)):
        publications.publish(store, period=Period.parse("2026-03"), actor=builders.CADRE)
    with clock.held(datetime(2026, 3, 31, 9)):
        code = next(one.due.detail for one in filings.of_year(store, 2026) if one.due.period == "2026-Q1")
        filings.file(store, form=code, period="2026-Q1", actor=builders.CADRE)
        assert kept(store) == {"scoring": (3, 2, 1), "board": (1, 1, 0), "report": (1, 0, 1)}
