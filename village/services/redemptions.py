"""Redemption (兑换): points debited and goods reserved at once; then handed over, or cancelled as a reversal."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rules import Pack
from village import clock
from village.errors import VillageError
from village.model.entry import Draft, Kind
from village.model.goods import Goods
from village.model.period import month_of
from village.model.points import Points
from village.model.redemption import Redemption, RedemptionState
from village.services import (
    choices,
    figures,
    goods,
    goods_budgets,
    ledger,
    participation,
    rulebook,
    timekeeping,
    windows,
    years,
)
from village.store import Store, acts
from village.store import goods as shelf
from village.store import redemptions as rows
from village.store import years as closed_years


@dataclass(frozen=True, slots=True)
class Proof:
    """What was shown at the counter. `book` whether the passbook was there, and `passbook` what it says before this
    redemption; None when it was equal. `card` whether the card was shown, `signed` whether somebody signed."""

    book: bool = True
    passbook: Points | None = None
    signed: bool = True
    card: bool = True


WHOLE = Proof()


def request(
    store: Store, *, household_id: int, goods_id: int, quantity: int = 1, actor: str, token: str = ""
) -> Redemption:
    """Debit the points and reserve the goods, in one transaction.

    Raises `unknown_household`, `goods_unknown`, `account_closed`, `not_participating`, `choice_missing`,
    `clock_behind`, `prohibited_goods`, `cash_goods`, `count_wrong`, `window_closed`, `budget_missing` (YK-23),
    `out_of_stock`, `not_published`, `not_enough_points`. The same token again answers with the first request.
    """
    with store.transaction():
        if token and (first := rows.by_token(store, token)):
            return first
        pack, wanted, price = _asked(store, household_id, goods_id, quantity)
        return _debit(store, pack, wanted, price, household_id, quantity, actor=actor, token=token)


def redeem(
    store: Store,
    *,
    household_id: int,
    goods_id: int,
    quantity: int = 1,
    proof: Proof = WHOLE,
    actor: str,
    token: str = "",
) -> Redemption:
    """Request and hand over at the counter, in one act. Raises what both raise, in that order."""
    with store.transaction():
        if token and (first := rows.by_token(store, token)):
            return first
        pack, wanted, price = _asked(store, household_id, goods_id, quantity)
        made = _debit(store, pack, wanted, price, household_id, quantity, actor=actor, token=token)
        _check_proof(pack, proof, due_on_book=ledger.balance(store, household_id) + price)
        return _finish(store, made, RedemptionState.HANDED_OVER, actor=actor)


def hand_over(store: Store, redemption_id: int, *, proof: Proof = WHOLE, actor: str) -> Redemption:
    """The goods leave the shop, for what the village's rules ask to be shown.

    Raises `redemption_unknown`, `clock_behind`, `redemption_finished`, `passbook_missing` (JX-17),
    `passbook_mismatch`, `signature_missing`, `card_missing`, `card_or_passbook_missing`. The book should show
    the balance now and this request's points together.
    """
    with store.transaction():
        made = _open(store, redemption_id)
        timekeeping.check_clock(store)
        pack = rulebook.rules_on(store, clock.today())
        _check_proof(pack, proof, due_on_book=ledger.balance(store, made.household_id) + made.points)
        return _finish(store, made, RedemptionState.HANDED_OVER, actor=actor)


def cancel(store: Store, redemption_id: int, *, reason: str, actor: str) -> Redemption:
    """The points come back by a reversal, the goods go back on the shelf.

    Where the year of the request has lapsed there is no account to give them back to (A.7-10): the goods are
    replaced (`wrong_year`), or, if the village chose so, the points are credited in the new year.
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


def open_ones(store: Store) -> list[Redemption]:
    """Asked for and not handed over, the most urgent first."""
    return rows.open_ones(store)


def of_household(store: Store, household_id: int) -> list[Redemption]:
    """A household's, newest first."""
    return rows.of_household(store, household_id)


def _asked(store: Store, household_id: int, goods_id: int, quantity: int) -> tuple[Pack, Goods, Points]:
    """The rules, the goods and the whole price, with all that is asked before window, stock and points."""
    pack = rulebook.rules_on(store, clock.today())
    wanted = goods.get(store, goods_id)
    participation.participant(store, household_id, pack=pack)
    windows.is_open(pack, clock.today())  # says choice_missing before anything else is looked at
    each = goods.price(pack, wanted)
    timekeeping.check_clock(store)
    years.catch_up(store)
    goods.check_allowed(pack, wanted)
    if quantity < 1:
        raise VillageError("count_wrong")
    return pack, wanted, Points(each.hundredths * quantity)


def _check_proof(pack: Pack, proof: Proof, *, due_on_book: Points) -> None:
    setting = pack.setting("redemption_proof")
    asked = choices.many(pack, "redemption_proof")
    if asked & {"passbook", "equal"} and not proof.book:
        raise VillageError("passbook_missing", pack.grounds.get("passbook_missing", setting.clause))
    if "equal" in asked and proof.passbook is not None and proof.passbook != due_on_book:
        raise VillageError("passbook_mismatch", setting.clause, points=due_on_book)
    if "signature" in asked and not proof.signed:
        raise VillageError("signature_missing", setting.clause)
    if "card" in asked and not proof.card:
        raise VillageError("card_missing", setting.clause)
    if "card_or_passbook" in asked and not (proof.card or proof.book):
        raise VillageError("card_or_passbook_missing", setting.clause)


def _debit(
    store: Store, pack: Pack, wanted: Goods, price: Points, household_id: int, quantity: int, *, actor: str, token: str
) -> Redemption:
    today = clock.today()
    if not windows.is_open(pack, today):
        raise VillageError("window_closed", pack.setting("redemption_months").clause)
    goods_budgets.check(store, pack)
    source = f"household:{household_id}"
    if not shelf.move(store, wanted.id, quantity=-quantity, source=source, at=clock.now(), actor=actor):
        raise VillageError("out_of_stock")
    found = figures.of(store, household_id)
    if price > found.redeemable:
        clause = pack.setting("redeemable_after").clause
        if price <= found.once_published:
            raise VillageError("not_published", clause)
        raise VillageError("not_enough_points", clause, points=found.redeemable)
    draft = Draft(
        household_id=household_id,
        kind=Kind.REDEMPTION,
        points=-price,
        period=month_of(today),
        occurred_on=today,
        actor=actor,
        pack=pack.id,
        digest=pack.digest,
        count=quantity,
        clause=pack.setting("redemption_months").clause,
        reason=wanted.name,
        source=f"goods:{wanted.id}",
    )
    entry = ledger.post(store, draft)
    due = windows.due(pack, wanted.delivery, today)
    made = Redemption(0, household_id, wanted.id, quantity, price, entry.seq, today, due)
    return replace(made, id=rows.add(store, made, token=token))


def _open(store: Store, redemption_id: int) -> Redemption:
    made = get(store, redemption_id)
    if made.state is not RedemptionState.REQUESTED:
        raise VillageError("redemption_finished")
    return made


def _credit(store: Store, made: Redemption, pack: Pack, *, reason: str, actor: str) -> None:
    setting = pack.setting("undeliverable")
    if choices.word(pack, "undeliverable") != "credit":
        raise VillageError("wrong_year", setting.clause, year=made.requested_on.year)
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
