"""Characters as dots, each in its cell: a Hanzi square, a Latin letter half of it.

Noto Sans Mono CJK SC, whose widths are exactly these cells. A character that the font has not is drawn as a
box with its code point inside, so that even then nobody's name is lost.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from village.printing.columns import clusters, width

_FACE = 7  # Noto Sans Mono CJK SC within the collection
_DEBIAN = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
_ABSENT = "\uffff"
_INK = 110  # of 255: where an even grey edge becomes a dot; lower is bolder


@cache
def font_file() -> Path:
    """The font of the package noto-cjk-sans-otc, else Debian's fonts-noto-cjk. Raises FileNotFoundError."""
    spec = find_spec("noto_cjk_sans_otc")
    folders = spec.submodule_search_locations or () if spec else ()
    for path in (*(Path(folder, _DEBIAN.name) for folder in folders), _DEBIAN):
        if path.exists():
            return path
    raise FileNotFoundError("no Chinese font: install the package noto-cjk-sans-otc, or Debian's fonts-noto-cjk")


@cache
def font(em: int) -> ImageFont.FreeTypeFont:
    """The face with Hanzi of `em` dots."""
    return ImageFont.truetype(str(font_file()), em, index=_FACE)


def line_height(height: int) -> int:
    """Dots from one line to the next for letters of `height` dots."""
    return height + height // 4


def write(text: str, em: tuple[int, int]) -> Image.Image:
    """One line of text as black on white, cells of `em` (width, height) dots a Hanzi, mode "1"."""
    wide, high = em
    picture = Image.new("1", (max(1, width(text) * wide // 2), line_height(wide)), 255)
    at = 0
    for cluster in clusters(text):
        cells = width(cluster)
        if cells:
            picture.paste(_cell(cluster, cells * wide // 2, wide), (at, 0))
            at += cells * wide // 2
    return picture if high == wide else picture.resize((picture.width, line_height(high)), Image.Resampling.NEAREST)


def has(char: str) -> bool:
    """Whether the font can draw this character."""
    return char.isspace() or bytes(font(24).getmask(char)) != bytes(font(24).getmask(_ABSENT))


@lru_cache(maxsize=2000)
def _cell(cluster: str, wide: int, em: int) -> Image.Image:
    if not has(cluster[0]):
        return _code_box(ord(cluster[0]), wide, em)
    face = font(em)
    needed = max(wide, round(face.getlength(cluster)))
    grey = Image.new("L", (needed, line_height(em)))
    ImageDraw.Draw(grey).text(((needed - face.getlength(cluster)) / 2, em), cluster, 255, font=face, anchor="ls")
    if needed > wide:
        grey = grey.resize((wide, grey.height), Image.Resampling.BOX)
    return grey.point([255] * _INK + [0] * (256 - _INK), "1")


def _code_box(code: int, wide: int, em: int) -> Image.Image:
    """The box of a missing character: its hexadecimal code in rows of three digits, or two in half a cell."""
    box = Image.new("1", (wide, line_height(em)), 255)
    draw = ImageDraw.Draw(box)
    top, bottom = em // 8, em + em // 8
    draw.rectangle((1, top, wide - 2, bottom), outline=0, width=1)
    digits = f"{code:04X}"
    across = 3 if wide >= em else 2
    rows = [digits[start : start + across] for start in range(0, len(digits), across)]
    small = font(max(8, min((wide - 4) * 2 // across, (bottom - top - 2) // len(rows))))
    draw.fontmode = "1"
    for index, row in enumerate(rows):
        middle = top + (bottom - top) * (2 * index + 1) / (2 * len(rows))
        draw.text((wide / 2, middle), row, 0, font=small, anchor="mm")
    return box
