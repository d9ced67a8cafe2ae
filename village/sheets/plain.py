"""A text file (CSV) as the spreadsheet programs of this country save it → its text."""

from __future__ import annotations

from contextlib import suppress

from village.errors import VillageError

_ENCODINGS = ("utf-8-sig", "gb18030")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def text_of(content: bytes) -> str:
    """The text of UTF-8 with or without its mark, of GBK, and of what Excel calls Unicode text. Raises `table_file`."""
    for encoding in ("utf-16",) if content.startswith(_UTF16) else _ENCODINGS:
        with suppress(UnicodeDecodeError):
            text = str(content, encoding)
            if "\x00" not in text:
                return text
    raise VillageError("table_file")
