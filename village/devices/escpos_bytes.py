"""ESC/POS bytes, made by python-escpos with no printer at the other end."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import threading
from functools import cache
from pathlib import Path
from types import ModuleType

from PIL import Image

# POS-5890 has no cutter, so `cut` only feeds (the strip is torn off by hand); NT-80-V-UL cuts.
_PROFILES = {58: "POS-5890", 80: "NT-80-V-UL"}
_FRAGMENT = 255  # rows of dots a command: cheap printers hold little
_importing = threading.Lock()


class Tape:
    """The bytes of one print, in the order of the paper. `paper` is 58 or 80 (mm)."""

    def __init__(self, paper: int) -> None:
        self._escpos = escpos_printers().Dummy(profile=_PROFILES[paper])
        self._escpos.hw("INIT")

    def picture(self, picture: Image.Image) -> None:
        """Dots, at most as wide as the paper (GS v 0)."""
        self._escpos.image(picture, impl="bitImageRaster", fragment_height=_FRAGMENT)

    def raw(self, data: bytes) -> None:
        """Bytes as they are: python-escpos turns Chinese punctuation and rare characters into "?"."""
        self._escpos._raw(data)

    def cut(self) -> None:
        """Feed past the tear bar, and cut where the printer can."""
        self._escpos.cut()

    @property
    def data(self) -> bytes:
        """All bytes so far."""
        return bytes(self._escpos.output)


def escpos_printers() -> ModuleType:
    """`escpos.printer`, imported when first needed (0.3 s)."""
    with _importing:
        return _imported()


@cache
def _imported() -> ModuleType:
    """python-escpos unpickles its table of printers from a folder: one that only we can write.

    It also makes a temporary folder at import and forgets it; that one is made inside ours.
    """
    home = Path(tempfile.mkdtemp(prefix="village-escpos-", dir=os.environ.get("RUNTIME_DIRECTORY")))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ["ESCPOS_CAPABILITIES_PICKLE_DIR"] = str(home)
    before, tempfile.tempdir = tempfile.tempdir, str(home)
    try:
        import escpos.printer
    finally:
        tempfile.tempdir = before
    module: ModuleType = escpos.printer
    return module
