"""A real disk of a few kilobytes, to be filled up: a tmpfs, mounted for one test."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_ROOT = () if os.geteuid() == 0 else ("sudo", "-n")


@contextmanager
def small_disk(folder: Path, *, kilobytes: int) -> Iterator[Path]:
    """`folder` as a disk of its own."""
    folder.mkdir(parents=True)
    sized = f"size={kilobytes}k,mode=0777"
    subprocess.run([*_ROOT, "mount", "-t", "tmpfs", "-o", sized, "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run([*_ROOT, "umount", "--lazy", folder], check=True)  # a thread may be ending in it


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """Not a byte is left on the disk meanwhile."""
    filler = disk / "filler"
    try:
        with filler.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space left"):
            while file.write(bytes(4096)):
                pass
        yield
    finally:
        filler.unlink()
