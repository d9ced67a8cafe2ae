"""A receipt printer made of Pillow: ESC/POS bytes in, the printed strip out.

What the spool shows and what tests look at. It knows the commands that receipts are made of and refuses
every other byte by its place, so that nothing reaches a real printer that was not seen here first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PIL import Image, ImageChops

from village.printing.glyphs import write
from village.printing.page import DOTS
from village.printing.raster import qr

_HANZI = 24
_LINE = 30  # dots a line after ESC 2
_COLUMN_BYTES = {0: 1, 1: 1, 32: 3, 33: 3}


class UnknownBytes(ValueError):
    """Bytes that this printer does not understand; the message names their place."""


def render(data: bytes, paper: int) -> Image.Image:
    """The strip as grey picture, mode "L", 8 dots a millimetre. Raises UnknownBytes."""
    return _Press(data, DOTS[paper]).run()


class _Press:
    def __init__(self, data: bytes, dots: int) -> None:
        self.data = data
        self.at = 0
        self.dots = dots
        self.strips: list[Image.Image] = []
        self.reset()

    def reset(self) -> None:
        self.cells: list[Image.Image] = []
        self.align = 0
        self.latin = self.hanzi = (1, 1)
        self.bold = self.chinese = False
        self.spacing = _LINE
        self.qr_dots, self.qr_level, self.qr_text = 3, "l", ""

    def run(self) -> Image.Image:
        while self.at < len(self.data):
            start = self.at
            first = self.take(1)
            if first in (b"\x1b", b"\x1c", b"\x1d"):
                self.command(start, first + self.take(1))
            elif first == b"\n":
                self.line_feed()
            elif first != b"\r":
                self.character(start, first)
        if self.cells:
            self.line_feed()
        whole = Image.new("L", (self.dots, max(1, sum(strip.height for strip in self.strips))), 255)
        top = 0
        for strip in self.strips:
            whole.paste(strip, (0, top))
            top += strip.height
        return whole

    def take(self, count: int) -> bytes:
        found = self.data[self.at : self.at + count]
        if len(found) < count:
            raise UnknownBytes(f"the bytes end in the middle of a command, at {len(self.data)}")
        self.at += count
        return found

    def number(self, size: int = 1) -> int:
        return int.from_bytes(self.take(size), "little")

    def command(self, start: int, name: bytes) -> None:
        action = _COMMANDS.get(name)
        if action is None:
            raise UnknownBytes(f"unknown command {name.hex(' ')} at byte {start}")
        action(self)

    def character(self, start: int, first: bytes) -> None:
        if 0x20 <= first[0] < 0x7F:
            return self.put(self.letter(first.decode("ascii"), self.latin))
        if not self.chinese or first[0] < 0x81:
            raise UnknownBytes(f"unknown byte {first.hex()} at byte {start}")
        code = first + self.take(1)
        if 0x30 <= code[1] <= 0x39:
            code += self.take(2)
        try:
            char = code.decode("gb18030")
        except UnicodeDecodeError as why:
            raise UnknownBytes(f"no GB18030 character {code.hex(' ')} at byte {start}") from why
        return self.put(self.letter(char, self.hanzi))

    def letter(self, char: str, times: tuple[int, int]) -> Image.Image:
        cell = write(char, (_HANZI, _HANZI)).convert("L")
        if self.bold:
            cell = ImageChops.darker(cell, ImageChops.offset(cell, 1, 0))
        return cell.resize((cell.width * times[0], cell.height * times[1]), Image.Resampling.NEAREST)

    def put(self, cell: Image.Image) -> None:
        if sum(each.width for each in self.cells) + cell.width > self.dots:
            self.line_feed()
        self.cells.append(cell)

    def line_feed(self) -> None:
        high = max((cell.height for cell in self.cells), default=0)
        strip = Image.new("L", (self.dots, max(high, self.spacing)), 255)
        free = self.dots - sum(cell.width for cell in self.cells)
        left = free * self.align // 2
        for cell in self.cells:
            strip.paste(cell, (left, high - cell.height))
            left += cell.width
        self.strips.append(strip)
        self.cells = []

    def feed(self, dots: int) -> None:
        if self.cells:
            self.line_feed()
        self.strips.append(Image.new("L", (self.dots, dots), 255))

    def sized(self, wide: bool, high: bool) -> tuple[int, int]:
        return (2 if wide else 1, 2 if high else 1)

    def print_mode(self) -> None:
        mode = self.number()
        self.bold = bool(mode & 0x08)
        self.latin = self.sized(bool(mode & 0x20), bool(mode & 0x10))

    def character_size(self) -> None:
        mode = self.number()
        self.latin = ((mode >> 4 & 7) + 1, (mode & 7) + 1)

    def hanzi_mode(self) -> None:
        mode = self.number()
        self.hanzi = self.sized(bool(mode & 0x04), bool(mode & 0x08))

    def raster(self) -> None:
        if self.take(1) not in (b"0", b"\0") or self.number() not in (0, 48):
            raise UnknownBytes(f"unknown raster mode at byte {self.at - 1}")
        across, down = self.number(2), self.number(2)
        picture = Image.frombytes("1", (across * 8, down), self.take(across * down)).convert("L")
        if picture.width > self.dots:
            raise UnknownBytes(f"a picture of {picture.width} dots on paper of {self.dots}, before byte {self.at}")
        spacing, self.spacing = self.spacing, 0
        self.cells.append(ImageChops.invert(picture))
        self.line_feed()
        self.spacing = spacing

    def columns(self) -> None:
        deep = _COLUMN_BYTES.get(self.number())
        if deep is None:
            raise UnknownBytes(f"unknown column picture at byte {self.at - 1}")
        across = self.number(2)
        rows = Image.frombytes("1", (deep * 8, across), self.take(deep * across)).convert("L")
        self.put(ImageChops.invert(rows.transpose(Image.Transpose.TRANSPOSE)))

    def symbol(self) -> None:
        """The printer's own QR code (GS ( k, symbol 49): 67 dots a module, 69 level, 80 text, 81 print."""
        if self.take(1) != b"k":
            raise UnknownBytes(f"unknown command 1d 28 before byte {self.at}")
        body = self.take(self.number(2))
        match body[:2]:
            case b"1C":
                self.qr_dots = body[2]
            case b"1E":
                self.qr_level = "lmqh"[body[2] - 48]
            case b"1P":
                self.qr_text = body[3:].decode("ascii")
            case b"1Q":
                self.put(qr(self.qr_text, dots=self.qr_dots, level=self.qr_level).convert("L"))
                self.line_feed()
            case b"1A":
                pass  # model 1 or 2: readers take either
            case _:
                raise UnknownBytes(f"unknown code {body[:2].hex(' ')} before byte {self.at}")

    def cut(self) -> None:
        if self.number() in (65, 66):
            self.feed(self.number())
        dashes = Image.new("L", (self.dots, 3), 255)
        for left in range(0, self.dots, 16):
            dashes.paste(128, (left, 1, left + 8, 2))
        self.strips.append(dashes)


