"""Who takes part (DZ-04, DZ-05, MH-14): residents, and others by their recorded wish."""

from __future__ import annotations

from rules import Pack
from rules.office import counted_in
from village.errors import VillageError
from village.model.household import Household, Residence
from village.services import choices, households
from village.store import Store
from village.store import households as rows


def account(store: Store, household_id: int) -> Household:
    """An open account. Raises `unknown_household`, `account_closed`."""
    household = households.get(store, household_id)
    if household.closed:
        raise VillageError("account_closed", head=household.head)
    return household


def participant(store: Store, household_id: int, *, pack: Pack) -> Household:
    """An open account that takes part. Raises `unknown_household`, `account_closed`, `not_participating`."""
    return admitted(account(store, household_id), pack)


def admitted(household: Household, pack: Pack) -> Household:
    """The same account, once it is open and takes part. Raises `account_closed`, `not_participating`."""
    if household.closed:
        raise VillageError("account_closed", head=household.head)
    if not takes_part(household, pack):
        raise VillageError("not_participating", clause(household, pack), head=household.head)
    return household


def clause(household: Household, pack: Pack) -> str:
    """The clause by which a household does not take part: that of long absence, or that of those who take part by their
    wish (DZ-05; DZ-04, MH-14)."""
    away = household.opted_in is None and household.residence is Residence.LOCAL
    return pack.setting("absence_months" if away else "outsiders").clause


def takes_part(household: Household, pack: Pack) -> bool:
    """By its wish, where one is recorded; else whoever lives here for longer than the rules' absence."""
    if household.opted_in is not None:
        return household.opted_in
    away = choices.hundredths(pack, "absence_months")
    return household.residence is Residence.LOCAL and household.months_home > away


def wish(pack: Pack, residence: Residence, said: bool | None) -> bool | None:
    """What to write down as a newcomer's wish: what it said; and where the rules count people from elsewhere in without
    asking (YK-05), that it takes part."""
    return True if said is None and residence is Residence.OUTSIDE and counted_in(pack) else said


def participants(store: Store, pack: Pack) -> set[int]:
    """Everybody who takes part today."""
    absence = choices.hundredths(pack, "absence_months")
    found = store.kept(("taking part", absence), lambda: frozenset(rows.taking_part(store, absence_months=absence)))
    return set(found)
