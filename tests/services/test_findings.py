"""Inspections: lines drawn by lot that can be drawn again, findings, and what waits until they are mended."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from tests import builders
from village.errors import VillageError
from village.model.entry import Kind
from village.model.finding import Finding, FindingState, InspectionPart
from village.model.period import Period
from village.services import findings, inspections, rulebook
from village.store import Store, acts

DAY = date(2026, 3, 18)
QUARTER = Period.parse("2026-Q1")


def adopt(store: Store, pack: str = "jiuxian-2022") -> None:
    rulebook.adopt(
        store, pack_id=pack, since=date(2026, 1, 1), settings={}, actor=builders.CADRE, approval=builders.RECORD
    )


def find(store: Store, part: str = "资金使用", *, found: str = "少一张发票", **facts: object) -> Finding:
    wanted = {"quarter": QUARTER, "agrees": False, "inspector": "街道检查组", "on": DAY, "actor": "督查", **facts}
    return findings.find(store, part=part, found=found, **wanted)  # type: ignore[arg-type]


def test_what_does_not_agree_is_mended_and_then_accepted_by_somebody_else(store: Store) -> None:
    adopt(store)
    made = find(store)
    assert made.state is FindingState.OPEN
    with pytest.raises(VillageError, match="finding_unmended"):
        findings.approve(store, made.id, approval="区审3号", actor="书记")
    findings.mend(store, made.id, how="发票在找", actor=builders.CADRE)
    found = findings.mend(store, made.id, how="发票补齐", actor=builders.CADRE)
    assert (found.state, found.how) == (FindingState.MENDED, "发票补齐")
    with pytest.raises(VillageError, match="self_review"):
        findings.approve(store, made.id, approval="区审3号", actor=builders.CADRE)
    with pytest.raises(VillageError, match="approval_missing"):
        findings.approve(store, made.id, approval=" ", actor="书记")
    assert findings.approve(store, made.id, approval="区审3号", actor="书记").state is FindingState.APPROVED
    with pytest.raises(VillageError, match="finding_settled"):
        findings.mend(store, made.id, how="再改", actor=builders.CADRE)
    told = [act for _, _, act, _ in acts.of_subject(store, f"finding:{made.id}")]
    assert told == ["approve_finding", "mend_finding", "mend_finding", "find"]


def test_money_waits_for_the_findings_of_its_own_period_alone(store: Store) -> None:
    adopt(store)
    pack = rulebook.rules_on(store, DAY)
    made = find(store)
    find(store, agrees=True, found="")
    for period in ("2026-Q1", "2026"):
        with pytest.raises(VillageError, match="payment_withheld") as refused:
            findings.check_payment(store, pack, period)
        assert (refused.value.clause, refused.value.params) == ("JX-33", {"count": 1})
    findings.check_payment(store, pack, "2025-Q4")
    findings.mend(store, made.id, how="补齐", actor=builders.CADRE)
    with pytest.raises(VillageError, match="payment_withheld"):  # mended is not yet accepted
        findings.check_payment(store, pack, "2026-Q1")
    findings.approve(store, made.id, approval="区审3号", actor="书记")
    findings.check_payment(store, pack, "2026-Q1")


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"part": "扫地"}, "title_unlisted"),
        ({"found": " "}, "finding_empty"),
        ({"inspector": ""}, "name_empty"),
        ({"on": date(2026, 3, 21)}, "date_future"),
        ({"quarter": Period.parse("2026-Q2")}, "date_future"),
    ],
)
def test_a_finding_says_who_found_what_and_when(store: Store, facts: dict[str, object], code: str) -> None:
    adopt(store)
    with pytest.raises(VillageError, match=code):
        find(store, **facts)  # type: ignore[arg-type]
    assert findings.all_of(store) == []


@pytest.mark.parametrize(
    ("pack", "parts"),
    [
        ("minhang-2024", ("农户考核打分", "积分公示", "积分兑换", "台账管理")),
        ("jiuxian-2022", ("积分制开展", "积分兑换", "资金使用")),
        ("yangkou-2023", findings.PARTS),
    ],
)
def test_what_is_inspected_is_the_documents(store: Store, pack: str, parts: tuple[str, ...]) -> None:
    adopt(store, pack)
    assert findings.parts(rulebook.rules_on(store, DAY)) == parts


def test_the_same_seed_draws_the_same_lines_and_later_lines_change_nothing(store: Store) -> None:
    zhang = builders.a_household(store)
    for points in range(1, 13):
        builders.a_plain_line(store, zhang, str(points), item="P07")
    builders.a_plain_line(store, zhang, "-5", kind=Kind.DEDUCTION, item="N09", period="2025-12")
    first = inspections.draw(store, quarter=QUARTER, part=InspectionPart.SCORING, seed="7", size=4, actor="督查")
    assert (first.population, len(first.lines)) == (12, 4)
    pool = [f"entry:{seq}" for seq in range(2, 14)]  # the first line is the base
    drawn = sorted(pool, key=lambda one: hashlib.sha256(f"7:{one}".encode()).hexdigest())[:4]
    assert list(first.lines) == drawn  # anybody can draw again
    builders.a_plain_line(store, zhang, "1", item="P07")
    assert inspections.draws(store, QUARTER) == [first]
    assert inspections.lot(pool, "7", 4) == first.lines
    assert inspections.lot(pool, "8", 4) != first.lines


@pytest.mark.parametrize(
    ("part", "seed", "size", "code"),
    [
        (InspectionPart.SCORING, "7", 5, "draw_empty"),
        (InspectionPart.REDEMPTION, "7", 5, "draw_empty"),
        (InspectionPart.LEDGER, " ", 5, "seed_missing"),
        (InspectionPart.LEDGER, "7", 51, "draw_size"),
    ],
)
def test_nothing_is_drawn_from_nothing(store: Store, part: InspectionPart, seed: str, size: int, code: str) -> None:
    builders.a_household(store)
    with pytest.raises(VillageError, match=code):
        inspections.draw(store, quarter=QUARTER, part=part, seed=seed, size=size, actor="督查")


def test_a_quarter_is_seen_in_its_four_parts(store: Store) -> None:
    zhang, li = builders.a_household(store), builders.a_household(store, "李建国", "五组")
    builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 10))
    found = inspections.overview(store, QUARTER)
    assert (found.participants, found.scored, found.lines) == (2, 1, 1)
    assert (found.boards, found.unpublished) == ((), ("2026-01", "2026-02", "2026-03"))
    assert (found.handed, found.waiting, found.redeemed.hundredths) == (0, 0, 0)
    drawn = inspections.population(store, QUARTER, InspectionPart.LEDGER)
    assert drawn == [f"household:{zhang.id}", f"household:{li.id}"]
