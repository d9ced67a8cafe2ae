"""The receipt as dots: nothing runs off the paper, nobody's name vanishes."""

from __future__ import annotations

import pytest
import zxingcpp
from PIL import Image, ImageChops

from tests.printing.receipt import PAGES, a_receipt, ink
from village.model.points import Points
from village.printing import glyphs, raster
from village.printing.layout import Kind, Line, layout, token
from village.printing.page import Page, Size

NARROW = Page(58, "raster")
WIDE = Page(80, "raster")


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_the_qr_code_reads_back(page: Page) -> None:
    picture = raster.picture(layout(a_receipt(), page), page)
    assert picture.width == {58: 384, 80: 576}[page.paper]
    (code,) = zxingcpp.read_barcodes(picture.convert("L"))
    assert code.text == token(a_receipt())


def test_the_body_is_four_millimetres_high_and_the_figures_eight() -> None:
    label, figure = Line(Kind.TEXT, "现"), Line(Kind.FIGURE, "", "115", Size.FIGURE)
    digits = Line(Kind.TEXT, "115")
    _, top, _, bottom = ink(raster.draw(label, NARROW))
    assert bottom - top >= 27
    heights = [ink(raster.draw(line, NARROW)) for line in (digits, figure)]
    assert heights[1][3] - heights[1][1] == pytest.approx(2 * (heights[0][3] - heights[0][1]), abs=2)


def test_a_figure_too_wide_for_the_paper_is_narrowed_but_whole_and_as_high() -> None:
    usual = ink(raster.draw(Line(Kind.FIGURE, "", "欠1分", Size.FIGURE), NARROW))
    longest = ink(raster.draw(Line(Kind.FIGURE, "现在", f"欠{Points(99999999999)}分", Size.FIGURE), NARROW))
    assert longest[3] - longest[1] == pytest.approx(usual[3] - usual[1], abs=2)
    assert longest[2] <= 384


def test_rare_characters_are_drawn_and_differ() -> None:
    assert all(glyphs.has(char) for char in "㐂𠮷龘䶮〇·")
    pictures = [glyphs.write(char, (32, 32)) for char in "㐂𠮷龘䶮"]
    assert len({picture.tobytes() for picture in pictures}) == 4


@pytest.mark.parametrize("char", ["😀", "؟", "\ue000", "\U00020fff"])
def test_a_character_that_the_font_has_not_is_a_box_with_its_code(char: str) -> None:
    assert not glyphs.has(char)
    box = glyphs.write(char, (48, 48))
    left, top, right, bottom = ink(box)
    inside = box.crop((left + 2, top + 2, right - 2, bottom - 2))
    assert inside.convert("L").histogram()[0] > 20


def test_two_missing_characters_can_be_told_apart() -> None:
    assert glyphs.write("😀", (48, 48)).tobytes() != glyphs.write("😁", (48, 48)).tobytes()


def test_every_character_of_a_long_name_is_on_paper() -> None:
    name = "阿卜杜热西提·买买提依明㐂😀"
    page_lines = [line for line in layout(a_receipt(household_head=name), NARROW) if line.size is Size.TITLE]
    assert "".join(line.text for line in page_lines[1:]) == name
    for line in page_lines:
        assert ink(raster.draw(line, NARROW))[2] <= 384


def test_a_copy_wears_a_black_bar() -> None:
    copy = raster.picture(layout(a_receipt(copy=1), NARROW), NARROW)
    assert copy.getpixel((2, 2)) == 0
    assert raster.picture(layout(a_receipt(), NARROW), NARROW).getpixel((2, 2)) == 255


def test_a_letter_with_two_marks_stays_in_its_cell() -> None:
    plain, marked = glyphs.write("e", (32, 32)), glyphs.write("e\u0301", (32, 32))
    assert plain.size == marked.size == (16, 40)
    assert ImageChops.difference(plain.convert("L"), marked.convert("L")).getbbox()


def test_the_rule_crosses_the_whole_paper() -> None:
    rule: Image.Image = raster.draw(Line(Kind.RULE), WIDE)
    left, _, right, _ = ink(rule)
    assert (left, right) == (0, 576)
