"""QR codes as they are printed on cards and labels."""

from __future__ import annotations

from functools import lru_cache

import segno
from markupsafe import Markup


@lru_cache(maxsize=1024)
def drawn(text: str) -> Markup:
    """The QR as an SVG without size of its own; a quarter of it may be smudged (level Q).

    A code takes five milliseconds; a group's are looked at again and again until they are printed.
    """
    code = segno.make(text, error="q", micro=False, boost_error=False)
    return Markup(code.svg_inline(omitsize=True, border=2))
