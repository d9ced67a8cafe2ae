"""Ledger and passbooks side by side."""

from __future__ import annotations

from tests import builders
from village.model.points import ZERO, Points
from village.services import passbooks
from village.store import Store


def test_a_passbook_agrees_until_the_book_has_another_line(store: Store) -> None:
    household = builders.a_household(store)
    (side,) = passbooks.beside(store, [household])
    assert (side.balance, side.check, side.since) == (Points(2000), None, 1)
    passbooks.look(store, household.id, written=Points(2000), actor=builders.CADRE)
    (side,) = passbooks.beside(store, [household])
    assert side.check
    assert (side.check.agrees, side.since) == (True, 0)
    builders.a_plain_line(store, household, "5")
    (side,) = passbooks.beside(store, [household])
    assert (side.balance, side.since) == (Points(2500), 1)


def test_a_passbook_that_says_something_else_stands_out_until_it_is_mended(store: Store) -> None:
    household = builders.a_household(store)
    check = passbooks.look(store, household.id, written=Points(1800), actor=builders.CADRE)
    assert (check.agrees, check.due, passbooks.mismatched(store)) == (False, Points(2000), 1)
    passbooks.look(store, household.id, written=Points(2000), actor=builders.CADRE)
    assert passbooks.mismatched(store) == 0


def test_an_order_that_the_passbook_does_not_have_yet_is_no_difference(store: Store) -> None:
    household = builders.a_household(store)
    builders.a_plain_line(store, household, "-2")
    check = passbooks.look(store, household.id, written=Points(2000), debited=Points(200), actor=builders.CADRE)
    (side,) = passbooks.beside(store, [household])
    assert (check.agrees, side.since) == (True, 1)


def test_whoever_has_no_line_has_nothing_on_either_side(store: Store) -> None:
    household = builders.a_household(store, base=ZERO)
    assert [side.balance for side in passbooks.beside(store, [household])] == [ZERO]
