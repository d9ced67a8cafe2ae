"""Tables for the office's spreadsheet program."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from flask import Response

from admin.attachment import attached

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PART = 60_000  # characters that are sent at once
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
# What begins a formula; the wide ones too, which a Chinese keyboard writes and some programs read as the narrow.
_DANGEROUS = tuple("=+-@＝＋－＠\t\r\n")


def answer(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """A table to be saved as `name`.csv; marked as UTF-8, which such programs do not guess."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([_harmless(str(cell)) for cell in row] for row in rows)
    return attached(Response("\ufeff" + text.getvalue(), mimetype="text/csv"), f"{name}.csv")


def stream(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """The same for a table that may be very long: it is written while it is read."""
    return attached(Response(_parts(head, rows), mimetype="text/csv"), f"{name}.csv")


def book(name: str, content: bytes) -> Response:
    """A workbook to be saved as `name`.xlsx."""
    return attached(Response(content, mimetype=_XLSX), f"{name}.xlsx")


def _parts(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    text = io.StringIO("\ufeff")
    text.seek(1)
    writer = csv.writer(text)
    writer.writerow(head)
    for row in rows:
        writer.writerow([_harmless(str(cell)) for cell in row])
        if text.tell() > _PART:
            yield text.getvalue()
            text.seek(0)
            text.truncate()
    yield text.getvalue()


def _harmless(cell: str) -> str:
    """What people typed never becomes a formula: it is a number, or it begins with a letter or an apostrophe."""
    return f"'{cell}" if cell.startswith(_DANGEROUS) and not _NUMBER.fullmatch(cell) else cell
