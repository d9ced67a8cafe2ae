"""A layout as a picture in dots: what any receipt printer can print, whatever letters it has."""

from __future__ import annotations

from collections.abc import Iterable

import segno
from PIL import Image, ImageOps

from village.printing.glyphs import write
from village.printing.layout import Kind, Line
from village.printing.page import Page, Size

_QR_DOT = 6  # dots a module: 0.75 mm, read by a phone and by a desk scanner
_GAP = 12


def picture(lines: Iterable[Line], page: Page) -> Image.Image:
    """All lines below one another, mode "1", as wide as the paper."""
    pieces = [draw(line, page) for line in lines]
    whole = Image.new("1", (page.dots, sum(piece.height for piece in pieces)), 255)
    top = 0
    for piece in pieces:
        whole.paste(piece, (0, top))
        top += piece.height
    return whole


def draw(line: Line, page: Page) -> Image.Image:
    """One line, as wide as the paper."""
    match line.kind:
        case Kind.RULE:
            return _rule(page.dots)
        case Kind.SPACE:
            return _placed(Image.new("1", (1, _GAP), 255), page.dots, 0)
        case Kind.QR:
            return _placed(qr(line.text), page.dots, 0.5)
        case Kind.MARK:
            return ImageOps.invert(_placed(write(line.text, page.em(line.size)), page.dots, 0.5))
        case Kind.ROW | Kind.FIGURE:
            return _two(line, page)
        case _:
            side = {Kind.CENTRED: 0.5, Kind.RIGHT: 1.0}.get(line.kind, 0.0)
            return _placed(write(line.text, page.em(line.size)), page.dots, side)


def qr(text: str, *, dots: int = _QR_DOT, level: str = "q") -> Image.Image:
    """A QR code of `dots` a module. At level Q a quarter of it may be smudged and it still reads."""
    code = segno.make(text, error=level, micro=False, boost_error=False)
    rows = [bytes(0 if dark else 255 for dark in row) for row in code.matrix_iter(border=4)]
    small = Image.frombytes("L", (len(rows[0]), len(rows)), b"".join(rows)).convert("1")
    return small.resize((small.width * dots, small.height * dots), Image.Resampling.NEAREST)


def _two(line: Line, page: Page) -> Image.Image:
    """Left and right on one base line; a right half that is too wide is narrowed, its height stays."""
    left = write(line.text, page.em(Size.BODY if line.kind is Kind.FIGURE else line.size))
    right = write(line.right, page.em(line.size))
    room = page.dots - left.width - _GAP
    if right.width > room:
        right = right.resize((room, right.height), Image.Resampling.NEAREST)
    whole = Image.new("1", (page.dots, max(left.height, right.height)), 255)
    whole.paste(left, (0, (whole.height - left.height) * 4 // 5))
    whole.paste(right, (page.dots - right.width, 0))
    return whole


def _rule(dots: int) -> Image.Image:
    rule = Image.new("1", (dots, 2 * _GAP), 255)
    rule.paste(0, (0, _GAP - 1, dots, _GAP + 1))
    return rule


def _placed(piece: Image.Image, dots: int, side: float) -> Image.Image:
    whole = Image.new("1", (dots, piece.height), 255)
    whole.paste(piece, (round((dots - piece.width) * side), 0))
    return whole
