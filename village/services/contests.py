"""The street's contest between villages (拉练评比): four rounds a year, judges' sheets, the ranking, the winners."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rules import Pack
from rules.paper import Contest
from village import clock
from village.errors import VillageError
from village.model.contest import ContestPlan, ContestResult, ContestWinner, Criterion, JudgeSheet
from village.model.points import ZERO, Points
from village.services import contest_plans, rulebook, timekeeping
from village.store import Store, acts
from village.store import contests as rows

FEN = 100
_JUDGES = 2  # a panel (评比小组) is more than one person (JX-22)


@dataclass(frozen=True, slots=True)
class ContestPlace:
    """A village in the year's ranking: `mean` of its `judges`, compared exactly; `rank` 0 while nobody judged it."""

    village: str
    round: int
    rank: int
    mean: Fraction
    judges: int

    @property
    def shown(self) -> Points:
        """The mean, rounded to the hundredth."""
        return Points(int(self.mean + Fraction(1, 2)))


def asked(pack: Pack) -> bool:
    """Whether the document knows of a contest between villages."""
    return pack.paper.contest is not None


def contest_of(store: Store) -> Contest:
    """The contest of the rules in force. Raises `contest_off`."""
    found = rulebook.rules_on(store, clock.today()).paper.contest
    if found is None:
        raise VillageError("contest_off")
    return found


def plan(
    store: Store,
    *,
    year: int,
    villages: Sequence[str],
    rounds: Sequence[Sequence[str]],
    criteria: Sequence[Criterion],
    actor: str,
) -> ContestPlan:
    """Plan a year's rounds (JX-21): every village of the street in one of them, each of 4 or 5.

    Raises `contest_off`, `clock_behind`, `contest_settled`, `contest_villages` (not as many as the street has),
    `contest_round_size`, `contest_unknown`, `contest_twice`, `contest_left_out`, `criteria_missing`, and
    `contest_judged` for a plan that would move, or measure otherwise, what was judged already.
    """
    with store.transaction():
        contest = contest_of(store)
        timekeeping.check_clock(store)
        if rows.result_of(store, year):
            raise VillageError("contest_settled", contest.clause)
        contest_plans.check_rounds(contest, villages, rounds)
        if not criteria or any(not one.title or one.most <= ZERO for one in criteria):
            raise VillageError("criteria_missing", contest.clause)
        planned = tuple(tuple(each) for each in rounds)
        wanted = ContestPlan(0, year, planned, tuple(criteria), clock.today(), actor)
        judged = {one.village for one in rows.sheets(store, year)}
        contest_plans.check_judged(contest, rows.plan_of(store, year), judged, wanted)
        made = rows.plan(store, wanted)
        acts.append(store, at=clock.now(), actor=actor, act="plan_contest", subject=f"contest:{year}", detail=str(made))
        return plan_of(store, year) or wanted


def plan_of(store: Store, year: int) -> ContestPlan | None:
    """The plan that holds for a year."""
    return rows.plan_of(store, year)


def judge(
    store: Store,
    *,
    year: int,
    village: str,
    judge: str,
    marks: Sequence[Points],
    on: date,
    reason: str = "",
    actor: str,
) -> JudgeSheet:
    """Write down what a judge gave a village on the spot (JX-22); the same judge's sheet again needs a reason.

    Raises `contest_off`, `clock_behind`, `contest_settled`, `contest_unplanned`, `contest_unknown`, `name_empty`,
    `date_future`, `judge_mark_missing`, `judge_mark_wrong` (not between nought and the most), `judged_already`.
    """
    with store.transaction():
        contest = contest_of(store)
        timekeeping.check_clock(store)
        known = rows.plan_of(store, year)
        if known is None:
            raise VillageError("contest_unplanned", contest.clause)
        former = any(one.village == village and one.judge == judge.strip() for one in rows.sheets(store, year))
        for code, wrong in (
            ("contest_settled", rows.result_of(store, year) is not None),
            ("name_empty", not judge.strip()),
            ("date_future", on > clock.today()),
            ("judge_mark_missing", len(marks) != len(known.criteria)),
            ("judged_already", former and not reason.strip()),
        ):
            if wrong:
                raise VillageError(code, contest.clause)
        if village not in known.villages:
            raise VillageError("contest_unknown", contest.clause, what=village)
        for criterion, mark in zip(known.criteria, marks, strict=True):
            if not ZERO <= mark <= criterion.most:
                raise VillageError("judge_mark_wrong", contest.clause, what=criterion.title, points=criterion.most)
        wanted = JudgeSheet(0, year, village, judge.strip(), tuple(marks), on, reason.strip(), actor)
        made = rows.add(store, wanted, at=clock.now())
        acts.append(store, at=clock.now(), actor=actor, act="judge", subject=f"contest:{year}", detail=str(made))
        return next(one for one in rows.sheets(store, year) if one.id == made)


