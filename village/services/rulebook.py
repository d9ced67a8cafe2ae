"""Which rules are in force: the only bridge to rules/."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import rules
from rules import Pack
from village import clock
from village.errors import VillageError
from village.model.pin import Pin
from village.store import Store, acts, pins


@lru_cache(maxsize=8)
def pack(pack_id: str) -> Pack:
    """A pack of this installation by its id. Raises rules.PackError when its files are wrong."""
    return rules.load_pack(rules.packs_folder() / pack_id)


def adopt(store: Store, *, pack_id: str, since: date, settings: Mapping[str, Any], actor: str) -> Pin:
    """The village obeys `pack_id` from `since` on, with its own choices (keys as in scenario files)."""
    chosen = pack(pack_id)
    with store.transaction():
        now = clock.now()
        pins.add(store, pack=pack_id, digest=chosen.digest, since=since, settings=settings, at=now, actor=actor)
        acts.append(store, at=now, actor=actor, act="adopt", subject=f"pack:{pack_id}", detail=chosen.digest)
    return in_force(store, since)


def in_force(store: Store, day: date) -> Pin:
    """What the village obeys on a day. Raises `pack_missing` before the first adoption."""
    pin = pins.on(store, day)
    if pin is None:
        raise VillageError("pack_missing")
    return pin


def rules_on(store: Store, day: date) -> Pack:
    """The pack in force on a day. Raises `pack_changed` when its files are not those that were adopted."""
    pin = in_force(store, day)
    chosen = pack(pin.pack)
    if chosen.digest != pin.digest:
        raise VillageError("pack_changed", pack=pin.pack)
    return chosen


def title_of(pack_id: str, item: str, option: str = "") -> str:
    """The item (or its option, which is worded to stand alone) in plain words.

    Where this installation lacks the pack, the code itself.
    """
    try:
        found = pack(pack_id).item(item)
    except (KeyError, rules.PackError):
        return item
    return found.options[option].title if found.options and option in found.options else found.title


def choice(store: Store, day: date, key: str) -> Any:
    """A setting: the village's own choice, else the pack's value. Raises `choice_missing` when both leave it open."""
    pin = in_force(store, day)
    setting = pack(pin.pack).setting(key)
    value = pin.settings.get(key, setting.value)
    if value is None:
        raise VillageError("choice_missing", setting.clause, setting=key)
    return value
