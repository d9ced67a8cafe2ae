"""What the counter has to know before it says yes: whether goods may be asked for today, and what an order that is
given back would bring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from admin.foresight import foresee
from village import clock
from village.errors import VillageError
from village.model.points import ZERO, Points
from village.model.redemption import Redemption
from village.services import ledger, redemptions, rulebook, windows
from village.store import Store
from village.web.errors import sentence

_ANYTHING = "-"  # why and by whom: nothing of it is kept


@dataclass(frozen=True, slots=True)
class Window:
    """Whether goods may be asked for today, and the first day of the next time; `said` while the village has not
    chosen."""

    open: bool
    next: date | None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Back:
    """What giving an order back would put on the account, or why it cannot be given back (A.7-10, DZ-15)."""

    points: Points
    refused: str = ""

    def less_than(self, taken: Points) -> bool:
        """It can be given back, and some of what was taken for it lapses."""
        return not self.refused and self.points != taken


def window(store: Store) -> Window:
    """Today's window."""
    today = clock.today()
    try:
        pack = rulebook.rules_on(store, today)
        return Window(windows.is_open(pack, today), windows.following(pack, today))
    except VillageError as error:
        return Window(False, None, sentence(error).shown)


def back(store: Store, made: Redemption) -> Back:
    """What would come back if the order were cancelled this moment."""

    def act() -> Back:
        before = ledger.balance(store, made.household_id)
        redemptions.cancel(store, made.id, reason=_ANYTHING, actor=_ANYTHING)
        return Back(ledger.balance(store, made.household_id) - before)

    try:
        return foresee(store, act)
    except VillageError as error:
        return Back(ZERO, sentence(error).shown)
