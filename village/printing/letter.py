"""One character as a picture, for screens whose typeface has no letter for it."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageOps

from village.printing import glyphs

_EM = 192  # dots: sharp at 25 mm on a screen of 200 ppi
_BASELINE = round(_EM * 0.88)  # of a Hanzi's square, as the typeface has it


@lru_cache(maxsize=200)
def png(character: str) -> bytes:
    """Black on nothing, square; without a drawing in the font, the box with its code point."""
    if glyphs.has(character):
        ink = Image.new("L", (_EM, _EM))
        ImageDraw.Draw(ink).text((0, _BASELINE), character, 255, font=glyphs.font(_EM), anchor="ls")
    else:
        box = glyphs.write(character, (_EM, _EM)).convert("L")
        ink = ImageOps.invert(box).crop((0, _EM // 16, _EM, _EM + _EM // 16 + _EM // 8)).resize((_EM, _EM))
    file = BytesIO()
    Image.merge("LA", (Image.new("L", ink.size), ink)).save(file, "PNG", optimize=True)
    return file.getvalue()
