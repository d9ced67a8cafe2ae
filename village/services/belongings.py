"""A line that turns out to be another household's (an upheld objection): it counts there by the rules of its day."""

from __future__ import annotations

from rules import Calendar, Fact, assess
from village import clock
from village.model.entry import Entry
from village.services import moves, participation, scores, vetoes
from village.store import Store
from village.store import vetoes as vetoed


def hand_over(store: Store, line: Entry, *, to: int, reason: str, actor: str) -> Entry:
    """Write a line to the household whose it is; in a vetoed month it counts nothing there either (JX-02).

    Raises `unknown_household`, `account_closed`, `not_participating` (MH-14, DZ-04, DZ-05), and `capped` where that
    household had already what the item gives (A.7-12); as `moves.move`.
    """
    pack = scores.rules_for(store, line.occurred_on)
    participation.participant(store, to, pack=pack)
    if line.item:
        _check_room(store, line, to=to)
    copy = moves.move(store, line, to=to, reason=reason, actor=actor)
    if made := vetoed.get(store, to, line.period):
        vetoes.void(store, made, points=copy.points, pack=pack)
    return copy


def fact_of(line: Entry) -> Fact:
    """What a line of the book tells, as the rules are asked about it again."""
    return Fact(
        item=line.item,
        occurred=line.occurred_on,
        option=line.option or None,
        count=line.count,
        points=line.points.hundredths,
        member=line.member,
        place=line.place,
        reason=line.reason,
        evidence=bool(line.evidence),
    )


def _check_room(store: Store, line: Entry, *, to: int) -> None:
    earlier = scores.earlier(store, to, line.occurred_on.year)
    found = assess(scores.rules_for(store, line.occurred_on), fact_of(line), earlier, Calendar(clock.today()))
    if found.refused and found.refused.code == "capped":
        raise scores.refusal(found)
