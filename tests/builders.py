"""Small villages for tests, made through the services like a real one."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

from village import clock
from village.model.entry import Draft, Entry, Kind
from village.model.household import Household
from village.model.points import Points
from village.services import evidence, goods_budgets, households, ledger, rulebook, scores, villages
from village.store import Store

CADRE = "李会计"
RECORD = (
    "村民代表会议（党支部提议2023年5月8日，两委商议2023年5月9日，党员大会审议2023年5月12日，"
    "村民代表会议决议2023年5月20日，决议公开2023年5月21日，实施结果公开2023年6月10日）"
)
"""What a change of the rules stands on, as any of the five documents asks for it (YK-26)."""
_tokens = count(1)


def found_village(store: Store, *, base: int = 20) -> None:
    """海印寺村 of 洋口镇 under the Yangkou rules."""
    villages.found(store, node="yk01", name="海印寺村", town="洋口镇", group_word="组")
    rulebook.adopt(
        store,
        pack_id="yangkou-2023",
        since=date(2023, 7, 1),
        settings={"base_points": base, "publication_day": 5},
        actor=CADRE,
    )
    for year in (2026, 2027):
        approve_budget(store, year)


def adopt(store: Store, *, since: date, **facts: object) -> None:
    """Other rules from `since` on, agreed upon the day before, as a village must."""
    with clock.held(since - timedelta(days=1)):
        rulebook.adopt(store, since=since, **facts)  # type: ignore[arg-type]


def approve_budget(store: Store, year: int, yuan: int = 20_000) -> None:
    """The town agreed to what a year's goods may cost (YK-23)."""
    made = goods_budgets.draw_up(store, year=year, amount=yuan * 100, actor=CADRE)
    goods_budgets.approve(store, made.id, approval="镇审〔2026〕1号", actor=CADRE)


def a_household(store: Store, head: str = "张桂芳", group: str = "三组", **facts: object) -> Household:
    """One more household."""
    return households.enrol(store, head=head, group=group, actor=CADRE, **facts)  # type: ignore[arg-type]


def a_line(store: Store, household: Household, item: str = "P07", **facts: object) -> Entry:
    """One line scored under the rules, with a named paper behind it."""
    paper = evidence.name_paper(store, kind="feedback", title="网格员反馈", actor=CADRE)
    occurred = facts.pop("occurred", clock.today())
    score = scores.Score(household.id, item, occurred, evidence_id=paper.id, **facts)  # type: ignore[arg-type]
    return scores.record(store, score, actor=CADRE, token=f"line-{next(_tokens)}").entry


def a_plain_line(store: Store, household: Household, points: str = "5", **facts: object) -> Entry:
    """One line straight into the book, no rule asked."""
    values: dict[str, object] = {
        "household_id": household.id,
        "kind": Kind.AWARD,
        "points": Points.parse(points),
        "period": "2026-03",
        "occurred_on": date(2026, 3, 3),
        "actor": CADRE,
    }
    return ledger.post(store, Draft(**{**values, **facts}))  # type: ignore[arg-type]
