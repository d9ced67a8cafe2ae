"""Whether a plan of the contest's rounds is the document's (JX-21): every village once, in rounds of the right size."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rules.paper import Contest
from village.errors import VillageError
from village.model.contest import ContestPlan


def check_rounds(contest: Contest, villages: Sequence[str], rounds: Sequence[Sequence[str]]) -> None:
    """Raises `contest_villages`, `contest_unknown`, `contest_twice`, `contest_left_out`, `contest_round_size`."""
    if len(set(villages)) != contest.villages or len(villages) != contest.villages:
        raise VillageError("contest_villages", contest.clause, count=contest.villages, number=str(len(set(villages))))
    planned = [village for each in rounds for village in each]
    for village in planned:
        if village not in villages:
            raise VillageError("contest_unknown", contest.clause, what=village)
        if planned.count(village) > 1:
            raise VillageError("contest_twice", contest.clause, what=village)
    left = [village for village in villages if village not in planned]
    if left:
        raise VillageError("contest_left_out", contest.clause, what="、".join(left))
    sizes = [len(each) for each in rounds] + [0] * (contest.rounds - len(rounds))
    for number, size in enumerate(sizes, 1):
        if number > contest.rounds or not contest.least <= size <= contest.most:
            allowed = f"{contest.least}到{contest.most}"
            raise VillageError("contest_round_size", contest.clause, number=str(number), count=size, what=allowed)


def check_judged(contest: Contest, former: ContestPlan | None, judged: Collection[str], wanted: ContestPlan) -> None:
    """Raises `contest_judged` for a plan that moves a village that was judged, or asks judges for something else."""
    if former is None or not judged:
        return
    moved = sorted(one for one in judged if wanted.round_of(one) != former.round_of(one))
    if moved or wanted.criteria != former.criteria:
        raise VillageError("contest_judged", contest.clause, what="、".join(moved or sorted(judged)))
