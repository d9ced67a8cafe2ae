"""Villagers' voices (村里人的录音): kept with consent, used before the machine's, withdrawn at any time."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import date
from pathlib import Path

from village import clock
from village.devices import clip
from village.errors import VillageError
from village.model.recording import Recording
from village.services import timekeeping
from village.store import Store, acts
from village.store import recordings as rows

LARGEST = 12 * 1024 * 1024  # bytes of a wav: half a minute in stereo at 96 kHz
NAME = "name"
"""The kind of recording that says a household's name, and goes with the household."""


def keep(
    store: Store,
    wav: bytes,
    *,
    text: str,
    kind: str,
    speaker: str,
    consented_on: date | None,
    folder: Path,
    actor: str,
) -> Recording:
    """Keep what `speaker` recorded of `text` and agreed on a day to have played; an earlier one of that text goes.

    Raises `clock_behind`, `name_empty`, `consent_missing`, `date_future`, `recording_large`, `clip_bad`, `clip_long`,
    `clip_faint`, and OSError when the disk takes no more.
    """
    for code, wrong in (
        ("name_empty", not speaker.strip()),
        ("consent_missing", consented_on is None),
        ("date_future", consented_on is not None and consented_on > clock.today()),
        ("recording_large", len(wav) > LARGEST),
    ):
        if wrong:
            raise VillageError(code)
    try:
        made = clip.of(wav)
    except clip.ClipError as why:
        raise VillageError(why.code) from why
    day, digest = consented_on or clock.today(), hashlib.sha256(made).hexdigest()
    with store.transaction():
        timekeeping.check_clock(store)
        earlier = [each for each in rows.in_use(store) if each.text == text]
        for each in earlier:
            rows.withdraw(store, each.id, at=clock.now(), actor=actor)
        kept = rows.add(store, Recording(0, text, kind, speaker.strip(), day, digest, clock.now(), actor))
        subject = f"recording:{kept.id}"
        acts.append(store, at=clock.now(), actor=actor, act="keep_recording", subject=subject, detail=digest)
        clip.lay(clip.place(folder, kept.voice, text), made)
    for each in earlier:
        if each.voice != kept.voice:
            clip.place(folder, each.voice, text).unlink(missing_ok=True)
    return kept


def withdraw(store: Store, recording_id: int, *, folder: Path, actor: str) -> Recording:
    """The speaker would rather not: the sound is gone, the row says when. Raises `recording_unknown`."""
    with store.transaction():
        found = rows.get(store, recording_id)
        if found is None:
            raise VillageError("recording_unknown")
        rows.withdraw(store, found.id, at=clock.now(), actor=actor)
        clip.place(folder, found.voice, found.text).unlink(missing_ok=True)
        acts.append(store, at=clock.now(), actor=actor, act="withdraw_recording", subject=f"recording:{found.id}")
        return found


def part_with(store: Store, names: Collection[str], *, folder: Path, actor: str) -> int:
    """Withdraw the recorded names of households that are no longer there; how many. `names` are those that are."""
    gone = [each for each in rows.in_use(store) if each.kind == NAME and each.text not in names]
    for each in gone:
        withdraw(store, each.id, folder=folder, actor=actor)
    return len(gone)


def in_use(store: Store) -> list[Recording]:
    """Those that are played, newest first."""
    return rows.in_use(store)


def all_of(store: Store) -> list[Recording]:
    """All, also the withdrawn ones, newest first."""
    return rows.all_of(store)


def sound(store: Store, recording_id: int, *, folder: Path) -> bytes:
    """The wav of one that is in use. Raises `recording_unknown`."""
    found = rows.get(store, recording_id)
    path = clip.place(folder, found.voice, found.text) if found and not found.withdrawn_by else None
    if path is None or not path.exists():
        raise VillageError("recording_unknown")
    return path.read_bytes()
