"""The year's figures of a small village, each worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from tests import builders
from village.model.entry import Kind
from village.model.household import Household
from village.services import corrections, items, tallies
from village.store import Store

YEAR = 2026


@pytest.fixture
def homes(store: Store) -> dict[str, Household]:
    """Three households in two groups, of which one is away and one does not want to take part.

    张桂芳: 20 base, +8 (good deed), +6 taken back, -5, -3 redeemed. 李建国: 20 base, +8. 周桂兰, away: 20 base.
    """
    made = {
        "zhang": builders.a_household(store, "张桂芳", "三组"),
        "li": builders.a_household(store, "李建国", "五组"),
        "zhou": builders.a_household(store, "周桂兰", "五组", months_home=2),
        "wu": builders.a_household(store, "吴长明", "五组", opted_in=False),
    }
    home = {"pack": "yangkou-2023", "occurred_on": date(2026, 3, 3)}
    builders.a_plain_line(store, made["zhang"], "8", item="P05", **home)
    wrong = builders.a_plain_line(store, made["zhang"], "6", item="P07", **home)
    corrections.correct(store, seq=wrong.seq, reason="记错了", actor=builders.CADRE)
    builders.a_plain_line(store, made["zhang"], "-5", item="N20", kind=Kind.DEDUCTION, **home)
    builders.a_plain_line(store, made["zhang"], "-3", kind=Kind.REDEMPTION)
    builders.a_plain_line(store, made["li"], "8", item="P05", **home)
    builders.a_plain_line(store, made["li"], "4", item="P05", period="2025-12", **home)
    return made


@pytest.mark.usefixtures("homes")
def test_the_villages_figures_are_those_of_its_groups_together(store: Store) -> None:
    whole, three, five = tallies.of_year(store, YEAR)
    assert [whole.group, three.group, five.group] == ["", "三组", "五组"]
    for name in ("households", "residents", "covered", "participants", "active", "lines"):
        assert getattr(whole, name) == getattr(three, name) + getattr(five, name)
    assert whole.balance == three.balance + five.balance
    assert str(three.balance) == "20"  # 20 + 8 - 5 - 3
    assert str(five.balance) == "72"  # three times 20, and 8 + 4


@pytest.mark.usefixtures("homes")
def test_who_lives_here_and_takes_part_is_counted(store: Store) -> None:
    whole, _, five = tallies.of_year(store, YEAR)
    assert (whole.households, whole.residents, whole.covered) == (4, 3, 2)  # 周桂兰 is away, 吴长明 does not want to
    assert (five.households, five.residents, five.covered) == (3, 2, 1)
    assert (whole.participants, whole.active) == (2, 2)


def test_the_three_kinds_stand_apart_and_what_was_taken_back_counts_nowhere(
    store: Store, homes: dict[str, Household]
) -> None:
    whole = tallies.of_year(store, YEAR)[0]
    assert [str(one) for one in (whole.kinds.plus, whole.kinds.minus, whole.kinds.reward)] == ["16", "-5", "0"]
    assert str(whole.kinds.total) == "11"
    assert whole.lines == 3  # 8, -5, 8: neither the wrong one nor its counter-entry, nor last year's
    assert str(whole.redeemed) == "3"
    own = tallies.kinds_of(store, homes["zhang"].id, YEAR)
    assert [str(one) for one in (own.plus, own.minus, own.reward, own.total)] == ["8", "-5", "0", "3"]


def test_a_reward_is_neither_plus_nor_minus(store: Store, homes: dict[str, Household]) -> None:
    row = {"code": "Q3", "title": "最美小院", "category": "移风易俗", "kind": "reward", "points": 10}
    items.add(store, [row], approval=builders.RECORD, actor=builders.CADRE)
    builders.a_plain_line(store, homes["li"], "10", item="Q3", pack="yangkou-2023")
    own = tallies.kinds_of(store, homes["li"].id, YEAR)
    assert [str(one) for one in (own.plus, own.minus, own.reward)] == ["8", "0", "10"]
    (_, zhang), (_, li), *_ = tallies.kinds_by_household(store, YEAR)
    assert [str(zhang.reward), str(li.reward)] == ["0", "10"]


def test_what_a_veto_took_back_stands_by_itself(store: Store, homes: dict[str, Household]) -> None:
    builders.a_plain_line(store, homes["li"], "-8", kind=Kind.DEDUCTION, source="veto:1", reason="一票否决")
    own = tallies.kinds_of(store, homes["li"].id, YEAR)
    assert [str(one) for one in (own.plus, own.veto, own.other, own.total)] == ["8", "-8", "0", "0"]
