"""Which rules are in force: the only bridge to rules/."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import Any

import rules
from rules import Pack
from village import clock
from village.errors import VillageError
from village.language import dates, phrase
from village.model.adoption import Adoption
from village.model.entry import Entry
from village.model.period import last_day
from village.services import approvals
from village.store import Store, acts, adoptions, item_changes, publications, scores, years


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """Amended rules that are tried and never adopted. `document` stands for the installed pack of the same id,
    `settings` (as in a file) for what the village chose, `figures` (`code`, and `points` or `options`) for what
    items were worth on any day."""

    document: Pack | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    figures: Sequence[Mapping[str, Any]] = ()

    def amend(self, found: Pack) -> Pack:
        """The rules in force with what is tried in place of it. Raises rules.PackError.

        A figure waits for its item: the village may have added it later.
        """
        return found.choose(self.settings).refigure([row for row in self.figures if found.find(row["code"])])


_trial: ContextVar[Trial | None] = ContextVar("trial", default=None)


@contextmanager
def on_trial(trial: Trial | None) -> Iterator[None]:
    """Within, in this thread of work, the rules in force are those of the trial; None: as they were adopted."""
    token = _trial.set(trial)
    try:
        yield
    finally:
        _trial.reset(token)


@lru_cache(maxsize=8)
def pack(pack_id: str) -> Pack:
    """A pack of this installation by its id. Raises rules.PackError when its files are wrong."""
    return rules.load_pack(rules.packs_folder() / pack_id)


def adopt(
    store: Store, *, pack_id: str, since: date, settings: Mapping[str, Any], actor: str, approval: str = ""
) -> Adoption:
    """The village obeys `pack_id` from `since` on, with its own choices (keys as in scenario files).

    `approval` names the record behind the change (the resolution, the district's number); a village's first pack
    stands on its document. Once a month is on the board, another pack begins with a year. Raises `choice_wrong`
    for a choice the pack does not know or cannot take, `effective_date_published`, `pack_mid_year`, and what
    `approvals.check` raises (YK-26). A choice that was open until then may hold from the very day: nobody has lived
    under another one, and an old year may wait for it to be closed.
    """
    chosen = pack(pack_id)
    try:
        chosen.choose(settings)
    except rules.PackError as why:
        raise VillageError("choice_wrong", setting=why.key) from why
    with store.transaction():
        filled = _fills(store, chosen, settings, since)
        record = _check_change(store, chosen, since=since, approval=approval.strip(), filled=filled)
        now = clock.now()
        adoptions.add(
            store,
            pack=pack_id,
            digest=chosen.digest,
            since=since,
            settings=settings,
            at=now,
            actor=actor,
            approval=record,
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
    return store.kept(("rules", day, _trial.get()), lambda: _rules_on(store, day))


def _rules_on(store: Store, day: date) -> Pack:
    adopted = in_force(store, day)
    if pack(adopted.pack).digest != adopted.digest:
        raise VillageError("pack_changed")
    settings = json.dumps(adopted.settings, default=float, sort_keys=True)
    return _composed(adopted.pack, settings, item_changes.of_pack(store, adopted.pack), _trial.get())


def edition(store: Store, digest: str) -> Pack | None:
    """The rules a line names by its digest: a pack of this village with the item changes known by then.

    None where this installation lacks them. The village's choices are left out: no points depend on them.
    """
    for pack_id in adoptions.packs(store):
        changes = item_changes.of_pack(store, pack_id)
        for known in range(len(changes), -1, -1):
            found = _composed(pack_id, "{}", changes[:known], None)
            if found.digest == digest:
                return found
    return None


def item_of(store: Store, entry: Entry) -> rules.Item | None:
    """The item of a line, the village's own included; None where this installation lacks its pack."""
    if not entry.item:
        return None
    key = ("item", entry.pack, entry.item, entry.occurred_on, _trial.get())
    return store.kept(key, lambda: _item_of(store, entry))


def _item_of(store: Store, entry: Entry) -> rules.Item | None:
    adopted = adoptions.on(store, entry.occurred_on)
    try:
        if adopted and adopted.pack == entry.pack:
            return rules_on(store, entry.occurred_on).find(entry.item)
        return pack(entry.pack).find(entry.item)
    except (VillageError, rules.PackError):
        return None


def title_on(store: Store, entry: Entry) -> str:
    """What a line is called; the item's code where nothing better is known, "" for a line that no item made."""
    if entry.voids:
        return phrase("receipt.kind_veto", title=dates.show_period(entry.voids)).shown
    item = item_of(store, entry)
    return item.named(entry.option or None) if item else entry.item


def _fills(store: Store, chosen: Pack, settings: Mapping[str, Any], since: date) -> bool:
    """Whether a change only says, from today, what the document and the village had left open (`choice_missing`)."""
    before = adoptions.on(store, since)
    if before is None or before.pack != chosen.id or since != clock.today():
        return False
    known, said = chosen.choose(before.settings), chosen.choose(settings)
    changed = [key for key in known.settings if known.setting(key).value != said.setting(key).value]
    return bool(changed) and all(known.setting(key).value is None for key in changed)


def check_ahead(store: Store, chosen: Pack, since: date) -> None:
    """Whether rules may change from `since` on: a day to come, outside every board and closed year (decision 3).

    Before the first point was given there is nothing to keep: a village's first rules begin on their own first day.
    Raises `effective_date_published`.
    """
    clause = chosen.setting("item_change").clause
    if any(since <= last_day(month) for month in publications.months(store)):
        raise VillageError("effective_date_published", clause)
    if since.year <= years.last(store, "closed") or (since <= clock.today() and scores.any_yet(store)):
        raise VillageError("effective_date_published", clause, said="effective_date_past")


def _check_change(store: Store, chosen: Pack, *, since: date, approval: str, filled: bool) -> str:
    """Old days keep the rules they were lived under. Answers the record that the change stands on."""
    if not filled:
        check_ahead(store, chosen, since)
    if approval or adoptions.known(store):
        approvals.check(chosen, approval)
    before = adoptions.on(store, since) if publications.months(store) else None
    if before and before.pack != chosen.id and (since.month, since.day) != (1, 1):
        raise VillageError("pack_mid_year", chosen.setting("year_change").clause)
    return approval or chosen.document


@lru_cache(maxsize=8)
def _composed(pack_id: str, settings: str, changes: tuple[tuple[str, bool], ...], trial: Trial | None) -> Pack:
    document = trial.document if trial and trial.document and trial.document.id == pack_id else None
    chosen = (document or pack(pack_id)).choose(json.loads(settings, parse_float=Decimal))
    own = [json.loads(row, parse_float=Decimal) for row, amends in changes if not amends]
    later = [json.loads(row, parse_float=Decimal) for row, amends in changes if amends]
    for row in later:
        row["from"] = date.fromisoformat(row["from"])
    if document:
        own, later = _beside(document, own, later)
    composed = _with_own(chosen, own).amend(later)
    return trial.amend(composed) if trial else composed


def _with_own(chosen: Pack, own: list[Any]) -> Pack:
    """The pack with the village's own items: those of its first table from the pack's first day, later ones since the
    day that each was agreed on for."""
    for since, rows in groupby(own, key=lambda row: row.get("from", "")):
        bare = [{key: value for key, value in row.items() if key != "from"} for row in rows]
        day = date.fromisoformat(since) if since else None
        chosen = chosen.with_items(bare, since=day, any_category=True)
    return chosen


def _beside(document: Pack, own: list[Any], later: list[Any]) -> tuple[list[Any], list[Any]]:
    """The village's own items and later figures that an amended document has not taken up itself."""
    lasting = {item.code: item.versions[-1].until or item.versions[-1].start for item in document.items}
    return (
        [row for row in own if row["code"] not in lasting],
        [row for row in later if row["code"] not in lasting or row["from"] > lasting[row["code"]]],
    )
