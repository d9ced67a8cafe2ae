"""Declarations (申报): a household says what it did; somebody looks, and approves or rejects (DZ-09, YK-14)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rules import Assessment, Pack, Why
from village import clock
from village.errors import VillageError
from village.model.belonging import NOBODY, Belonging
from village.model.declaration import Declaration, DeclarationState
from village.model.entry import Entry
from village.model.household import Household
from village.model.points import Points
from village.services import choices, committee, evidence, participation, recusal, scores, timekeeping
from village.services.scores import Score
from village.store import Store, acts
from village.store import declarations as rows


@dataclass(frozen=True, slots=True)
class Declared:
    """What was declared, and what whoever reviews it should know."""

    declaration: Declaration
    warnings: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What became of it; `entry` is the line that an approval wrote."""

    declaration: Declaration
    entry: Entry | None
    warnings: tuple[Why, ...]


def declare(store: Store, score: Score, *, actor: str, token: str = "") -> Declared:
    """Put a household's own word into the queue; nothing counts yet.

    What the village writes when it looks (an open item's points, place and reason) is not asked of a household. Raises
    what `scores.record` raises but for that, and `not_positive`, `declaration_not_allowed`. The same token again
    answers with the first declaration.
    """
    with store.transaction():
        if token and (first := rows.by_token(store, token)):
            return Declared(first, ())
        pack = scores.rules_for(store, score.occurred)
        household = scores.known(store, score, pack=pack)
        found, _ = scores.dated(store, _as_looked_at(pack, score), pack=pack, household=household)
        _declarable(pack, score.item)
        if found.refused:
            raise scores.refusal(found)
        if score.evidence_id is not None:
            evidence.check_kind(store, score.evidence_id, pack=pack)
        made = Declaration(
            id=0,
            household_id=score.household_id,
            item=score.item,
            option=score.option,
            count=score.count,
            occurred=score.occurred,
            evidence_id=score.evidence_id,
            actor=actor,
        )
        now = clock.now()
        made = replace(made, id=rows.add(store, made, at=now, token=token))
        acts.append(store, at=now, actor=actor, act="declare", subject=f"declaration:{made.id}", detail=score.item)
        return Declared(made, found.warnings)


def show(store: Store, declaration_id: int, evidence_id: int, *, actor: str) -> Declaration:
    """A photo that came later takes the place of what was named as evidence; that stays on record. Raises
    `declaration_unknown`, `decided_already`, and `evidence_kind` for a kind that the rules do not list."""
    with store.transaction():
        made = _undecided(store, declaration_id)
        evidence.check_kind(store, evidence_id, pack=scores.rules_for(store, made.occurred))
        rows.show(store, made.id, evidence_id=evidence_id)
        detail = str(evidence_id)
        acts.append(store, at=clock.now(), actor=actor, act="show", subject=f"declaration:{made.id}", detail=detail)
        return replace(made, evidence_id=evidence_id)


def get(store: Store, declaration_id: int) -> Declaration:
    """One declaration. Raises `declaration_unknown`."""
    found = rows.get(store, declaration_id)
    if found is None:
        raise VillageError("declaration_unknown")
    return found


def waiting(store: Store, *, limit: int = -1, skip: int = 0) -> list[Declaration]:
    """The queue without its oldest `skip`, oldest first; all of it, or so many."""
    return rows.waiting(store, limit=limit, skip=skip)


def count_waiting(store: Store) -> int:
    """How long the queue is."""
    return rows.count_waiting(store)


def of_household(store: Store, household_id: int) -> list[Declaration]:
    """A household's own, newest first."""
    return rows.of_household(store, household_id)


def usual(store: Store) -> dict[tuple[str, str], int]:
    """How often each deed (its item and sort) came about in this village within a year: most come again."""
    since = clock.today() - timedelta(days=366)
    return store.kept(("usual deeds", since), lambda: rows.deeds_since(store, since))


