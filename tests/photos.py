"""Photos as a phone would hand them in."""

from __future__ import annotations

import io

from PIL import Image

WHERE = "东经120.99"


def photo(size: tuple[int, int] = (800, 600), kind: str = "JPEG", colour: str = "#c8a050") -> bytes:
    """One of a single colour, with the place where it was taken in its metadata."""
    exif = Image.Exif()
    exif[0x9286] = WHERE
    drawn = io.BytesIO()
    Image.new("RGB", size, colour).save(drawn, kind, exif=exif)
    return drawn.getvalue()
