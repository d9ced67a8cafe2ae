"""The groups that a village has, also while nobody is registered in them: offered where a household is written down."""

from __future__ import annotations

from collections.abc import Iterable

from village.services import households
from village.store import Store
from village.store import group_names as rows


def name(store: Store, names: Iterable[str]) -> None:
    """The village has these groups."""
    with store.transaction():
        rows.add(store, names)


def known(store: Store) -> list[tuple[str, int]]:
    """(group, open households): those that are lived in, in house order, then those that were only named."""
    lived_in = households.groups(store)
    taken = {group for group, _ in lived_in}
    return lived_in + [(group, 0) for group in rows.all_of(store) if group not in taken]
