"""Cuts the pieces out of the font package; the one place that knows fontTools."""

from __future__ import annotations

import hashlib
import io
import shutil
import sys
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from village.web.typeface import SHEET
from village.web.typeface.pieces import Piece, pieces

FAMILY = "Xiangyin Sans"
_PACKAGE, _FACE = "noto-cjk-sans-otc", 2  # Noto Sans CJK SC within the collection


def cut(folder: Path) -> None:
    """Make `folder` anew: pieces, style sheet and license. What is there stays if it has every character still."""
    wanted = pieces()
    characters = "".join(each.characters for each in wanted)
    tool = hashlib.sha256(f"{metadata.version(_PACKAGE)} {Path(__file__).read_text('utf-8')}".encode()).hexdigest()
    mark = folder / "made-of.txt"
    if mark.exists() and mark.read_text("utf-8").startswith(tool) and set(characters) <= set(mark.read_text("utf-8")):
        return
    print("Cutting the screen typeface: half a minute, on a small machine some minutes", file=sys.stderr)
    package = metadata.files(_PACKAGE) or []
    whole = next(Path(str(each.locate())) for each in package if each.suffix == ".ttc")
    license_ = next(each.read_text("utf-8") for each in package if each.name == "LICENSE")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent, prefix="fonts-") as new:
        small = _subset(whole, characters, number=_FACE)
        faces = [_face(each, _written(Path(new), _subset(small, each.characters, flavor="woff2"))) for each in wanted]
        Path(new, "LICENSE").write_text(license_, encoding="utf-8")
        Path(new, SHEET).write_text("\n".join(faces) + "\n", encoding="ascii")
        Path(new, mark.name).write_text(f"{tool}\n{characters}\n", encoding="utf-8")
        Path(new).chmod(0o755)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(new, folder)


def _subset(font: bytes | Path, characters: str, *, number: int = -1, flavor: str | None = None) -> bytes:
    options = Options()
    options.layout_features, options.hinting, options.notdef_outline = [], False, True
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]  # the last two name the license
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx"]
    source = io.BytesIO(font) if isinstance(font, bytes) else font
    with TTFont(source, fontNumber=number, lazy=True, recalcTimestamp=False) as opened:
        subsetter = Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(opened)
        opened.flavor = flavor
        file = io.BytesIO()
        opened.save(file)
    return file.getvalue()


def _written(folder: Path, piece: bytes) -> str:
    name = f"{hashlib.sha256(piece).hexdigest()[:16]}.woff2"
    (folder / name).write_bytes(piece)
    return name


def _face(piece: Piece, name: str) -> str:
    """The one weight that the package has; what shall be heavier is drawn around it (kiosk.css)."""
    return (
        f'@font-face{{font-family:"{FAMILY}";font-weight:400;font-display:swap;'
        f"src:url({name}) format('woff2');unicode-range:{piece.ranges}}}"
    )
