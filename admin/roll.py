"""Changing the facts of a known household. It checks as `households.enrol` does; its number and its lines stay."""

from __future__ import annotations

from dataclasses import replace

from admin.forms.household import HouseholdFacts
from village import clock
from village.errors import VillageError
from village.model.household import Household
from village.services import households
from village.store import Store, acts
from village.store import households as rows


def amend(store: Store, household_id: int, facts: HouseholdFacts, *, keep_phone: bool = False, actor: str) -> Household:
    """Write the facts anew; `keep_phone` leaves the phone as it is. Raises what `households.enrol` raises,
    and `account_closed`."""
    with store.transaction():
        known = households.get(store, household_id)
        if known.closed:
            raise VillageError("account_closed", head=known.head)
        changed = replace(
            known,
            head=households._name(facts.head),
            group=facts.group,
            dwelling=facts.dwelling,
            phone=known.phone if keep_phone else households._phone(facts.phone),
            residence=facts.residence,
            months_home=facts.months_home,
            opted_in=facts.opted_in,
            reading=facts.reading,
        )
        changed = households._spelt(changed)
        if changed.dwelling and any(each.id != known.id for each in households._same_dwelling(store, changed)):
            raise VillageError("dwelling_taken", dwelling=changed.dwelling)
        rows.save(store, changed)
        names = [name for name in ("head", "group", "dwelling", "phone", "reading") if _differs(known, changed, name)]
        acts.append(
            store,
            at=clock.now(),
            actor=actor,
            act="amend",
            subject=f"household:{household_id}",
            detail=", ".join(names),
        )
    return changed


def _differs(known: Household, changed: Household, name: str) -> bool:
    return bool(getattr(known, name) != getattr(changed, name))
