"""Backups (备份): a consistent copy of book, photos, voices and settings, proved after writing; and back again (YK-21).

A backup is a folder `village-<when>` with a manifest. The photos of all backups lie beside them, once each, under the
hash of their own bytes: a stick takes a year of nightly copies. Speech models are not copied: they are fetched again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from village import clock
from village.errors import VillageError
from village.services import verification, villages
from village.settings import Settings
from village.store import Store
from village.store import evidence as photos

_MANIFEST, _BOOK, _PHOTOS, _LAST = "manifest.json", "village.db", "evidence", "backup.json"
_PREFIX = "village-"
_OWN = ("settings.toml", "voices")  # besides book and photos


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: `head` and `lines` of the ledger, `book` the hash of the village file, `lost` photos that
    the book names and the data folder lacks."""

    folder: str
    village: str
    taken_at: datetime
    head: str
    lines: int
    book: str
    photos: tuple[str, ...]
    lost: tuple[str, ...] = ()


def take(store: Store, settings: Settings, to: Path, *, keep: int = 0) -> Backup:
    """Copy everything into a new folder in `to`, prove the copy as it lies there, and note when that was.

    Works beside a running server. `keep` newest backups stay, 0: all of them. Raises OSError, and VillageError
    `backup_unsound` (the book is not sound, or was written wrongly); then nothing is called a backup.
    """
    if not to.is_dir():
        raise FileNotFoundError(f"{to} is not there")
    now = clock.now()
    with _whole(to / f"{_PREFIX}{now:%Y%m%d-%H%M%S}") as (part, place):
        store.copy_to(part / _BOOK)
        copy = Store(part / _BOOK)
        try:
            wanted, village = photos.files(copy), villages.get(copy).name
            verdict = verification.verify(copy)
        finally:
            copy.close()
        lost = tuple(name for name in wanted if not _keep_photo(settings.evidence / name, to / _PHOTOS / name))
        for name in _OWN:
            _copy(settings.data / name, part / name)
        if verdict.fault:
            raise VillageError("backup_unsound", detail=verdict.fault)
        kept = tuple(name for name in wanted if name not in lost)
        book = _hash(part / _BOOK)
        made = Backup(place.name, village, now, str(verdict.head), verdict.lines, book, kept, lost)
        _write(part / _MANIFEST, msgspec.json.format(msgspec.json.encode(made)))
    _prune(to, keep)
    _write(settings.data / _LAST, msgspec.json.encode({"at": now, "folder": str(place)}))
    return made


def restore(source: Path, settings: Settings) -> Backup:
    """Put a backup into a data folder without a village: its book, photos, voices, and settings where there are none.

    `source` is a backup, or the folder of several: then the newest. Raises OSError, and VillageError `backup_missing`,
    `backup_unsound` (a byte is not as it was written), `village_founded_already`; then the folder is as it was.
    """
    place = _newest(source)
    made = msgspec.json.decode((place / _MANIFEST).read_bytes(), type=Backup)
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    if settings.database.exists():
        raise VillageError("village_founded_already")
    with _whole(settings.data / ".restored") as (part, whole):
        shutil.copyfile(place / _BOOK, part / _BOOK)
        if _hash(part / _BOOK) != made.book:
            raise VillageError("backup_unsound", detail=f"{place / _BOOK} was changed")
        for name in made.photos:
            if not _keep_photo(place.parent / _PHOTOS / name, part / _PHOTOS / name):
                raise VillageError("backup_unsound", detail=f"{_PHOTOS}/{name} is missing or was changed")
        _prove(part / _BOOK, made.head)
        for name in _OWN:
            _copy(place / name, part / name)
    for name in (_PHOTOS, *_OWN):
        if (whole / name).exists() and not (settings.data / name).exists():
            (whole / name).rename(settings.data / name)
    (whole / _BOOK).rename(settings.database)  # last: from now on there is a village
    shutil.rmtree(whole)
    return made


def last(data: Path) -> tuple[datetime, str] | None:
    """(when, where to) of the last backup that was proved; None: never."""
    try:
        word = msgspec.json.decode((data / _LAST).read_bytes(), type=dict[str, str])
        return datetime.fromisoformat(word["at"]), word["folder"]
    except (OSError, msgspec.DecodeError, KeyError, ValueError):
        return None


def _newest(source: Path) -> Path:
    found = [source] if (source / _MANIFEST).exists() else _all(source)
    if not found:
        raise VillageError("backup_missing")
    return found[-1]


def _all(folder: Path) -> list[Path]:
    """The whole backups of a folder, oldest first."""
    return sorted(one for one in folder.glob(f"{_PREFIX}*") if (one / _MANIFEST).exists())


def _prune(to: Path, keep: int) -> None:
    """Older backups go; photos stay, since they are in the newest as well."""
    for old in _all(to)[:-keep] if keep else []:
        shutil.rmtree(old)


@contextmanager
def _whole(place: Path) -> Iterator[tuple[Path, Path]]:
    """A folder that is filled under another name and has its own only when all of it is on the disc."""
    part = place.with_name(f"{place.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700)
    try:
        yield part, place
        for path in part.rglob("*"):
            _sync(path)
        part.rename(place)
        _sync(place.parent)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _keep_photo(source: Path, place: Path) -> bool:
    """Copy a photo, whose name is the hash of its bytes, and look at what was written; False: it is not to be had."""
    if place.exists() and _photo_is_right(place):
        return True
    if not (source.exists() and _photo_is_right(source)):
        return False
    place.parent.mkdir(mode=0o700, exist_ok=True)
    part = place.with_name(f".{place.name}")
    shutil.copyfile(source, part)
    _sync(part)
    part.rename(place)
    return _photo_is_right(place)


def _photo_is_right(path: Path) -> bool:
    return _hash(path) == path.stem


def _prove(book: Path, head: str) -> None:
    copy = Store(book)
    try:
        verdict = verification.verify(copy, against=head)
    finally:
        copy.close()
    if verdict.fault:
        raise VillageError("backup_unsound", detail=verdict.fault)


def _copy(source: Path, place: Path) -> None:
    """A file or a folder, if it is there."""
    if source.is_dir():
        shutil.copytree(source, place, copy_function=shutil.copyfile)
    elif source.exists():
        shutil.copyfile(source, place)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    _sync(part)
    part.rename(path)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
