"""Which rules are in force: the only bridge to rules/."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import rules
from rules import Pack
from village import clock
from village.errors import VillageError
from village.model.adoption import Adoption
from village.model.entry import Entry
from village.model.period import last_day
from village.store import Store, acts, adoptions, item_changes, publications


@lru_cache(maxsize=8)
def pack(pack_id: str) -> Pack:
    """A pack of this installation by its id. Raises rules.PackError when its files are wrong."""
    return rules.load_pack(rules.packs_folder() / pack_id)


def adopt(
    store: Store, *, pack_id: str, since: date, settings: Mapping[str, Any], actor: str, approval: str = ""
) -> Adoption:
    """The village obeys `pack_id` from `since` on, with its own choices (keys as in scenario files).

    Once a month is on the board, `approval` names the record behind the change (the resolution, the district's
    number), and another pack begins with a year. Raises `choice_wrong` for a choice the pack does not know or
    cannot take, `effective_date_published`, `approval_missing`, `pack_mid_year`.
    """
    chosen = pack(pack_id)
    try:
        chosen.choose(settings)
    except rules.PackError as why:
        raise VillageError("choice_wrong", setting=why.key) from why
    with store.transaction():
        _check_change(store, chosen, since=since, approval=approval)
        now = clock.now()
        adoptions.add(
            store,
            pack=pack_id,
            digest=chosen.digest,
            since=since,
            settings=settings,
            at=now,
            actor=actor,
            approval=approval.strip(),
        )
        acts.append(store, at=now, actor=actor, act="adopt", subject=f"pack:{pack_id}", detail=chosen.digest)
    return in_force(store, since)


def in_force(store: Store, day: date) -> Adoption:
    """What the village obeys on a day. Raises `pack_missing` before the first adoption."""
    adopted = adoptions.on(store, day)
    if adopted is None:
        raise VillageError("pack_missing")
    return adopted


def rules_on(store: Store, day: date) -> Pack:
    """The pack in force on a day, with the village's choices, its own items and its later figures.

    Raises `pack_changed` when its files are not those that were adopted.
    """
    return store.kept(("rules", day), lambda: _rules_on(store, day))


def _rules_on(store: Store, day: date) -> Pack:
    adopted = in_force(store, day)
    if pack(adopted.pack).digest != adopted.digest:
        raise VillageError("pack_changed")
    settings = json.dumps(adopted.settings, default=float, sort_keys=True)
    return _composed(adopted.pack, settings, item_changes.of_pack(store, adopted.pack))


def item_of(store: Store, entry: Entry) -> rules.Item | None:
    """The item of a line, the village's own included; None where this installation lacks its pack."""
    if not entry.item:
        return None
    adopted = adoptions.on(store, entry.occurred_on)
    try:
        if adopted and adopted.pack == entry.pack:
            return rules_on(store, entry.occurred_on).find(entry.item)
        return pack(entry.pack).find(entry.item)
    except (VillageError, rules.PackError):
        return None


def title_on(store: Store, entry: Entry) -> str:
    """What a line is called; the item's code where nothing better is known."""
    item = item_of(store, entry)
    return item.named(entry.option or None) if item else entry.item


def _check_change(store: Store, chosen: Pack, *, since: date, approval: str) -> None:
    """Old periods keep the rules they were published under."""
    published = publications.months(store)
    if not published:
        return
    if any(since <= last_day(month) for month in published):
        raise VillageError("effective_date_published", chosen.setting("item_change").clause)
    if not approval.strip():
        raise VillageError("approval_missing", chosen.setting("item_change_proof").clause)
    before = adoptions.on(store, since)
    if before and before.pack != chosen.id and (since.month, since.day) != (1, 1):
        raise VillageError("pack_mid_year", chosen.setting("year_change").clause)


@lru_cache(maxsize=8)
def _composed(pack_id: str, settings: str, changes: tuple[tuple[str, bool], ...]) -> Pack:
    chosen = pack(pack_id).choose(json.loads(settings, parse_float=Decimal))
    own = [json.loads(row, parse_float=Decimal) for row, amends in changes if not amends]
    later = [json.loads(row, parse_float=Decimal) for row, amends in changes if amends]
    for row in later:
        row["from"] = date.fromisoformat(row["from"])
    return chosen.with_items(own, any_category=True).amend(later)
