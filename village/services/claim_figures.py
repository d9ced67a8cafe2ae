"""What a quarter's application for money rests on, and where two books do not say the same (JX-31).

Annex 3 (the boards), the ledger of awards, the ledger of redemptions and the shop's own record must agree: what was
shown and what was corrected since is what the ledger says, and every redemption is an order of the shop.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from village import clock
from village.model.entry import Kind
from village.model.household import Household
from village.model.period import Period
from village.model.points import Points
from village.services import choices, rulebook
from village.store import Store, households, publications
from village.store import claims as rows
from village.store.claims import Line

_EVERYBODY = -1  # no limit


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two books differ. `what` is month (no board), line (on no board), row (a board says otherwise than its
    lines) or order (a redemption and the shop's record); `subject` names it: "2026-02", "entry:12", "household:7"."""

    what: str
    subject: str
    here: Points
    there: Points


@dataclass(frozen=True, slots=True)
class ClaimAccount:
    """A household's quarter: what boards `shown`, what was `corrected` after that, what it `redeemed`."""

    household: Household
    shown: Points
    corrected: Points
    redeemed: Points

    @property
    def scored(self) -> Points:
        """What it has by both; the ledger of awards says the same, or there is a difference."""
        return self.shown + self.corrected


@dataclass(frozen=True, slots=True)
class ClaimFigures:
    """`lines` of the quarter in the order of the book; `redeemed` points, which `amount` fen bought."""

    quarter: Period
    accounts: tuple[ClaimAccount, ...]
    lines: tuple[Line, ...]
    scored: Points
    redeemed: Points
    amount: int
    differences: tuple[Difference, ...]


def of_quarter(store: Store, quarter: Period) -> ClaimFigures:
    """A quarter's figures, with everything that does not agree."""
    first, last = quarter.months[0], quarter.months[-1]
    lines = rows.lines(store, first, last)
    redeemed = -sum(line.points for line in lines if line.kind is Kind.REDEMPTION)
    rate = choices.hundredths(rulebook.rules_on(store, clock.today()), "rate")
    return ClaimFigures(
        quarter=quarter,
        accounts=tuple(_accounts(store, lines)),
        lines=tuple(lines),
        scored=Points(sum(line.points for line in lines if line.kind is not Kind.REDEMPTION)),
        redeemed=Points(redeemed),
        amount=redeemed * 100 // rate,
        differences=(*_unshown(store, quarter, lines), *_rows(store, first, last, lines), *_orders(store, lines)),
    )


def _accounts(store: Store, lines: list[Line]) -> Iterator[ClaimAccount]:
    """Open accounts, and ended ones by which points came or went, in house order."""
    sums: dict[int, list[int]] = {}
    for line in lines:
        of = sums.setdefault(line.household_id, [0, 0, 0])
        if line.kind is Kind.REDEMPTION:
            of[2] += line.points
        elif line.shown or line.counters:
            of[0 if line.shown else 1] += line.points
    for one in households.search(store, "", limit=_EVERYBODY, offset=0):
        shown, corrected, redeemed = sums.get(one.id, (0, 0, 0))
        if not one.closed or shown or corrected or redeemed:
            yield ClaimAccount(one, Points(shown), Points(corrected), Points(-redeemed))


def _unshown(store: Store, quarter: Period, lines: list[Line]) -> Iterator[Difference]:
    """Months without a board, and lines of the others that are on none and correct nothing."""
    public = publications.months(store)
    for month in quarter.months:
        if month not in public:
            held = sum(line.points for line in lines if line.month == month and line.kind is not Kind.REDEMPTION)
            yield Difference("month", month, Points(held), Points(0))
    for line in lines:
        if line.kind is not Kind.REDEMPTION and line.month in public and not (line.shown or line.counters):
            yield Difference("line", f"entry:{line.seq}", Points(line.points), Points(0))


def _rows(store: Store, first: str, last: str, lines: list[Line]) -> Iterator[Difference]:
    """Rows of boards that say otherwise than the lines behind them; who has no row had left before."""
    behind: dict[int, int] = {}
    for line in lines:
        if line.shown and line.kind is not Kind.REDEMPTION:
            behind[line.household_id] = behind.get(line.household_id, 0) + line.points
    for household_id, shown in rows.on_boards(store, first, last).items():
        if shown != behind.get(household_id, 0):
            yield Difference("row", f"household:{household_id}", Points(behind.get(household_id, 0)), Points(shown))


def _orders(store: Store, lines: list[Line]) -> Iterator[Difference]:
    """Redemptions that stand in the ledger and not with the shop, or the other way round."""
    orders = rows.orders(store)
    for line in lines:
        if line.kind is Kind.REDEMPTION and (not line.counters or line.seq in orders):
            held = 0 if line.back else -line.points
            _, ordered = orders.get(line.seq, (0, 0))
            if held != ordered:
                yield Difference("order", f"entry:{line.seq}", Points(held), Points(ordered))
