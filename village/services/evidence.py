"""Evidence behind lines (YK-08, YK-09, YK-15, YK-21): a photo, or a paper by its name."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rules import Pack
from village import clock
from village.errors import VillageError
from village.model.evidence import Evidence
from village.model.period import Period
from village.services import photos
from village.store import Store
from village.store import evidence as rows

_SIDE = 1600  # pixels kept on the longer side: enough to judge by, 200 kB


def name_paper(store: Store, *, kind: str, title: str, actor: str) -> Evidence:
    """A paper that lies in the office's folder, by its name; whether the rules know its kind is asked with the line
    that it stands behind (`check_kind`). Raises `evidence_missing`."""
    if not title.strip():
        raise VillageError("evidence_missing")
    return _keep(store, kind=kind, title=title.strip()[:80], file="", actor=actor)


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo drawn anew and on the disk, still under a name that nobody looks for."""

    waiting: Path
    place: Path


@contextmanager
def lay_aside(store: Store, photo: bytes, *, folder: Path) -> Iterator[Photo]:
    """A photo made smaller and without where-and-when data, ready for `keep_photo`.

    To be entered before the transaction that keeps it: drawing and writing take longer than a line may hold the
    book. Whatever goes wrong inside, no file is left that the book does not know. Raises `photo_too_big`,
    `photo_wrong`, and OSError when the disk takes no more.
    """
    clean = photos.redrawn(photo, side=_SIDE)
    name = f"{hashlib.sha256(clean).hexdigest()}.jpg"
    laid = Photo(folder / f".{name}.{secrets.token_hex(8)}", folder / name)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with laid.waiting.open("wb") as file:
            file.write(clean)
            file.flush()
            os.fsync(file.fileno())
        yield laid
    except BaseException:
        _forget(store, laid)
        raise
    finally:
        laid.waiting.unlink(missing_ok=True)


def keep_photo(store: Store, photo: Photo, *, kind: str, title: str, actor: str) -> Evidence:
    """Note the photo and give it its place; undone with the transaction it stands in."""
    with store.transaction():
        kept = _keep(store, kind=kind, title=title.strip()[:80], file=photo.place.name, actor=actor)
        photo.waiting.rename(photo.place)
    return kept


def get(store: Store, evidence_id: int) -> Evidence:
    """One piece. Raises `evidence_missing`."""
    found = rows.some(store, (evidence_id,))
    if not found:
        raise VillageError("evidence_missing")
    return found[evidence_id]


def some(store: Store, ids: Iterable[int]) -> dict[int, Evidence]:
    """Several pieces at once, by their ids; what is unknown is left out."""
    return rows.some(store, ids)


@dataclass(frozen=True, slots=True)
class Kept:
    """A piece of evidence, and the number of the line that it stands behind; None: of none yet."""

    evidence: Evidence
    seq: int | None


def of_month(store: Store, month: Period) -> list[Kept]:
    """What was kept in a month, newest first (YK-21)."""
    found = store.kept(("evidence", month), lambda: rows.between(store, month.first, month.last))
    return [Kept(one, seq) for one, seq in found]


def photo_before(store: Store, household_id: int, item: str, *, besides: int | None) -> rows.Photo | None:
    """The newest photo with which the same household's same item counted before, to judge another by; None: none."""
    return rows.photo_before(store, household_id, item, besides=besides)


def check_kind(store: Store, evidence_id: int, *, pack: Pack) -> None:
    """Raises `evidence_kind` for a kind that the rules do not list (YK-08, YK-09), `evidence_missing` for none."""
    if get(store, evidence_id).kind not in dict(pack.evidence_kinds):
        kinds = "、".join(words for _, words in pack.evidence_kinds)
        raise VillageError("evidence_kind", pack.setting("evidence").clause, what=kinds)


def _keep(store: Store, *, kind: str, title: str, file: str, actor: str) -> Evidence:
    made = Evidence(id=0, kind=kind, title=title, file=file, kept_at=clock.now(), actor=actor)
    with store.transaction():
        return replace(made, id=rows.add(store, made))


def _forget(store: Store, photo: Photo) -> None:
    """The same photo may stand behind an earlier line, or another desk may be keeping it now."""
    with store.transaction():
        if not rows.names(store, photo.place.name):
            photo.place.unlink(missing_ok=True)
