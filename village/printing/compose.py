"""From a receipt to the bytes that print it."""

from __future__ import annotations

from village.devices.escpos_bytes import Tape
from village.language.phrases import phrase
from village.model.receipt import Receipt
from village.printing import raster, text
from village.printing.columns import balanced
from village.printing.layout import RULE, SPACE, Kind, Line, layout
from village.printing.page import Page, Size


def compose(receipt: Receipt, page: Page) -> bytes:
    """The bytes of this receipt on this page."""
    tape = Tape(page.paper)
    lines = layout(receipt, page)
    if page.mode == "text":
        text.write(tape, lines, page)
    else:
        tape.picture(raster.picture(lines, page))
    tape.cut()
    return tape.data


def test_page(paper: int) -> bytes:
    """Each sample twice: as a picture, and below it in the printer's own letters.

    Where both come out alike the printer has Chinese letters in GB18030, and mode "text" may be set. The
    rare names show whether its letters go beyond the 6,763 of GB 2312.
    """
    page = Page(paper, "text")
    tape = Tape(paper)
    tape.picture(raster.picture((*_said("title_test", page, Size.TITLE), *_said("test_picture", page), RULE), page))
    for sample in _samples():
        tape.picture(raster.draw(sample, page))
        text.write(tape, (sample, SPACE), page)
    tape.picture(raster.picture((RULE, *_said("test_advice", page)), page))
    tape.cut()
    return tape.data


def _samples() -> tuple[Line, ...]:
    line, names = phrase("receipt.test_line").printed, phrase("receipt.test_names").printed
    return (
        Line(Kind.TEXT, line, size=Size.SMALL),
        Line(Kind.TEXT, names),
        Line(Kind.TEXT, names, size=Size.TITLE),
        Line(Kind.ROW, "0123456789", "+-.:/"),
    )


def _said(key: str, page: Page, size: Size = Size.BODY) -> list[Line]:
    words = balanced(phrase(f"receipt.{key}").printed, page.columns(size))
    return [Line(Kind.CENTRED, part, size=size) for part in words]
