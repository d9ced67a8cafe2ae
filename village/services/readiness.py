"""Readiness (开机自检): is this machine fit for a day's work? Devices, disk, clock, rules, ledger.

The faces tell how ears and mouth are, since services do not know the speech worker.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from village import clock
from village.errors import VillageError
from village.services import backups, device_status, rulebook, verification
from village.services.verification import Verdict
from village.store import Store, entries
from village.store.migrations import BrokenGuard, assert_guards

DISK_LOW = 1_000_000_000  # bytes: photos of a year
DISK_FULL = 200_000_000  # bytes: below this a day's lines may not find room
VERIFY_EVERY = timedelta(days=7)
BACKUP_EVERY = timedelta(days=7)
_LEDGER = "ledger"  # the name under which the last verification stands among the devices' words
_FAINT = frozenset({"paper_low"})  # troubles with which work goes on


class State(StrEnum):
    """How a thing is. WATCH still works today."""

    WELL = "well"
    WATCH = "watch"
    ILL = "ill"


@dataclass(frozen=True, slots=True)
class Finding:
    """`name` of what was looked at (ears, mouth, printer, disk, clock, rules, guards, ledger, backup), `code` what was
    found, `params` the figures for its sentence."""

    name: str
    state: State
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


def check(store: Store, *, data: Path, ears: str, mouth: str, spool: Path | None = None) -> tuple[Finding, ...]:
    """Look at everything. `ears` and `mouth` are "ready" or what they lack ("no_model", "away"); `spool` is the
    folder that takes the receipts where no printer is set."""
    return (
        Finding("ears", State.WELL if ears == "ready" else State.ILL, ears),
        Finding("mouth", State.WELL if mouth == "ready" else State.ILL, mouth),
        _printer(store, spool),
        _disk(data),
        _clock(store),
        _rules(store),
        _guards(store),
        _ledger(store),
        _backup(data),
    )


def verify(store: Store) -> Verdict:
    """Prove the whole book now and keep the verdict for `check`."""
    verdict = verification.verify(store)
    word = {"at": clock.now().isoformat(), "lines": verdict.lines, "head": str(verdict.head), "fault": verdict.fault}
    device_status.report(
        store, name=_LEDGER, trouble="broken" if verdict.fault else "", detail=json.dumps(word, ensure_ascii=False)
    )
    return verdict


def _printer(store: Store, spool: Path | None) -> Finding:
    """What the print queue last said of the printer; it has nothing to say before its first look.

    A folder that takes receipts is no printer, and is not called well: nobody goes home with paper.
    """
    found = next((status for status in device_status.all_of(store) if status.name == "printer"), None)
    if spool is not None and not (found and found.trouble):
        return Finding("printer", State.WATCH, "no_printer", {"folder": str(spool)})
    if found is None:
        return Finding("printer", State.WATCH, "unseen")
    params = {"seen_at": found.seen_at, "detail": found.detail}
    if not found.trouble:
        return Finding("printer", State.WELL, "ready", params)
    return Finding("printer", State.WATCH if found.trouble in _FAINT else State.ILL, found.trouble, params)


def _disk(data: Path) -> Finding:
    free = shutil.disk_usage(data).free
    state = State.ILL if free < DISK_FULL else State.WATCH if free < DISK_LOW else State.WELL
    return Finding("disk", state, {State.ILL: "full", State.WATCH: "low", State.WELL: "room"}[state], {"free": free})


def _clock(store: Store) -> Finding:
    """A Pi without a battery wakes up in the past (office.md D.3): then nothing can be posted."""
    last, now = entries.last_recorded(store), clock.now()
    behind = last is not None and now < last
    params = {"now": now, "last": last}
    return Finding("clock", State.ILL if behind else State.WELL, "behind" if behind else "right", params)


def _rules(store: Store) -> Finding:
    try:
        pack = rulebook.rules_on(store, clock.today())
    except VillageError as error:
        return Finding("rules", State.ILL, error.code)
    return Finding("rules", State.WELL, "in_force", {"title": pack.title, "digest": pack.digest[:8]})


def _guards(store: Store) -> Finding:
    try:
        assert_guards(store.db)
    except BrokenGuard as broken:
        return Finding("guards", State.ILL, "broken", {"detail": str(broken)})
    return Finding("guards", State.WELL, "whole")


def _ledger(store: Store) -> Finding:
    """The last verification: a fault found once stands until a later one finds none."""
    found = next((status for status in device_status.all_of(store) if status.name == _LEDGER), None)
    if found is None:
        return Finding("ledger", State.WATCH, "never")
    word = json.loads(found.detail)
    params = {**word, "at": datetime.fromisoformat(word["at"])}
    if found.trouble:
        return Finding("ledger", State.ILL, "broken", params)
    stale = clock.now() - params["at"] > VERIFY_EVERY
    return Finding("ledger", State.WATCH if stale else State.WELL, "stale" if stale else "sound", params)


def _backup(data: Path) -> Finding:
    """How old the last proved backup is (YK-21)."""
    found = backups.last(data)
    if found is None:
        return Finding("backup", State.WATCH, "unsaved")
    at, folder = found
    params = {"saved_at": at, "folder": folder, "days": (clock.now() - at).days}
    old = clock.now() - at > BACKUP_EVERY
    return Finding("backup", State.WATCH if old else State.WELL, "old" if old else "saved", params)
