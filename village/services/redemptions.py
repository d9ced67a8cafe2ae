"""Redemption (兑换): points debited and goods reserved at once; then handed over, or cancelled as a reversal."""

from __future__ import annotations

from dataclasses import replace

from rules import Pack
from village import clock
from village.errors import VillageError
from village.model.entry import Draft, Kind
from village.model.period import month_of
from village.model.redemption import Collector, Redemption, RedemptionState
from village.services import (
    choices,
    counters,
    debits,
    ledger,
    participation,
    proofs,
    rulebook,
    timekeeping,
    years,
)
from village.services.proofs import WHOLE, Proof
from village.store import Store, acts
from village.store import goods as shelf
from village.store import redemptions as rows
from village.store import years as closed_years


def request(
    store: Store,
    *,
    household_id: int,
    goods_id: int,
    quantity: int = 1,
    place: str = "",
    actor: str,
    token: str = "",
    seen: int | None = None,
) -> Redemption:
    """Debit the points and reserve the goods, in one transaction; `place` is where they will be fetched (JX-17).
    `seen` is the household's `newest` order as it was shown when this one was agreed to: whoever asks at two kiosks
    at once is told of the one before another is made.

    Raises `unknown_household`, `goods_unknown`, `account_closed`, `not_participating`, `choice_missing`,
    `clock_behind`, `prohibited_goods`, `cash_goods`, `count_wrong`, `window_closed`, `budget_missing` (YK-23),
    `out_of_stock`, `not_published`, `not_enough_points`, `counter_missing`,
    `counter_unknown`, `ordered_meanwhile`. The same token again answers with the first request.
    """
    with store.transaction():
        if token and (first := rows.by_token(store, token)):
            return first
        _check_seen(store, household_id, seen)
        pack, wanted, price = debits.asked(store, household_id, goods_id, quantity)
        at = counters.chosen(store, place)
        return debits.debit(store, pack, wanted, price, household_id, quantity, place=at, actor=actor, token=token)


def redeem(
    store: Store,
    *,
    household_id: int,
    goods_id: int,
    quantity: int = 1,
    proof: Proof = WHOLE,
    place: str = "",
    collector: Collector | None = None,
    actor: str,
    token: str = "",
) -> Redemption:
    """Request and hand over at the counter, in one act. Raises what both raise, in that order."""
    with store.transaction():
        if token and (first := rows.by_token(store, token)):
            return first
        pack, wanted, price = debits.asked(store, household_id, goods_id, quantity)
        at = counters.chosen(store, place)
        made = debits.debit(store, pack, wanted, price, household_id, quantity, place=at, actor=actor, token=token)
        return _leave(store, pack, made, proof, at, collector, actor=actor)


def hand_over(
    store: Store,
    redemption_id: int,
    *,
    proof: Proof = WHOLE,
    place: str = "",
    collector: Collector | None = None,
    actor: str,
) -> Redemption:
    """The goods leave the shop, for what the village's rules ask to be shown; at the order's place if no other is
    named, to whom the household sent, or to a `collector` who is named now (代领).

    Raises `redemption_unknown`, `clock_behind`, `redemption_finished`, `passbook_missing` (JX-17),
    `passbook_mismatch`, `signature_missing`, `card_missing`, `card_or_passbook_missing`, `counter_missing`,
    `counter_unknown`, `name_empty`. The book should show the balance now and this request's points together.
    """
    with store.transaction():
        made = _open(store, redemption_id)
        timekeeping.check_clock(store)
        pack = rulebook.rules_on(store, clock.today())
        at = counters.chosen(store, place) if place or not made.place else made.place
        return _leave(store, pack, made, proof, at, collector, actor=actor)


def send(store: Store, redemption_id: int, collector: Collector, *, actor: str) -> Redemption:
    """The household says who fetches an order for it (代领); an empty name: itself again.

    Raises `redemption_unknown`, `redemption_finished`.
    """
    with store.transaction():
        made = _open(store, redemption_id)
        return _send(store, made, collector, actor=actor)


