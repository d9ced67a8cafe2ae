"""A line that was drawn by lot, as an inspector looks at it: whose, what it says, and where it stands at the desk."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import url_for

from village.errors import VillageError
from village.language import dates
from village.model.household import Household
from village.model.redemption import RedemptionState
from village.services import goods, households, ledger, publications, redemptions, statements
from village.services.statements import Access
from village.store import Store

_SUBJECT = re.compile(r"([a-z]+)((?::\d{1,15}){1,2})")
STATES = {
    RedemptionState.REQUESTED: "还没交",
    RedemptionState.HANDED_OVER: "交了",
    RedemptionState.CANCELLED: "取消了",
}


@dataclass(frozen=True, slots=True)
class Inspected:
    """`subject` as it is kept; `home` whose it is, None where the line is gone or of nobody."""

    subject: str
    home: Household | None
    what: str
    address: str


def told(store: Store, subject: str) -> Inspected:
    """A subject in words. What cannot be read any more, or was never written, is shown as it is kept."""
    found = _SUBJECT.fullmatch(subject)
    try:
        numbers = [int(part) for part in found[2][1:].split(":")] if found else []
        home, what, address = _TOLD[found[1] if found else ""](store, *numbers)
    except (KeyError, TypeError, VillageError):
        return Inspected(subject, None, subject, "")
    return Inspected(subject, home, what, address)


def _entry(store: Store, seq: int) -> tuple[Household, str, str]:
    entry = ledger.line(store, seq)
    (line,) = statements.statement(store, entry.household_id, access=Access.DESK, limit=1, before=seq + 1)
    what = f"{dates.show_date(line.occurred_on)} {line.what} {line.points.signed}分"
    return households.get(store, entry.household_id), what, url_for("lines.show", seq=seq)


def _row(store: Store, board: int, household_id: int) -> tuple[Household, str, str]:
    row = next((one for one in publications.board(store, board) if one.household_id == household_id), None)
    if row is None:
        raise VillageError("unknown_household")
    what = f"公示的这一期 {row.points.signed}分，累计 {row.total}分"
    return households.get(store, household_id), what, url_for("publications.again", publication_id=board)


def _redemption(store: Store, number: int) -> tuple[Household, str, str]:
    made = redemptions.get(store, number)
    name = goods.get(store, made.goods_id).name
    what = f"{dates.show_date(made.requested_on)} {name} {made.quantity}件 {made.points}分，{STATES[made.state]}"
    return households.get(store, made.household_id), what, url_for("redemptions.show", redemption_id=number)


def _household(store: Store, household_id: int) -> tuple[Household, str, str]:
    what = f"账上 {ledger.balance(store, household_id)}分，和存折对一对"
    return households.get(store, household_id), what, url_for("households.show", household_id=household_id)


_TOLD: Mapping[str, Callable[..., tuple[Household, str, str]]] = {
    "entry": _entry,
    "board": _row,
    "redemption": _redemption,
    "household": _household,
}
