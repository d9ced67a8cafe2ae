"""The end of a replayed year: what would lapse and what would be carried on, household by household, in every pack."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.rehearsal.deeds import PACKS, do, scenario
from village import clock
from village.services import figures, ledger, years
from village.services.rehearsal import stage
from village.services.replay import Account, Outcome, replay
from village.services.rulebook import Trial
from village.store import Store

Village = tuple[stage.Stage, int]
ENDS: dict[tuple[str, str], dict[str, tuple[str, str, str]]] = {
    ("carry", "lapse"): {"a": ("0", "10", "10"), "b": ("0", "0", "-7"), "c": ("0", "10", "7")},
    ("zero", "lapse"): {"a": ("10", "0", "0"), "b": ("-7", "0", "0"), "c": ("10", "0", "0")},
    ("restart", "lapse"): {"a": ("10", "0", "0"), "b": ("-7", "0", "0"), "c": ("10", "0", "0")},
    ("restart", "january"): {"a": ("10", "10", "0"), "b": ("-7", "0", "0"), "c": ("7", "10", "0")},
    ("restart", "carry"): {"a": ("0", "10", "10"), "b": ("0", "0", "-7"), "c": ("0", "10", "7")},
}
"""Year's change and what becomes of the remainder → what each household loses by 1 February, could spend when the year
was closed, and has after 1 February, beside base points. c buys tea for 3 points in January, if it can."""
BASES = {
    "unlock_365": ("10", "0", "20"),
    "unlock_new_year": ("10", "20", "20"),
    "zero": ("30", "0", "0"),
}
"""What becomes of 20 locked base points → the same figures with the base."""


def village(pack: str, book: Store, **chosen: Any) -> Village:
    """a and c have 10 points in November, on the board since December, b has lost 7. Answers it, and the year."""
    told = scenario(pack)
    settings = {**told.settings, "redemption_months": "all", "redemption_days": "all", **chosen}
    told = replace(told, settings={key: value for key, value in settings.items() if value is not None})
    first = told.steps[0].on
    assert isinstance(first, date)
    year = first.year
    with clock.held(first):
        made = stage.set_up(book, told, first=first)
    with clock.held(date(year, 11, 10)):
        for name, item in (("a", "T1"), ("b", "T2"), ("c", "T1")):
            do(made, 1, "score", {"household": name, "item": item}, "")
    with clock.held(date(year, 12, 5)):
        period = f"{year}-Q4" if made.pack.setting("publication_cadence").value == "quarter" else f"{year}-11"
        do(made, 2, "sign", {"period": period, "by": ["书记"]}, "")
        do(made, 3, "publish", {"period": period}, "")
    return made, year


def lived_on(made: stage.Stage, year: int) -> None:
    """The year is closed, and c buys tea in January."""
    with clock.held(date(year + 1, 1, 4)):
        years.close(made.store, year, actor="书记")
    with clock.held(date(year + 1, 1, 10)):
        do(made, 4, "request", {"household": "c", "goods": "tea"}, "")


def again(made: stage.Stage, year: int, at: date, **tried: Any) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        now = datetime(at.year, at.month, at.day, 8)
        return replay(made.store, year=year, trial=Trial(settings=tried), at=now, folder=Path(folder))


def ends(found: Outcome, side: str, base: str = "0") -> dict[str, tuple[str, str, str]]:
    """By the name of the household, beside the base points that stay on the account."""
    stays = {home.head[0]: getattr(home, side) for home in found.homes}
    return {name: _end(one, Decimal(base)) for name, one in stays.items()}


def _end(one: Account, base: Decimal) -> tuple[str, str, str]:
    return (str(one.lapsed), str(one.opening), str(Decimal(str(one.carried)) - base))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path / "village.db", writer=True, lasting=False)) as store:
        yield store


@pytest.mark.parametrize("pack", PACKS)
def test_another_change_of_the_year_is_seen_in_every_household_it_reaches(pack: str, book: Store) -> None:
    free = {"base_redeemable": "never", "year_change": "restart", "prior_year_remainder": "january"}
    made, year = village(pack, book, **free)
    base = str(figures.of(book, made.households["a"]).base)
    lived_on(made, year)
    head = ledger.head(book)
    for (change, remainder), expected in ENDS.items():
        found = again(made, year, date(year + 1, 3, 1), year_change=change, prior_year_remainder=remainder)
        assert ends(found, "before", base) == ENDS["restart", "january"]
        assert ends(found, "after", base) == expected
        differ = {home.head[0] for home in found.homes if home.differs}
        assert differ == {name for name, one in expected.items() if one != ENDS["restart", "january"][name]}
        tea = [(one.head, one.refused.what) for one in found.gone]
        assert tea == ([] if expected["c"][1] == "10" else [("c家", "order")])
        assert (found.closed, found.ending, found.over) == (True, date(year + 1, 1, 4), date(year + 1, 2, 1))
    assert ledger.head(book) == head


@pytest.mark.parametrize("today", ["12-20", "12-31", "01-20", "03-01"])
def test_a_year_that_nobody_closed_is_closed_as_it_would_be(today: str, book: Store) -> None:
    month, day = map(int, today.split("-"))
    made, year = village("dazu-2021", book)
    at = date(year + (month < 6), month, day)
    found = again(made, year, at, year_change="carry")
    assert ends(found, "before") == ENDS["zero", "lapse"]
    assert ends(found, "after") == {**ENDS["carry", "lapse"], "c": ("0", "10", "10")}  # no tea in January
    assert [home.head for home in found.homes if home.differs] == ["a家", "b家", "c家"]
    assert not found.closed
    assert (found.day, found.ending) == (at, max(at, date(year, 12, 31)))
    assert found.over == max(at, date(year + 1, 2, 1))


@pytest.mark.parametrize(("after", "closed"), [*((one, True) for one in BASES), ("unlock_new_year", False)])
def test_what_becomes_of_base_points_at_the_years_end_is_seen(after: str, closed: bool, book: Store) -> None:
    made, year = village("yangkou-2023", book)
    if closed:
        lived_on(made, year)
    found = again(made, year, date(year + closed, 3 if closed else 12, 20), base_after_year=after)
    assert ends(found, "before")["a"] == BASES["unlock_365"]
    assert ends(found, "after")["a"] == BASES[after]
    assert [home.differs for home in found.homes] == [after != "unlock_365"] * 3


def test_base_points_that_may_be_spent_at_once_are_seen_before_and_after_the_close(book: Store) -> None:
    made, year = village("yangkou-2023", book)
    lived_on(made, year)
    home = again(made, year, date(year + 1, 3, 1), base_redeemable="at_once").homes[0]
    assert (str(home.change("redeemable")), str(home.change("opening"))) == ("20", "20")
    assert (str(home.change("lapsed")), str(home.change("carried"))) == ("0", "0")


def test_a_village_that_has_not_decided_keeps_its_points_and_is_told(book: Store) -> None:
    made, year = village("minhang-2024", book, year_change=None)
    open_still = again(made, year, date(year + 1, 1, 5), rate=2)
    assert open_still.undecided == (True, True)
    assert ends(open_still, "after")["a"] == ("0", "10", "10")
    decided = again(made, year, date(year + 1, 1, 5), year_change="zero")
    assert decided.undecided == (True, False)
    assert ends(decided, "before")["a"] == ("0", "10", "10")
    assert ends(decided, "after")["a"] == ("10", "0", "0")
    assert [home.differs for home in decided.homes] == [True] * 3
    assert decided.gone == open_still.gone == ()