def judge_round(
    store: Store,
    *,
    year: int,
    judge_name: str,
    marks: Mapping[str, Sequence[Points]],
    on: date,
    reason: str = "",
    actor: str,
) -> int:
    """A judge's sheets of a round, all or none; a sheet that says what it said before is no new one. Answers how many
    were written. Raises what `judge` raises."""
    with store.transaction():
        former = {(one.village, one.judge): one.marks for one in rows.sheets(store, year)}
        fresh = {one: given for one, given in marks.items() if former.get((one, judge_name.strip())) != tuple(given)}
        for village, given in fresh.items():
            judge(store, year=year, village=village, judge=judge_name, marks=given, on=on, reason=reason, actor=actor)
        return len(fresh)


def sheets(store: Store, year: int) -> list[JudgeSheet]:
    """The sheets that count, in the order of writing."""
    return rows.sheets(store, year)


def ranking(store: Store, year: int) -> list[ContestPlace]:
    """Every village of the plan, the best mean first (JX-23); equal means share a place; the unjudged come last."""
    known = rows.plan_of(store, year)
    if known is None:
        return []
    totals: dict[str, list[int]] = {village: [] for village in known.villages}
    for one in rows.sheets(store, year):
        totals[one.village].append(one.total.hundredths)
    means = {village: Fraction(sum(given), len(given)) for village, given in totals.items() if given}
    found = [
        ContestPlace(
            village,
            known.round_of(village),
            1 + sum(other > means[village] for other in means.values()) if village in means else 0,
            means.get(village, Fraction(0)),
            len(given),
        )
        for village, given in totals.items()
    ]
    return sorted(found, key=lambda one: (one.rank == 0, one.rank))


def tied(store: Store, year: int) -> tuple[list[ContestPlace], int]:
    """(villages that share the last place that wins, how many of them can win); ([], 0) where points decide alone."""
    winners, found = contest_of(store).winners, [one for one in ranking(store, year) if one.rank]
    safe = [one for one in found if sum(other.rank <= one.rank for other in found) <= winners]
    left = winners - len(safe)
    if left <= 0 or len(found) <= winners:
        return [], 0
    edge = found[len(safe)].rank
    return [one for one in found if one.rank == edge], left


def settle(store: Store, *, year: int, chosen: Sequence[str] = (), record: str = "", actor: str) -> ContestResult:
    """The year's winners (JX-23). Where several villages share the last place that wins, nothing is decided by itself:
    people choose among them and name the record of it.

    Raises `contest_off`, `clock_behind`, `contest_settled`, `contest_unplanned`, `contest_unjudged` (villages that
    nobody, or one judge alone, has seen), `contest_tie` (naming them), `approval_missing` (no record of a choice).
    """
    with store.transaction():
        contest = contest_of(store)
        timekeeping.check_clock(store)
        if rows.result_of(store, year):
            raise VillageError("contest_settled", contest.clause)
        found = ranking(store, year)
        if not found:
            raise VillageError("contest_unplanned", contest.clause)
        few = [one.village for one in found if one.judges < _JUDGES]
        if few:
            raise VillageError("contest_unjudged", contest.clause, what="、".join(few))
        winners = _winners(store, contest, year, found, chosen, record)
        amount = contest.award * FEN
        won = tuple(ContestWinner(one.village, one.rank, amount) for one in winners)
        result = ContestResult(year, won, record.strip(), clock.today(), actor)
        rows.settle(store, result)
        names = "、".join(one.village for one in winners)
        acts.append(store, at=clock.now(), actor=actor, act="settle_contest", subject=f"contest:{year}", detail=names)
        return result


def result_of(store: Store, year: int) -> ContestResult | None:
    """How a year ended, if it has."""
    return rows.result_of(store, year)


def _winners(
    store: Store, contest: Contest, year: int, found: list[ContestPlace], chosen: Sequence[str], record: str
) -> list[ContestPlace]:
    equal, left = tied(store, year)
    if not equal:
        return found[: contest.winners]
    names = {one.village for one in equal}
    if len(set(chosen)) != left or not set(chosen) <= names:
        raise VillageError("contest_tie", contest.clause, what="、".join(sorted(names)), count=left)
    if not record.strip():
        raise VillageError("approval_missing", contest.clause)
    safe = [one for one in found if one.rank < equal[0].rank]
    return safe + [one for one in equal if one.village in chosen]
