"""The shelf: where models lie on this machine, how they are checked, and how one is put there whole."""

import ctypes
import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from voice_models import manifest
from voice_models.errors import FetchError, ModelMissing
from voice_models.manifest import File, Model
from voice_models.parts import Parts

SYSTEM = Path("/var/lib/village/models")
Progress = Callable[[int, int], None]
"""Told the bytes done and the bytes in all; 0 in all means unknown."""

_STAMP = ".verified"
_CHUNK = 1 << 20
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def default() -> Path:
    """The shelf new models go to: $VILLAGE_MODELS, else the system's if writable, else the user's."""
    chosen = os.environ.get("VILLAGE_MODELS")
    if chosen:
        return Path(chosen)
    return SYSTEM if os.access(SYSTEM, os.W_OK) else _own()


def places() -> tuple[Path, ...]:
    """The shelves that are looked at, in order. A chosen shelf is the only one."""
    chosen = os.environ.get("VILLAGE_MODELS")
    return (Path(chosen),) if chosen else (SYSTEM, _own())


def locate(name: str, shelf: Path | None = None) -> Path:
    """The folder of a model whose files were verified. Raises ModelMissing.

    After the first time only lengths and the stamp of verified hashes are looked at.
    """
    model = manifest.named(name)
    shelves = places() if shelf is None else (shelf,)
    for place in shelves:
        if is_whole(model, place / name):
            return place / name
    looked = "、".join(str(place) for place in shelves)
    raise ModelMissing(
        f"语音模型 {name} 不在本机（找过 {looked}）。请运行 village models fetch；"
        "没有网络就把模型拷到 U 盘，再运行 village models fetch --from U盘路径。",
        f"The model {name} is not on this machine, or not whole. Run: village models fetch "
        "(without a network: village models fetch --from PATH-OF-USB-STICK).",
    )


def is_whole(model: Model, folder: Path) -> bool:
    """Whether every file is there and verified: by length and stamp if stamped, else by hash."""
    if _stamped(model, folder):
        return True
    if faults(model, folder):
        return False
    with suppress(OSError):  # A shelf that may only be read is verified anew each time.
        _write(folder / _STAMP, model.digest)
    return True


def faults(model: Model, folder: Path) -> list[str]:
    """Every file that is missing, of the wrong length or content, or not the model's own."""
    if not folder.is_dir():
        return [f"{folder}: is not there"]
    found = [fault for file in model.files if (fault := _fault(file, folder / file.path))]
    own = {file.path for file in model.files} | {_STAMP}
    there = (path for path in sorted(folder.rglob("*")) if not path.is_dir())
    others = (str(path.relative_to(folder)) for path in there)
    return found + [f"{path}: is not a file of this model" for path in others if path not in own]


@contextmanager
def locked(shelf: Path) -> Iterator[None]:
    """Lets one process at a time change a shelf; a second one waits here."""
    shelf.mkdir(parents=True, exist_ok=True)
    with (shelf / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def place(model: Model, shelf: Path, parts: Parts, progress: Progress) -> Path:
    """Builds the model beside its place, verifies and syncs it, and only then puts it there.

    Until that last step, which is a single rename, an older one stays as it was. To be called
    within `locked`. Raises FetchError (a file is not what the manifest says) and OSError.
    """
    _tidy(model, shelf)
    building = Path(tempfile.mkdtemp(prefix=f".{model.name}.new-", dir=shelf))
    try:
        building.chmod(0o755)  # The server reads it as a user of its own.
        done = 0
        for file in model.files:
            (building / file.path).parent.mkdir(parents=True, exist_ok=True)
            with parts.open(file.path) as source, (building / file.path).open("wb") as target:
                for length in _copied(source, target, file):
                    progress(done + length, model.bytes)
            done += file.bytes
        _write(building / _STAMP, model.digest)
        for folder, _, _ in os.walk(building):
            _sync(Path(folder))
        _put(building, shelf / model.name)
        _sync(shelf)
    finally:
        shutil.rmtree(building, ignore_errors=True)  # Half built, or by now the older one.
    return shelf / model.name


def _tidy(model: Model, shelf: Path) -> None:
    """Clears what a killed process left; an older model caught between two renames goes back."""
    for older in shelf.glob(f".{model.name}.new-*.older"):
        if not (shelf / model.name).exists():
            older.rename(shelf / model.name)
    for half_built in shelf.glob(f".{model.name}.new-*"):
        shutil.rmtree(half_built)


def _own() -> Path:
    return Path("~/.cache/village/models").expanduser()


def _stamped(model: Model, folder: Path) -> bool:
    try:
        stamp = folder / _STAMP
        verified_at = stamp.stat().st_mtime_ns
        if stamp.read_text("ascii") != model.digest:
            return False
        states = [(file, (folder / file.path).stat()) for file in model.files]
    except (OSError, UnicodeDecodeError):
        return False
    return all(s.st_size == file.bytes and s.st_mtime_ns <= verified_at for file, s in states)


def _fault(file: File, path: Path) -> str | None:
    if not path.is_file():
        return f"{file.path}: is missing"
    if path.stat().st_size != file.bytes:
        return f"{file.path}: has {path.stat().st_size} bytes and should have {file.bytes}"
    with path.open("rb") as opened:
        right = hashlib.file_digest(opened, "sha256").hexdigest() == file.sha256
    return None if right else f"{file.path}: its content is not the right one"


def _copied(source: IO[bytes], target: IO[bytes], file: File) -> Iterator[int]:
    """Copies one file, telling the length done as it goes, and refuses it if it is another."""
    digest, length = hashlib.sha256(), 0
    while length <= file.bytes and (chunk := source.read(_CHUNK)):
        target.write(chunk)
        digest.update(chunk)
        length += len(chunk)
        yield length
    if length != file.bytes or digest.hexdigest() != file.sha256:
        raise FetchError(
            f"模型文件 {file.path} 和清单对不上，没有使用。请换一份，或重新下载。",
            f"{file.path} is not the file the manifest names; nothing of it was used. "
            "Take another copy or download it anew.",
        )
    target.flush()
    os.fsync(target.fileno())


def _put(new: Path, target: Path) -> None:
    """One atomic step: a rename, or where an older model lies, an exchange of the two."""
    if not os.path.lexists(target):
        new.rename(target)
        return
    libc = ctypes.CDLL(None, use_errno=True)
    source, to = os.fsencode(new), os.fsencode(target)
    if libc.renameat2(_AT_FDCWD, source, _AT_FDCWD, to, _RENAME_EXCHANGE) != 0:
        # Some file systems (NFS, FAT) cannot exchange: then two renames, close together.
        older = new.with_name(f"{new.name}.older")
        target.rename(older)
        new.rename(target)
        older.rename(new)


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
