"""The picture that the kiosk shows in place of paper."""

from __future__ import annotations

from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from tests.printing.receipt import PAGES, a_receipt
from village.printing import preview
from village.printing.layout import token
from village.printing.page import Page


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_the_preview_is_a_png_of_the_paper(page: Page) -> None:
    picture = Image.open(BytesIO(preview.png(a_receipt(), page)))
    assert (picture.format, picture.width) == ("PNG", page.dots)
    assert zxingcpp.read_barcodes(picture)[0].text == token(a_receipt())
