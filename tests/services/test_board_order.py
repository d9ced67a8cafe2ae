"""A board stands in the order of the house numbers, like every list of the office."""

from __future__ import annotations

from tests import builders
from village.model.period import Period
from village.services import publications
from village.store import Store
from village.store import publications as rows


def test_groups_stand_in_the_order_of_their_numbers(store: Store) -> None:
    homes = [builders.a_household(store, group=group) for group in ("七组", "一组", "三组", "一组")]
    builders.a_line(store, homes[0])
    period = Period.parse("2026-03")
    publications.sign(store, period=period, signers=[builders.CADRE], actor=builders.CADRE)
    done = publications.publish(store, period=period, actor=builders.CADRE)
    assert [row.group for row in rows.board(store, done.publication.id)] == ["一组", "一组", "三组", "七组"]
