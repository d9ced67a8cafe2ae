"""Founding the village of this installation."""

from __future__ import annotations

import re

from village.errors import VillageError
from village.model.village import Village
from village.store import Store, villages


def found(store: Store, *, node: str, name: str, town: str, group_word: str = "组") -> Village:
    """Name the village, once. `node` is the author id of its ledger lines: 2–12 small letters or digits."""
    if not re.fullmatch(r"[a-z0-9]{2,12}", node) or not name.strip():
        raise VillageError("village_name_missing")
    village = Village(node=node, name=name.strip(), town=town.strip(), group_word=group_word)
    with store.transaction():
        if villages.get(store):
            raise VillageError("village_founded_already")
        villages.save(store, village)
    return village


def get(store: Store) -> Village:
    """The village. Raises `village_missing` on an empty file."""
    village = store.kept("village", lambda: villages.get(store))
    if village is None:
        raise VillageError("village_missing")
    return village
