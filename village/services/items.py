"""Changing the items (项目调整): from a day on, outside every board, with the record that approved it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import rules
from rules import Item, Pack, Why
from village import clock
from village.errors import VillageError
from village.model.item_change import ItemChange
from village.services import approvals, choices, evaluations, rulebook, timekeeping
from village.store import Store, acts, item_changes

_RHYTHM = {"year": (1,), "quarter": (1, 4, 7, 10)}  # months whose first day is the usual day of a change


def add(store: Store, found: Sequence[Mapping[str, Any]], *, approval: str, actor: str) -> None:
    """Add the village's own items (flat rows as in rules.flat). Raises `item_wrong`, and as `approvals.check`."""
    with store.transaction():
        pack = rulebook.rules_on(store, clock.today())
        approvals.check(pack, approval)
        _adopt(store, pack, [ItemChange(row, amends=False) for row in found], approval=approval, note="", actor=actor)


def introduce(
    store: Store,
    row: Mapping[str, Any],
    *,
    since: date,
    approval: str,
    note: str = "",
    evaluation: int | None = None,
    actor: str,
) -> tuple[Why, ...]:
    """One more item of the village's own (a flat row as in rules.flat), for events from `since` on.

    Raises `item_taken` where another item has its code, and as `adopt`. Warns `off_cadence`.
    """
    with store.transaction():
        pack = rulebook.rules_on(store, clock.today())
        timekeeping.check_clock(store)
        if pack.find(str(row.get("code", ""))):
            raise VillageError("item_taken", pack.grounds["own_item"], what=str(row["code"]))
        title = str(row.get("title", ""))
        warnings = _agreed(store, pack, title, since, approval=approval, note=note, evaluation=evaluation)
        change = ItemChange({**row, "from": since}, amends=False, evaluation=evaluation)
        _adopt(store, pack, [change], approval=approval, note=note, actor=actor)
        return warnings


def adopt(
    store: Store,
    code: str,
    *,
    since: date,
    points: Decimal | int | None = None,
    options: Mapping[str, Decimal | int] | None = None,
    approval: str,
    note: str = "",
    evaluation: int | None = None,
    actor: str,
) -> tuple[Why, ...]:
    """A new version of an item: events from `since` on count by it, earlier ones by their own day's.

    Raises `unknown_item`, `clock_behind`, `effective_date_published`, what `approvals.check` raises, `reason_missing`
    (a change outside the pack's rhythm without `note`), `evaluation_missing` (such a change that cites no quarter's
    evaluation, where the rules ask for one: YK-07), `item_wrong`. Warns `off_cadence`.
    """
    with store.transaction():
        pack = rulebook.rules_on(store, clock.today())
        item = pack.find(code)
        if item is None:
            raise VillageError("unknown_item", pack.grounds["unknown_item"], why=_never(pack, code))
        timekeeping.check_clock(store)
        warnings = _agreed(store, pack, item.title, since, approval=approval, note=note, evaluation=evaluation)
        _check_later(pack, item, since)
        figures = {"points": points} if options is None else {"options": dict(options)}
        row = {"code": code, "from": since, **figures}
        change = ItemChange(row, amends=True, evaluation=evaluation)
        _adopt(store, pack, [change], approval=approval, note=note, actor=actor)
        return warnings


def _agreed(
    store: Store, pack: Pack, title: str, since: date, *, approval: str, note: str, evaluation: int | None
) -> tuple[Why, ...]:
    """Whether the change may begin that day, and stands on what the rules ask for."""
    rulebook.check_ahead(store, pack, since)
    approvals.check(pack, approval)
    warnings = _off_cadence(pack, title, since)
    if warnings and not note.strip():
        raise VillageError("reason_missing", warnings[0].clause)
    if warnings:
        evaluations.check_cited(store, pack, evaluation)
    return warnings


def _check_later(pack: Pack, item: Item, since: date) -> None:
    """A version begins after the one before it: what was agreed on for a day stands (JX-34)."""
    newest = item.versions[-1]
    settled = newest.until or newest.start
    if since <= settled:
        clause = pack.setting("item_change").clause
        raise VillageError("item_wrong", clause, said="item_dated", title=item.title, full_date=settled)


def _adopt(store: Store, pack: Pack, changes: Sequence[ItemChange], *, approval: str, note: str, actor: str) -> None:
    now = clock.now()
    for change in changes:
        item_changes.add(
            store,
            change.row,
            pack=pack.id,
            amends=change.amends,
            evaluation=change.evaluation,
            approval=approval.strip(),
            note=note.strip(),
            at=now,
            actor=actor,
        )
        subject = f"item:{change.row.get('code')}"
        acts.append(store, at=now, actor=actor, act="adopt_item", subject=subject, detail=approval.strip())
    try:
        rulebook.rules_on(store, clock.today())
    except rules.PackError as why:
        raise VillageError("item_wrong", why=why) from why


def _off_cadence(pack: Pack, title: str, since: date) -> tuple[Why, ...]:
    months = _RHYTHM.get(choices.word(pack, "item_change"))
    if months is None or (since.day == 1 and since.month in months):
        return ()
    return (Why("off_cadence", pack.setting("item_change").clause, {"title": title}),)


def _never(pack: Pack, code: str) -> Why:
    return Why("unknown_item", pack.grounds["unknown_item"], {"form": "never", "item": code})
