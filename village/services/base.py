"""Base points (基础积分): whether they may be spent yet (YK-11, GY-16, A.7-2)."""

from __future__ import annotations

from datetime import date, timedelta

from rules import Pack
from village.model.household import Household
from village.services import choices

FIRST_YEAR = timedelta(days=365)


def is_locked(pack: Pack, household: Household, today: date) -> bool:
    """Whether base points may not be spent yet (YK-11, GY-16, A.7-2)."""
    redeemable = choices.word(pack, "base_redeemable")
    if redeemable != "after_lock":
        return redeemable == "never"
    after_year = choices.word(pack, "base_after_year")
    if after_year == "regrant":  # each new grant is in its first year again
        return True
    if after_year == "unlock_new_year":
        return today.year <= household.enrolled.year
    return today < household.enrolled + FIRST_YEAR
