"""The receipt as it would print, as a picture file: for the screen when there is no printer, and for README."""

from __future__ import annotations

from io import BytesIO

from village.model.receipt import Receipt
from village.printing.compose import compose, test_page
from village.printing.page import Page
from village.printing.paper import render


def png(receipt: Receipt, page: Page) -> bytes:
    """PNG of the receipt, made from the very bytes that would go to the printer."""
    return png_of(compose(receipt, page), page.paper)


def test_png(paper: int) -> bytes:
    """PNG of the test page as it should come out."""
    return png_of(test_page(paper), paper)


def png_of(data: bytes, paper: int) -> bytes:
    """PNG of what these ESC/POS bytes print on a roll of `paper` mm."""
    file = BytesIO()
    render(data, paper).save(file, "PNG")
    return file.getvalue()
