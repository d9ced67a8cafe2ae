"""Applying for money at the street (资金拨付申请, annex 6): figures that must agree, then filed, paid or given back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from rules import Pack
from rules.paper import Form
from village import clock
from village.errors import VillageError
from village.model.claim import Claim, ClaimKind, ClaimState
from village.model.fund import Flow
from village.model.period import Period
from village.services import claim_figures, contests, filings, findings, funds, papers, rulebook, timekeeping, villages
from village.services.claim_figures import ClaimFigures
from village.store import Store, acts, filed_papers
from village.store import claims as rows

FEN = 100
Freeze = Callable[[Claim, ClaimFigures | None], Mapping[str, bytes]]
"""Makes the papers of an application, from exactly the figures that it is filed with: form (page, table) → content."""


def asked(pack: Pack) -> bool:
    """Whether the document has money applied for."""
    return pack.paper.made("claim") is not None


def form_of(store: Store) -> Form:
    """The document's own form. Raises `claim_off` where it has none."""
    found = rulebook.rules_on(store, clock.today()).paper.made("claim")
    if found is None:
        raise VillageError("claim_off")
    return found


def claim_quarter(store: Store, quarter: Period, *, paper_id: int | None, freeze: Freeze, actor: str) -> Claim:
    """Apply for what a quarter's redemptions cost (JX-31), with the activity plan among the kept papers.

    Raises `claim_off`, `clock_behind`, `period_not_begun`, `claimed_already`, `totals_differ`, `claim_empty`,
    `plan_missing`, `paper_unknown`.
    """
    with store.transaction():
        form = form_of(store)
        timekeeping.check_clock(store)
        if quarter.first > clock.today():
            raise VillageError("period_not_begun", form.clause, period=quarter.name)
        _check_once(store, form, ClaimKind.REDEMPTION, quarter.name)
        figures = claim_figures.of_quarter(store, quarter)
        if figures.differences:
            raise VillageError("totals_differ", form.clause, count=len(figures.differences))
        if figures.amount <= 0:
            raise VillageError("claim_empty", form.clause)
        if paper_id is None:
            raise VillageError("plan_missing", form.clause)
        papers.content(store, paper_id)
        wanted = Claim(0, ClaimKind.REDEMPTION, quarter.name, figures.amount, "", "", paper_id, clock.today(), actor)
        made = _file(store, wanted, figures, freeze)
        filings.file_once(store, form=form.code, period=quarter.name, actor=actor)
        return made


def claim_prize(store: Store, year: int, *, purpose: str, ground: str, freeze: Freeze, actor: str) -> Claim:
    """Apply for the prize of the year's contest (JX-32), naming what it is for (JX-30) and the paper that gives it.

    Raises `claim_off`, `contest_off`, `clock_behind`, `year_wrong`, `claimed_already`, `heading_unknown` (not one of
    the document's purposes), `approval_missing`, `prize_not_won` (the contest was settled here, for others).
    """
    with store.transaction():
        form, contest = form_of(store), contests.contest_of(store)
        pack = rulebook.rules_on(store, clock.today())
        timekeeping.check_clock(store)
        if not pack.starts.year <= year <= clock.today().year:
            raise VillageError("year_wrong", form.clause)
        _check_once(store, form, ClaimKind.PRIZE, str(year))
        purposes = pack.paper.names.get("award_purposes")
        if purposes and purpose not in purposes.values:
            raise VillageError("heading_unknown", purposes.clause)
        amount = prize(store, year)
        if amount == 0:
            raise VillageError("prize_not_won", contest.clause, year=year)
        if not ground.strip():
            raise VillageError("approval_missing", form.clause)
        if amount is None:
            amount = contest.award * FEN
        wanted = Claim(0, ClaimKind.PRIZE, str(year), amount, purpose, ground.strip(), None, clock.today(), actor)
        return _file(store, wanted, None, freeze)


def prize(store: Store, year: int) -> int | None:
    """What this village won in a year, in fen; 0 for nothing, None while the result is not known here."""
    result = contests.result_of(store, year)
    if result is None:
        return None
    own = villages.get(store).name
    return next((one.amount for one in result.winners if one.village == own), 0)


def pay(store: Store, claim_id: int, *, on: date, heading: str, actor: str) -> Claim:
    """The money came (已拨付): a line of the book of money that belongs to this application. While that line stands it
    is paid; taken back there, it waits again.

    Raises `claim_unknown`, `clock_behind`, `claim_settled`, `payment_withheld` (JX-33), `date_future`, and what the
    book of money refuses.
    """
    with store.transaction():
        timekeeping.check_clock(store)
        known = get(store, claim_id)
        pack = rulebook.rules_on(store, clock.today())
        if known.state is not ClaimState.FILED:
            raise VillageError("claim_settled")
        findings.check_payment(store, pack, known.period)
        note = known.purpose or known.ground
        line, _ = funds.record(
            store, flow=Flow.RECEIVED, amount=known.amount, heading=heading, day=on, note=note, actor=actor
        )
        rows.pay(store, claim_id, fund_id=line.id, on=on, actor=actor)
        _act(store, "pay_claim", claim_id, known.period, actor)
        return get(store, claim_id)


def give_back(store: Store, claim_id: int, *, reason: str, actor: str) -> Claim:
    """The street gave it back; it may be filed again. Raises `claim_unknown`, `claim_settled`, `reason_missing`."""
    with store.transaction():
        timekeeping.check_clock(store)
        if get(store, claim_id).state is not ClaimState.FILED:
            raise VillageError("claim_settled")
        if not reason.strip():
            raise VillageError("reason_missing")
        rows.give_back(store, claim_id, reason=reason.strip(), on=clock.today(), actor=actor)
        _act(store, "return_claim", claim_id, reason.strip(), actor)
        return get(store, claim_id)


def get(store: Store, claim_id: int) -> Claim:
    """One application. Raises `claim_unknown`."""
    found = rows.get(store, claim_id)
    if found is None:
        raise VillageError("claim_unknown")
    return found


def all_of(store: Store) -> list[Claim]:
    """Every application, newest first."""
    return rows.all_of(store)


def kept(store: Store, claim_id: int, form: str) -> tuple[bytes, str]:
    """(content, SHA-256) of a filed application's page or table, to the byte. Raises `claim_unknown`."""
    found = filed_papers.get(store, f"claim:{claim_id}", form)
    if found is None:
        raise VillageError("claim_unknown")
    return found


def _check_once(store: Store, form: Form, kind: ClaimKind, period: str) -> None:
    standing = (one for one in rows.all_of(store) if one.state is not ClaimState.RETURNED)
    if any((one.kind, one.period) == (kind, period) for one in standing):
        raise VillageError("claimed_already", form.clause)


def _file(store: Store, wanted: Claim, figures: ClaimFigures | None, freeze: Freeze) -> Claim:
    made = replace(wanted, id=rows.add(store, wanted))
    for form, content in freeze(made, figures).items():
        filed_papers.keep(store, f"claim:{made.id}", form, content)
    _act(store, f"claim_{made.kind}", made.id, made.period, made.actor)
    return made


def _act(store: Store, act: str, claim_id: int, detail: str, actor: str) -> None:
    acts.append(store, at=clock.now(), actor=actor, act=act, subject=f"claim:{claim_id}", detail=detail)