def cancel(store: Store, redemption_id: int, *, reason: str, actor: str) -> Redemption:
    """The points come back by a reversal, the goods go back on the shelf.

    Where the year of the request has lapsed there is no account to give them back to (A.7-10): other goods are given
    in their place (`wrong_year`; `substitutions`), or, if the village chose so, the points are credited in the new
    year. An order that was paid with points of a year that lapsed since gives these back to lapse with it (DZ-15).
    Raises also `redemption_unknown`, `account_closed`, `clock_behind`, `redemption_finished`.
    """
    with store.transaction():
        made = _open(store, redemption_id)
        participation.account(store, made.household_id)
        timekeeping.check_clock(store)
        pack = rulebook.rules_on(store, clock.today())
        if made.requested_on.year <= closed_years.last(store, "lapsed"):
            _credit(store, made, pack, reason=reason, actor=actor)
        else:
            ledger.reverse(store, seq=made.entry_seq, reason=reason, actor=actor)
            years.lapse_returned(store, made.household_id, made.points, reason=reason.strip(), actor=actor)
        source = f"redemption:{made.id}"
        shelf.move(store, made.goods_id, quantity=made.quantity, source=source, at=clock.now(), actor=actor)
        return _finish(store, made, RedemptionState.CANCELLED, actor=actor, reason=reason.strip())


def get(store: Store, redemption_id: int) -> Redemption:
    """One redemption. Raises `redemption_unknown`."""
    found = rows.get(store, redemption_id)
    if found is None:
        raise VillageError("redemption_unknown")
    return found


def by_line(store: Store, seq: int) -> Redemption | None:
    """What was had for the points of a line; None for a line of another kind."""
    return rows.by_line(store, seq)


def open_ones(store: Store, *, limit: int = -1, skip: int = 0) -> list[Redemption]:
    """Asked for and not handed over, the most urgent first; all of it, or so many after the first `skip`."""
    return rows.open_ones(store, limit=limit, skip=skip)


def count_open(store: Store) -> int:
    """How many wait to be handed over."""
    return rows.count_open(store)


def of_household(store: Store, household_id: int) -> list[Redemption]:
    """A household's, newest first."""
    return rows.of_household(store, household_id)


def newest(store: Store, household_id: int) -> int:
    """The number of the last thing that the household ordered and did not give back; 0 for none."""
    kept = (each for each in rows.of_household(store, household_id) if each.state is not RedemptionState.CANCELLED)
    return max((made.id for made in kept), default=0)


def _check_seen(store: Store, household_id: int, seen: int | None) -> None:
    if seen is not None and newest(store, household_id) > seen:
        raise VillageError("ordered_meanwhile")


def _leave(
    store: Store, pack: Pack, made: Redemption, proof: Proof, place: str, collector: Collector | None, *, actor: str
) -> Redemption:
    """What is asked for was shown: the goods leave from a place."""
    proofs.check(pack, proof, due_on_book=ledger.balance(store, made.household_id) + made.points)
    if collector is not None:
        if not collector.name.strip():
            raise VillageError("name_empty")
        made = _send(store, made, collector, actor=actor)
    if place != made.place:
        rows.move(store, made.id, place=place)
    return _finish(store, replace(made, place=place), RedemptionState.HANDED_OVER, actor=actor)


def _send(store: Store, made: Redemption, collector: Collector, *, actor: str) -> Redemption:
    named = Collector(collector.name.strip(), collector.relation.strip())
    rows.name_collector(store, made.id, named, at=clock.now(), actor=actor)
    told, subject = f"{named.name} {named.relation}".strip(), f"redemption:{made.id}"
    acts.append(store, at=clock.now(), actor=actor, act="send_collector", subject=subject, detail=told)
    return replace(made, collector=named if named.name else None)


def _open(store: Store, redemption_id: int) -> Redemption:
    made = get(store, redemption_id)
    if made.state is not RedemptionState.REQUESTED:
        raise VillageError("redemption_finished")
    return made


def _credit(store: Store, made: Redemption, pack: Pack, *, reason: str, actor: str) -> None:
    setting = pack.setting("undeliverable")
    if choices.word(pack, "undeliverable") != "credit":
        raise VillageError("wrong_year", setting.clause, said="order_lapsed", year=f"{made.requested_on.year}")
    today = clock.today()
    draft = Draft(
        household_id=made.household_id,
        kind=Kind.CARRY,
        points=made.points,
        period=month_of(today),
        occurred_on=today,
        actor=actor,
        pack=pack.id,
        digest=pack.digest,
        clause=setting.clause,
        reason=reason,
        source=f"redemption:{made.id}",
    )
    ledger.post(store, draft)


def _finish(store: Store, made: Redemption, state: RedemptionState, *, actor: str, reason: str = "") -> Redemption:
    today = clock.today()
    rows.finish(store, made.id, state=state, on=today, reason=reason)
    acts.append(store, at=clock.now(), actor=actor, act=state.value, subject=f"redemption:{made.id}", detail=reason)
    return replace(made, state=state, finished_on=today)