def _set(name: str, value: Callable[[_Press], object]) -> Callable[[_Press], None]:
    return lambda press: setattr(press, name, value(press))


def _commands() -> Iterator[tuple[bytes, Callable[[_Press], object]]]:
    yield b"\x1b@", _Press.reset
    yield b"\x1ba", _set("align", lambda press: press.number() % 48)
    yield b"\x1bE", _set("bold", lambda press: press.number() & 1 == 1)
    yield b"\x1b!", _Press.print_mode
    yield b"\x1bd", lambda press: press.feed(press.number() * press.spacing)
    yield b"\x1bJ", lambda press: press.feed(press.number())
    yield b"\x1b*", _Press.columns
    yield b"\x1bp", lambda press: press.take(3)  # the till's drawer
    yield b"\x1b3", _set("spacing", lambda press: press.number())
    yield b"\x1b2", _set("spacing", lambda _: _LINE)
    yield b"\x1bM", lambda press: press.take(1)  # one font is enough here
    yield b"\x1bt", lambda press: press.take(1)  # code pages are never used
    yield b"\x1d!", _Press.character_size
    yield b"\x1d(", _Press.symbol
    yield b"\x1dV", _Press.cut
    yield b"\x1dv", _Press.raster
    yield b"\x1c&", _set("chinese", lambda _: True)
    yield b"\x1c.", _set("chinese", lambda _: False)
    yield b"\x1c!", _Press.hanzi_mode


_COMMANDS = dict(_commands())
