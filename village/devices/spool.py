"""No printer: receipts lie in a folder, as bytes and as the picture that would come out."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from village.devices.printer import PrinterFailed
from village.model.device import Trouble

_ROOM = 2_000_000  # bytes: a few receipts and the picture of each
KEPT = 500
"""How many receipts stay in the folder; the oldest go first."""


class SpoolPort:
    """`folder` takes `<name>.bin` and `<name>.png`; `picture` makes the second from the first."""

    settle = 0.0

    def __init__(self, folder: Path, picture: Callable[[bytes], bytes]) -> None:
        self._folder = folder
        self._picture = picture

    def status(self) -> Trouble | None:
        """Well, while there is room."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            return Trouble.DISK_FULL if shutil.disk_usage(self._folder).free < _ROOM else None
        except OSError:
            return Trouble.DISK_FULL

    def send(self, data: bytes, *, name: str) -> None:
        """Place both files whole: first the picture, then the bytes. Raises PrinterFailed."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for suffix, content in ((".png", self._picture(data)), (".bin", data)):
                part = self._folder / f"{name}.part"
                part.write_bytes(content)
                part.replace(self._folder / f"{name}{suffix}")
            self._forget_oldest()
        except OSError as why:
            raise PrinterFailed(Trouble.DISK_FULL, started=False, detail=str(why)) from why

    def close(self) -> None:
        """Nothing is held."""

    def _forget_oldest(self) -> None:
        oldest_first = sorted(self._folder.glob("*.bin"), key=lambda path: path.stat().st_mtime)
        for path in oldest_first[:-KEPT]:
            path.unlink()
            path.with_suffix(".png").unlink(missing_ok=True)