def approve(
    store: Store,
    declaration_id: int,
    *,
    actor: str,
    visited: date | None = None,
    points: Points | None = None,
    place: str = "",
    reason: str = "",
    mark: str = "",
    belonging: Belonging = NOBODY,
    token: str = "",
) -> Reviewed:
    """Let it count: a line is written under the rules of the day of the event, an open item's with these `points`.

    Raises `account_closed`, `not_participating`, `seat_forfeited`, `term_over` (YK-03), `self_review`, `recused`,
    `own_group`, what the rules say to it today, `visit_missing` where the rules ask for a visit first (DZ-11), and
    `mark_missing` where they want a word chosen (GY-08, MH-07).
    """
    with store.transaction():
        made = _undecided(store, declaration_id)
        score = replace(_score(made), points=points, place=place, reason=reason, mark=mark)
        pack = scores.rules_for(store, made.occurred)
        household = scores.known(store, score, pack=pack)
        committee.check(store, pack, actor)
        recusal.check(pack, household, belonging=belonging, actor=actor, entered_by=made.actor)
        found, month = scores.dated(store, score, pack=pack, household=household)
        if found.refused:
            raise scores.refusal(found)
        if choices.flag(pack, "home_visit") and visited is None:
            raise VillageError("visit_missing", pack.setting("home_visit").clause)
        source = f"declaration:{made.id}"
        done = scores.book(store, score, found, pack=pack, month=month, actor=actor, source=source, token=token)
        approved = _decide(store, made, DeclarationState.APPROVED, actor=actor, entry=done.entry, visited=visited)
        return Reviewed(approved, done.entry, done.warnings)


def reject(store: Store, declaration_id: int, *, actor: str, reason: str, belonging: Belonging = NOBODY) -> Reviewed:
    """Turn it down, and say why. Raises `account_closed`, `seat_forfeited`, `term_over`, `self_review`, `recused`,
    `own_group`, `clock_behind`, `reason_missing`."""
    with store.transaction():
        made = _undecided(store, declaration_id)
        household: Household = participation.account(store, made.household_id)
        pack = scores.rules_for(store, made.occurred)
        committee.check(store, pack, actor)
        recusal.check(pack, household, belonging=belonging, actor=actor, entered_by=made.actor)
        timekeeping.check_clock(store)
        if not reason.strip():
            raise VillageError("reason_missing", pack.setting("positives_by").clause)
        rejected = _decide(store, made, DeclarationState.REJECTED, actor=actor, reason=reason.strip())
        return Reviewed(rejected, None, ())


def reasons(store: Store) -> list[str]:
    """The village's own words when it turned something down, the most usual first."""
    return rows.reasons(store)


def preview_each(store: Store, several: Iterable[Declaration]) -> dict[int, Assessment]:
    """Declaration → what the rules say to it now, whatever the village may write beside it; the lines that limits
    look at are asked for at once."""
    homes: dict[int, set[int]] = {}
    every = list(several)
    for made in every:
        homes.setdefault(made.occurred.year, set()).add(made.household_id)
    lines = {year: scores.earlier_each(store, wanted, year) for year, wanted in homes.items()}

    def said(made: Declaration) -> Assessment:
        score = _as_looked_at(scores.rules_for(store, made.occurred), _score(made))
        return scores.preview(store, score, beside=lines[made.occurred.year][made.household_id])

    return {made.id: said(made) for made in every}


def _as_looked_at(pack: Pack, score: Score) -> Score:
    """The score with something in each place that is the village's to fill: some amount, some words."""
    item = pack.find(score.item)
    amount = Points(100) if item and item.open else score.points
    return replace(score, points=amount, place=score.place or score.item, reason=score.reason or score.item)


def _declarable(pack: Pack, item: str) -> None:
    if pack.item(item).kind == "negative":
        raise VillageError("not_positive", pack.setting("negatives_by").clause)
    if "household" not in choices.many(pack, "positives_by"):
        raise VillageError("declaration_not_allowed", pack.setting("positives_by").clause)


def _undecided(store: Store, declaration_id: int) -> Declaration:
    made = get(store, declaration_id)
    if made.state is not DeclarationState.WAITING:
        raise VillageError("decided_already")
    return made


def _score(made: Declaration) -> Score:
    return Score(
        household_id=made.household_id,
        item=made.item,
        occurred=made.occurred,
        option=made.option,
        count=made.count,
        evidence_id=made.evidence_id,
    )


def _decide(
    store: Store,
    made: Declaration,
    state: DeclarationState,
    *,
    actor: str,
    entry: Entry | None = None,
    visited: date | None = None,
    reason: str = "",
) -> Declaration:
    seq = entry.seq if entry else None
    rows.review(store, made.id, state=state, entry_seq=seq, visited=visited, reason=reason)
    acts.append(store, at=clock.now(), actor=actor, act=state.value, subject=f"declaration:{made.id}", detail=reason)
    return replace(made, state=state, entry_seq=seq, visited=visited, reason=reason)
