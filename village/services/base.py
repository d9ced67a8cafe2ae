"""Base points (基础积分): whether they may be spent yet (YK-11, GY-16, A.7-2)."""

from __future__ import annotations

from datetime import date, timedelta

from rules import Pack
from village.model.household import Household
from village.services import choices

FIRST_YEAR = timedelta(days=365)


def is_renewed(pack: Pack) -> bool:
    """Whether each year grants base points anew, so that no year's end takes them (GY-10, A.7-2)."""
    return choices.word(pack, "base_grant") == "each_year" or choices.word(pack, "base_after_year") == "regrant"


def outlives_year(pack: Pack) -> bool:
    """Whether there are base points, and a year's end leaves them on the account (A.7-2)."""
    granted = choices.word(pack, "base_grant") != "none" and bool(pack.setting("base_points").value)
    return granted and (is_renewed(pack) or choices.word(pack, "base_after_year") != "zero")


def is_never(pack: Pack) -> bool:
    """Whether base points are never for exchange: by the rules' own word (GY-16), because each year's new grant is
    locked for a year again, or because the year's end takes them before their lock is over (A.7-2)."""
    return last_free(pack, date.max) == date.min


def is_ranked(pack: Pack) -> bool:
    """Whether base points count for the ranking (GY-18)."""
    return choices.word(pack, "rank_basis") == "total"


def is_locked(pack: Pack, household: Household, today: date) -> bool:
    """Whether base points may not be spent yet (YK-11, GY-16, A.7-2)."""
    return household.enrolled > last_free(pack, today)


def last_free(pack: Pack, today: date) -> date:
    """The latest day of enrolment whose base points may be spent today; the first of all days for none."""
    redeemable = choices.word(pack, "base_redeemable")
    if redeemable != "after_lock":
        return date.min if redeemable == "never" else date.max
    after_year = choices.word(pack, "base_after_year")
    if after_year == "regrant":  # each new grant is in its first year again
        return date.min
    if after_year == "zero" and pack.setting("year_change").value in ("zero", "restart"):
        return date.min
    if after_year == "unlock_new_year":
        return date(today.year - 1, 12, 31)
    return today - FIRST_YEAR
