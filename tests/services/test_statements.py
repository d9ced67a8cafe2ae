"""What may be shown to whom (decision 18): reasons and negatives are the household's own."""

from __future__ import annotations

from datetime import date

import pytest

from tests import builders
from village.model.household import Household
from village.services import ledger, statements
from village.services.statements import Access, StatementLine
from village.store import Store


@pytest.fixture
def household(store: Store) -> Household:
    home = builders.a_household(store)
    builders.a_line(store, home, "P07", occurred=date(2026, 3, 2), place="家门口")
    builders.a_line(store, home, "N15", occurred=date(2026, 3, 9), reason="在地头烧秸秆")
    builders.a_line(store, home, "N24", occurred=date(2026, 3, 10), reason="派出所来过")
    return home


def told(store: Store, home: Household, access: Access, sign: int = 0) -> list[StatementLine]:
    return statements.statement(store, home.id, access=access, sign=sign)


def test_anybody_sees_names_of_good_deeds_but_only_the_category_of_losses(store: Store, household: Household) -> None:
    sensitive, loss, gain, base = told(store, household, Access.PUBLIC)
    assert (gain.what, str(gain.points)) == ("垃圾分类", "5")
    assert "秸秆" not in loss.what
    assert loss.what == "农村人居环境整治"
    assert (sensitive.what, str(sensitive.points)) == ("", "-10")
    assert not any(line.reason or line.actor or line.place or line.evidence for line in (sensitive, loss, gain, base))


def test_the_household_itself_sees_reason_and_who(store: Store, household: Household) -> None:
    _, loss, gain, _ = told(store, household, Access.OWN)
    assert (loss.what, loss.reason, loss.actor) == ("烧秸秆", "在地头烧秸秆", builders.CADRE)
    assert gain.evidence.endswith("网格员反馈")


def test_gains_and_losses_apart(store: Store, household: Household) -> None:
    assert [str(line.points) for line in told(store, household, Access.OWN, sign=1)] == ["5", "20"]
    assert [str(line.points) for line in told(store, household, Access.OWN, sign=-1)] == ["-10", "-5"]


def test_a_line_that_was_taken_back_is_marked_and_explains_nothing(store: Store, household: Household) -> None:
    seq = told(store, household, Access.OWN)[1].seq
    ledger.reverse(store, seq=seq, reason="不是他家", actor=builders.CADRE)
    counter, _, loss, *_ = told(store, household, Access.OWN)
    assert (counter.takes_back, counter.corrects, counter.what) == (seq, date(2026, 3, 9), "烧秸秆")
    assert (counter.reason, loss.taken_back, loss.takes_back) == ("不是他家", counter.seq, 0)
    assert told(store, household, Access.PUBLIC)[0].corrects is None
    assert [str(line.points) for line in told(store, household, Access.OWN, sign=-1)] == ["-10"]
    assert [str(line.points) for line in told(store, household, Access.OWN, sign=1)] == ["5", "20"]
