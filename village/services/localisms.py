"""How people here say it (地方说法): kept, taken off. `village.voice.localisms` judges whether it can be told apart."""

from __future__ import annotations

from village import clock
from village.errors import VillageError
from village.model.localism import Localism, LocalismKind
from village.store import Store, acts
from village.store import localisms as rows

MOST = 300
"""Of one village: every one of them is listened for."""


def standing(store: Store) -> list[Localism]:
    """Those that are listened for, the oldest first."""
    return rows.standing(store)


def add(store: Store, kind: LocalismKind, *, meant: str, said: str, actor: str) -> Localism:
    """One more, from now on. Raises `localism_known` (stands already), `localisms_enough`."""
    with store.transaction():
        there = rows.standing(store)
        if any((one.kind, one.said) == (kind, said) for one in there):
            raise VillageError("localism_known")
        if len(there) >= MOST:
            raise VillageError("localisms_enough", count=MOST)
        made = Localism(0, kind, meant, said, clock.now(), actor)
        number = rows.add(store, made)
        told = f"{kind} {meant}: {said}"
        acts.append(store, at=made.added_at, actor=actor, act="add_localism", subject=f"localism:{number}", detail=told)
        return Localism(number, kind, meant, said, made.added_at, actor)


def remove(store: Store, localism_id: int, *, actor: str) -> None:
    """It is not listened for any longer. Raises `localism_gone`."""
    with store.transaction():
        found = next((one for one in rows.standing(store) if one.id == localism_id), None)
        if found is None:
            raise VillageError("localism_gone")
        rows.end(store, localism_id, at=clock.now(), actor=actor)
        subject = f"localism:{localism_id}"
        acts.append(store, at=clock.now(), actor=actor, act="remove_localism", subject=subject, detail=found.said)
