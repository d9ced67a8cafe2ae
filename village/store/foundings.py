"""A data folder before there is a village in it: the answers so far, the code for the office, and the file's birth."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from village.errors import VillageError
from village.model.founding import Founding
from village.store.store import Store

_ANSWERS = "founding.json"
_CODE = "founding.code"
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXY"  # those of a card: nothing to be misread


def load(folder: Path) -> Founding:
    """The answers so far. Raises `founding_unreadable` when somebody damaged the file."""
    try:
        return msgspec.json.decode((folder / _ANSWERS).read_bytes(), type=Founding)
    except FileNotFoundError:
        return Founding()
    except msgspec.MsgspecError as why:
        raise VillageError("founding_unreadable", what=str(folder / _ANSWERS)) from why


def save(folder: Path, founding: Founding) -> None:
    """Keep the answers: the old ones or the new ones, whole, whenever the power goes."""
    _write(folder / _ANSWERS, msgspec.json.encode(founding))


def forget(folder: Path) -> None:
    """The village is there: neither answers nor code are needed any more."""
    for name in (_ANSWERS, _CODE):
        (folder / name).unlink(missing_ok=True)


def code(folder: Path) -> str:
    """What a browser of the office must show before it may set up the village: eight characters (39 bits), the same
    until the village is founded."""
    path = folder / _CODE
    if not path.exists():
        _write(path, "".join(secrets.choice(_LETTERS) for _ in range(8)).encode())
    return path.read_text(encoding="utf-8").strip()


@contextmanager
def locked(folder: Path, *, wait: bool = True) -> Iterator[None]:
    """Alone in the folder. Raises BlockingIOError without `wait` while somebody else is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield
    finally:
        os.close(held)


@contextmanager
def new_file(database: Path) -> Iterator[Store]:
    """A village file that is built beside and moved into place whole: one broken off is never taken for a village."""
    unfinished = database.with_name("unfinished.db")
    _sweep(unfinished)
    store = Store(unfinished, writer=True)
    try:
        yield store
        store.checkpoint()
    except BaseException:
        store.close()
        _sweep(unfinished)
        raise
    store.close()
    unfinished.with_suffix(".lock").unlink()
    unfinished.rename(database)
    _settle(database.parent)


def _sweep(unfinished: Path) -> None:
    for leftover in unfinished.parent.glob(f"{unfinished.stem}.*"):
        leftover.unlink()


def _write(path: Path, content: bytes) -> None:
    beside = path.with_name(f"{path.name}.new")
    beside.touch(mode=0o600)
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.rename(path)
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """A new name in a folder outlives a power cut only once the folder itself is written."""
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
