"""Photos as they come from phones: what is no picture is refused, what is one is drawn anew (YK-28)."""

from __future__ import annotations

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from village.errors import VillageError

BYTES = 20 * 1024 * 1024  # a phone's photo is 2 to 12 MB
_PIXELS = 80_000_000
_KINDS = ("JPEG", "PNG", "WEBP", "BMP", "GIF")


def redrawn(photo: bytes, *, side: int) -> bytes:
    """A JPEG of the picture, its longer side at most `side` pixels: right way up, no metadata, nothing but pixels;
    what is seen through is white. Raises `photo_too_big`, `photo_wrong`."""
    if len(photo) > BYTES:
        raise VillageError("photo_too_big")
    try:
        with Image.open(io.BytesIO(photo), formats=_KINDS) as image:
            if image.width * image.height > _PIXELS:
                raise VillageError("photo_too_big")
            image.draft("RGB", (side, side))
            upright = _opaque(ImageOps.exif_transpose(image))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as why:
        raise VillageError("photo_wrong") from why
    upright.thumbnail((side, side))
    drawn = io.BytesIO()
    upright.save(drawn, "JPEG", quality=82)
    return drawn.getvalue()


def _opaque(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
