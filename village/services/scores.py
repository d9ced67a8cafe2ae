"""A cadre or panel records what a household did (代办 for positives, the group for negatives: YK-14)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rules import Assessment, Calendar, Fact, Line, Pack, Why, assess
from village import clock
from village.errors import VillageError
from village.model.belonging import NOBODY, Belonging
from village.model.entry import Draft, Entry, Kind
from village.model.household import Household
from village.model.points import Points
from village.services import (
    evidence,
    households,
    ledger,
    marks,
    participation,
    peer_rounds,
    periods,
    recusal,
    rulebook,
    timekeeping,
    vetoes,
    visits,
)
from village.services.periods import ON_TIME, Late
from village.store import Store, acts, counted, entries
from village.store import vetoes as vetoed_months


@dataclass(frozen=True, slots=True)
class Score:
    """What is to be recorded. `points` only for open items; `evidence_id` as `services.evidence` gave it; `mark` where
    the rules want a word chosen (GY-08, MH-07)."""

    household_id: int
    item: str
    occurred: date
    option: str = ""
    count: int = 1
    points: Points | None = None
    member: str = ""
    place: str = ""
    reason: str = ""
    evidence_id: int | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Scored:
    """The line in the book, what stood before and after it, and what the cadre should know."""

    entry: Entry
    before: Points
    after: Points
    warnings: tuple[Why, ...]


def rules_for(store: Store, occurred: date) -> Pack:
    """The rules that judge an event of that day."""
    return rulebook.rules_on(store, min(occurred, clock.today()))


def preview(store: Store, score: Score, *, beside: Sequence[Line] | None = None) -> Assessment:
    """What the rules say to it now; nothing is written. `beside` as in `foresee`."""
    return _assessed(store, score, rules_for(store, score.occurred), frozenset(), beside)


def known(store: Store, score: Score, *, pack: Pack) -> Household:
    """The household that takes part, and an item of that day: the first things asked of any score.

    Raises `unknown_household`, `unknown_item`, `account_closed`, `not_participating`.
    """
    household = households.get(store, score.household_id)
    item = pack.find(score.item)
    if item is None or (score.occurred >= pack.starts and item.version_on(score.occurred) is None):
        raise refusal(assess(pack, Fact(score.item, score.occurred), (), Calendar(clock.today())))
    return participation.admitted(household, pack)


def dated(
    store: Store, score: Score, *, pack: Pack, household: Household, beside: Sequence[Line] | None = None
) -> tuple[Assessment, str]:
    """What the rules say, and the month of account; `beside` are the year's lines where they are not the book's.

    Raises what is wrong with the day:
    `clock_behind`, `wrong_year`, `future_date`, `period_published`."""
    timekeeping.check_clock(store)
    month = periods.month_for(pack, household, score.occurred)
    closed = frozenset({score.occurred.year}) if periods.is_closed(store, month) else frozenset()
    found = _assessed(store, score, pack, closed, beside)
    if found.refused and found.refused.code in ("wrong_year", "future_date"):
        raise refusal(found)
    periods.check_open(store, pack, month)
    return found, month


def refusal(found: Assessment) -> VillageError:
    """The error that tells a person why the rules refuse."""
    why = found.refused
    assert why is not None
    return VillageError(why.code, why.clause, why=why)


def record(
    store: Store,
    score: Score,
    *,
    actor: str,
    token: str = "",
    belonging: Belonging = NOBODY,
    late: Late = ON_TIME,
) -> Scored:
    """Assess and post in one transaction. Raises the refusal's own code with its clause and sentence.

    The same token again answers with the first line and writes nothing. `late` is what a line after the
    month's deadline needs (`late_entry`, `second_person_missing`).
    """
    with store.transaction():
        if token and (first := entries.by_token(store, token)):
            after = ledger.balance(store, first.household_id)
            return Scored(first, after - first.points, after, ())
        pack = rules_for(store, score.occurred)
        found, month = _ready(store, score, pack=pack, actor=actor, belonging=belonging, late=late)
        scored = book(store, score, found, pack=pack, month=month, actor=actor, source="score", token=token)
        visits.note(store, pack, household_id=score.household_id, on=score.occurred, actor=actor)
        if late.reason:
            subject = f"entry:{scored.entry.id}"
            detail = f"{late.reason.strip()} / {late.second.strip()}"
            acts.append(store, at=clock.now(), actor=actor, act="late_entry", subject=subject, detail=detail)
        return scored


def foresee(
    store: Store,
    score: Score,
    *,
    actor: str,
    belonging: Belonging = NOBODY,
    late: Late = ON_TIME,
    beside: Sequence[Line] | None = None,
) -> Assessment:
    """What `record` would write; nothing is written. `beside` are the household's lines of that year where more are
    about to be written than the book has (`earlier`). Raises what `record` raises."""
    pack = rules_for(store, score.occurred)
    return _ready(store, score, pack=pack, actor=actor, belonging=belonging, late=late, beside=beside)[0]


def book(
    store: Store, score: Score, found: Assessment, *, pack: Pack, month: str, actor: str, source: str, token: str = ""
) -> Scored:
    """Post what the rules gave; in a vetoed month it counts nothing (JX-02). Raises `evidence_kind`, `mark_missing`,
    `mark_unknown`."""
    if score.evidence_id is not None:
        evidence.check_kind(store, score.evidence_id, pack=pack)
    word = marks.chosen(pack, pack.find(score.item), option=score.option, word=score.mark)
    before = ledger.balance(store, score.household_id)
    entry = ledger.post(store, _draft(score, found, pack=pack, month=month, actor=actor, source=source, token=token))
    marks.keep(store, entry, word)
    if veto := vetoed_months.get(store, score.household_id, month):
        vetoes.void(store, veto, points=entry.points, pack=pack)
    return Scored(entry, before, ledger.balance(store, score.household_id), found.warnings)


def _ready(
    store: Store,
    score: Score,
    *,
    pack: Pack,
    actor: str,
    belonging: Belonging,
    late: Late,
    beside: Sequence[Line] | None = None,
) -> tuple[Assessment, str]:
    """What is to be written, and the month of account, when nothing stands against it."""
    household = known(store, score, pack=pack)
    recusal.check(pack, household, belonging=belonging, actor=actor)
    peer_rounds.check(store, pack, household, belonging=belonging, day=score.occurred)
    found, month = dated(store, score, pack=pack, household=household, beside=beside)
    periods.check_deadline(pack, month, actor=actor, late=late)
    if found.refused:
        raise refusal(found)
    marks.chosen(pack, pack.find(score.item), option=score.option, word=score.mark)
    return found, month


def _assessed(
    store: Store, score: Score, pack: Pack, closed: frozenset[int], beside: Sequence[Line] | None = None
) -> Assessment:
    lines = earlier(store, score.household_id, score.occurred.year) if beside is None else beside
    return assess(pack, fact(score), lines, Calendar(clock.today(), closed))


def fact(score: Score) -> Fact:
    """The score as the rules are asked about it."""
    return Fact(
        item=score.item,
        occurred=score.occurred,
        option=score.option or None,
        count=score.count,
        points=score.points.hundredths if score.points is not None else None,
        member=score.member,
        place=score.place,
        reason=score.reason.strip(),
        evidence=score.evidence_id is not None,
    )


def _draft(score: Score, found: Assessment, *, pack: Pack, month: str, actor: str, source: str, token: str) -> Draft:
    return Draft(
        household_id=score.household_id,
        kind=Kind.AWARD if found.points >= 0 else Kind.DEDUCTION,
        points=Points(found.points),
        period=month,
        occurred_on=score.occurred,
        actor=actor,
        pack=pack.id,
        digest=pack.digest,
        item=score.item,
        version=found.version.isoformat(),
        option=score.option,
        count=score.count,
        clause=found.clause,
        member=score.member.strip(),
        place=score.place.strip(),
        reason=score.reason.strip(),
        evidence=str(score.evidence_id or ""),
        source=source,
        token=token,
    )


def earlier(store: Store, household_id: int, year: int) -> list[Line]:
    """The household's lines of a year that still count: what limits are held against."""
    return earlier_each(store, (household_id,), year)[household_id]


def earlier_each(store: Store, household_ids: Iterable[int], year: int) -> dict[int, list[Line]]:
    """The same of many households, asked for at once."""
    wanted = list(household_ids)
    found: dict[int, list[Line]] = {household_id: [] for household_id in wanted}
    void = vetoed_months.every(store)
    for household_id, month, (item, option, *rest) in counted.of_year(store, year, wanted):
        if (household_id, month) not in void:
            found[household_id].append(Line(item, option or None, *rest))
    return found
