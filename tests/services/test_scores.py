"""A cadre records a line; the rules decide, the book remembers by which rule."""

from __future__ import annotations

from datetime import date

import pytest

from tests import builders
from village.errors import VillageError
from village.model.entry import Kind
from village.model.points import Points
from village.services import declarations, evidence, ledger, rulebook, scores
from village.store import Store, entries


def paper(store: Store) -> int:
    return evidence.name_paper(store, kind="feedback", title="网格员反馈", actor=builders.CADRE).id


def test_a_line_remembers_its_rule(store: Store) -> None:
    household = builders.a_household(store)
    line = builders.a_line(store, household, "P07", occurred=date(2026, 3, 15))
    assert (line.points, line.kind, line.period) == (Points(500), Kind.AWARD, "2026-03")
    assert (line.pack, line.clause, line.item) == ("yangkou-2023", "YK-P07", "P07")
    assert line.digest == rulebook.pack("yangkou-2023").digest
    assert line.version


def test_before_and_after_are_told(store: Store) -> None:
    household = builders.a_household(store)
    score = scores.Score(household.id, "N15", date(2026, 3, 15), reason="烧秸秆", evidence_id=paper(store))
    done = scores.record(store, score, actor=builders.CADRE)
    assert (done.before, done.after) == (Points(2000), Points(1500))
    assert "rectification_due" in {warning.code for warning in done.warnings}


@pytest.mark.parametrize("item", ["P07", "N15"])
def test_both_signs_need_evidence(store: Store, item: str) -> None:
    household = builders.a_household(store)
    with pytest.raises(VillageError, match="evidence_missing") as refusal:
        scores.record(store, scores.Score(household.id, item, date(2026, 3, 15)), actor=builders.CADRE)
    assert refusal.value.clause.startswith("YK-")
    assert entries.count(store) == 1


def test_evidence_that_does_not_exist_is_no_evidence(store: Store) -> None:
    household = builders.a_household(store)
    with pytest.raises(VillageError, match="evidence_missing"):
        scores.record(
            store, scores.Score(household.id, "P07", date(2026, 3, 15), evidence_id=4711), actor=builders.CADRE
        )


def test_evidence_of_a_kind_that_the_rules_do_not_list_is_none(store: Store) -> None:
    household = builders.a_household(store)
    gossip = evidence.name_paper(store, kind="gossip", title="听说的", actor=builders.CADRE)
    score = scores.Score(household.id, "P07", date(2026, 3, 15), evidence_id=gossip.id)
    for act in (scores.record, declarations.declare):
        with pytest.raises(VillageError, match="evidence_kind") as refusal:
            act(store, score, actor=builders.CADRE)
        assert refusal.value.clause == "YK-15"
        assert "照片、表彰文件、法律文书、新闻报道、单位或人员反馈" in str(refusal.value.params["what"])
    assert entries.count(store) == 1


def test_the_second_time_in_a_month_is_refused_and_a_reversed_line_frees_the_month(store: Store) -> None:
    household = builders.a_household(store)
    line = builders.a_line(store, household, "P07", occurred=date(2026, 3, 2))
    with pytest.raises(VillageError, match="capped"):
        builders.a_line(store, household, "P07", occurred=date(2026, 3, 9))
    ledger.reverse(store, seq=line.seq, reason="看错了", actor=builders.CADRE)
    assert builders.a_line(store, household, "P07", occurred=date(2026, 3, 9)).points == Points(500)


def test_a_higher_prize_tops_up_a_lower_one(store: Store) -> None:
    household = builders.a_household(store)
    first = builders.a_line(store, household, "P19", option="town", occurred=date(2026, 3, 1))
    second = builders.a_line(store, household, "P19", option="province", occurred=date(2026, 3, 2))
    assert (first.points, second.points) == (Points(1000), Points(2000))


@pytest.mark.parametrize(("day", "code"), [(date(2027, 1, 1), "wrong_year"), (date(2026, 3, 21), "future")])
def test_a_day_that_has_not_come_is_refused(store: Store, day: date, code: str) -> None:
    household = builders.a_household(store)
    with pytest.raises(VillageError, match=code):
        builders.a_line(store, household, "P07", occurred=day)


def test_a_double_tap_records_once(store: Store) -> None:
    household = builders.a_household(store)
    score = scores.Score(household.id, "P16", date(2026, 3, 15), evidence_id=paper(store))
    first = scores.record(store, score, actor=builders.CADRE, token="tap")
    again = scores.record(store, score, actor=builders.CADRE, token="tap")
    assert again.entry == first.entry
    assert (again.before, again.after) == (first.before, first.after)
