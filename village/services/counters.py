"""The counters (兑换点) where goods are handed over: the shop, or several places of exchange (JX-17)."""

from __future__ import annotations

from village.errors import VillageError
from village.model.registration import Register
from village.services import registrations
from village.store import Store


def places(store: Store) -> tuple[str, ...]:
    """The places of exchange that stand in the register, oldest first; empty where the village named none."""
    rows = registrations.of_register(store, Register.COUNTER)
    return tuple(dict.fromkeys(one.title for one in reversed(rows) if one.ended_on is None))


def chosen(store: Store, place: str) -> str:
    """The place that an order names, the only one where there is one, "" where the village named none.

    Raises `counter_missing` where there are several and none was named, `counter_unknown` for one that is none of them.
    """
    known = places(store)
    if not place and len(known) < 2:
        return known[0] if known else ""
    if not place:
        raise VillageError("counter_missing")
    if place not in known:
        raise VillageError("counter_unknown")
    return place
