"""The ESC/POS bytes, seen through the printer of Pillow."""

from __future__ import annotations

import re

import pytest
import zxingcpp
from PIL import Image, ImageChops

from tests.printing.receipt import PAGES, a_receipt, ink
from village.printing import compose, raster, text
from village.printing.layout import Kind, Line, layout, token
from village.printing.page import Page, Size
from village.printing.paper import UnknownBytes, render

RASTER = Page(58, "raster")
TEXT = Page(58, "text")


def shows(strip: Image.Image, piece: Image.Image) -> bool:
    """Whether the strip shows the piece at some height."""
    piece = piece.convert("L")
    rows = range(strip.height - piece.height + 1)
    places = (strip.crop((0, top, piece.width, top + piece.height)) for top in rows)
    return any(ImageChops.difference(place, piece).getbbox() is None for place in places)


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_the_bytes_print_a_receipt_whose_qr_reads_back(page: Page) -> None:
    strip = render(compose.compose(a_receipt(), page), page.paper)
    (code,) = zxingcpp.read_barcodes(strip)
    assert code.text == token(a_receipt())


@pytest.mark.parametrize("paper", [58, 80])
def test_raster_bytes_print_exactly_the_picture(paper: int) -> None:
    page = Page(paper, "raster")
    picture = raster.picture(layout(a_receipt(), page), page).convert("L")
    strip = render(compose.compose(a_receipt(), page), paper)
    assert ImageChops.difference(strip.crop((0, 0, *picture.size)), picture).getbbox() is None
    assert ink(strip)[3] <= picture.height + 200


@pytest.mark.parametrize("paper", [58, 80])
def test_text_bytes_print_what_the_picture_of_the_same_page_shows(paper: int) -> None:
    page = Page(paper, "text")
    strip = render(compose.compose(a_receipt(), page), paper)
    for line in layout(a_receipt(), page):
        drawn = raster.draw(line, page)
        if line.kind in (Kind.QR, Kind.RULE):
            assert shows(strip, drawn)
        elif line.kind in (Kind.TEXT, Kind.ROW) and line.size is not Size.TITLE:
            _, top, right, bottom = ink(drawn)
            assert shows(strip, drawn.crop((0, top, right, bottom))), line


def test_text_is_gb18030_after_the_chinese_mode_is_on() -> None:
    data = compose.compose(a_receipt(), TEXT)
    assert data.index(b"\x1c&") < data.index("张桂芳".encode("gb18030"))
    for words in ("洋口镇海印寺村", "加分小票", "参加村里打扫卫生", "谢谢您，"):
        assert words.encode("gb18030") in data


def test_text_prints_before_and_after_twice_as_wide_and_high() -> None:
    data = compose.compose(a_receipt(), TEXT)
    for label, figure in (("原来", "121分"), ("现在", "115.5分")):
        wanted = rb"\x1d!\x01\x1c!\x08" + label.encode("gb18030") + rb" +\x1d!\x11\x1c!\x0c" + figure.encode("gb18030")
        assert re.search(wanted, data)


@pytest.mark.parametrize("name", ["㐂", "𠮷田", "张😀", "e\u0301", "\ue000", "¥"])
def test_a_name_that_cheap_printers_have_not_is_a_picture_even_in_text_mode(name: str) -> None:
    assert not text.printable(name)
    receipt = a_receipt(household_head=name)
    data = compose.compose(receipt, TEXT)
    assert name.encode("gb18030") not in data
    assert shows(render(data, 58), raster.draw(Line(Kind.TEXT, name, size=Size.TITLE), TEXT))


@pytest.mark.parametrize("name", ["张桂芳", "镕堃喆", "阿里·买买提", "〇", "“引号”"])
def test_names_of_two_byte_characters_go_as_letters(name: str) -> None:
    assert text.printable(name)
    assert name.encode("gb18030") in compose.compose(a_receipt(household_head=name), TEXT)


def test_text_is_the_smaller_by_far() -> None:
    lines = a_receipt().lines * 4
    sizes = [len(compose.compose(a_receipt(lines=lines), page)) for page in (RASTER, TEXT)]
    assert sizes[1] < sizes[0] / 4


def test_a_copy_differs_from_the_first_print_only_by_its_marks() -> None:
    first, copy = (render(compose.compose(a_receipt(copy=copy), RASTER), 58) for copy in (0, 1))
    bar = raster.draw(Line(Kind.MARK, "补打第1次", size=Size.TITLE), RASTER)
    assert shows(copy, bar)
    assert not shows(first, bar)
    assert copy.height == first.height + bar.height


@pytest.mark.parametrize(("paper", "cuts"), [(58, False), (80, True)])
def test_only_the_wide_printer_is_told_to_cut(paper: int, cuts: bool) -> None:
    assert (b"\x1dV" in compose.compose(a_receipt(), Page(paper, "text"))[-8:]) is cuts


@pytest.mark.parametrize("paper", [58, 80])
def test_the_test_page_shows_each_sample_as_picture_and_as_letters(paper: int) -> None:
    data = compose.test_page(paper)
    page = Page(paper, "text")
    drawn = raster.draw(Line(Kind.TEXT, "镕堃喆珺昇囍"), page)
    _, top, right, bottom = ink(drawn)
    twice = Image.new("L", (right, 2 * drawn.height - top - (drawn.height - bottom)), 255)
    for offset in (0, drawn.height):
        twice.paste(drawn.crop((0, top, right, bottom)), (0, offset))
    assert "镕堃喆珺昇囍".encode("gb18030") in data
    assert shows(render(data, paper), twice)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x1b@\x1bZ", "unknown command 1b 5a at byte 2"),
        ("张".encode("gb18030"), "unknown byte d5 at byte 0"),
        (b"\x00", "unknown byte 00"),
        (b"\x1c&\xff\xff", "no GB18030 character"),
        (b"\x1dv0\x00\x30\x00\x02\x00abc", "middle of a command"),
        (b"\x1dv0\x00\x31\x00\x01\x00" + bytes(49), "392 dots on paper of 384"),
        (b"\x1dv0\x09\x01\x00\x01\x00a", "unknown raster mode"),
        (b"\x1b*\x07\x01\x00a", "unknown column picture"),
        (b"\x1d(L\x02\x00aa", "unknown command"),
    ],
)
def test_bytes_that_no_receipt_has_are_refused_by_their_place(data: bytes, said: str) -> None:
    with pytest.raises(UnknownBytes, match=said):
        render(data, 58)


def test_the_other_commands_of_receipt_printers_are_understood() -> None:
    qr = b"\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x06\x1d(k\x03\x001E1\x1d(k\x08\x001P0XY123\x1d(k\x03\x001Q0"
    column = b"\x1b*\x21\x18\x00" + b"\xff\x00\xff" * 24
    data = b"\x1b@\x1ba\x01\x1bE\x01AB\x1bE\x00\n\x1b!\x30C\x1b!\x00\r\n\x1bM\x00\x1bt\x00\x1bp\x00\x19\x19"
    data += b"\x1b3\x40\x1b2\x1bd\x02\x1bJ\x10" + column + b"\n" + qr + b"\x1c&\x1c." + b"\x1dVB\x10"
    strip = render(data, 58)
    assert [code.text for code in zxingcpp.read_barcodes(strip)] == ["XY123"]
    assert ink(strip)[0] > 100


def test_four_byte_characters_and_long_lines_are_printed_whole() -> None:
    strip = render(b"\x1c&" + ("㐂" * 17).encode("gb18030") + b"\n", 58)
    assert strip.height == 60
    assert ink(strip.crop((0, 30, 384, 60)))[2] <= 24
