"""Several households at once, for lists: whoever asks for fifty one by one asks the file fifty times."""

from __future__ import annotations

from collections.abc import Iterable

from village.model.household import CardNumber, Household
from village.store import Store, cards
from village.store import households as rows


def some(store: Store, ids: Iterable[int]) -> dict[int, Household]:
    """Several at once, by their ids; what is unknown is left out."""
    return rows.some(store, ids)


def in_group(store: Store, group: str, *, limit: int = -1, offset: int = 0) -> list[Household]:
    """A group's open households in house order; all, or some of them."""
    return rows.in_group(store, group, limit=limit, offset=offset)


def cards_of(store: Store, household_ids: Iterable[int]) -> dict[int, CardNumber]:
    """Household → its valid card, of those that have one."""
    return {number: CardNumber(card) for number, card in cards.of_each(store, household_ids).items()}


def cards_in_group(store: Store, group: str, *, limit: int, skip: int) -> list[tuple[Household, CardNumber]]:
    """A group's open households that have a card, in house order, so many without the first `skip`; each with it."""
    found = cards.in_group(store, group, limit=limit, skip=skip)
    homes = rows.some(store, found)
    return [(homes[number], CardNumber(card)) for number, card in found.items()]


def count_cards(store: Store, group: str) -> int:
    """How many of a group's open households have a card."""
    return cards.count_in_group(store, group)
