"""The form of scenario files that are to be played."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Protocol

from admin.forms.fields import FormError

MOST_FILES = 20
MOST_BYTES = 256 * 1024
"""Of one file: the longest of the project's own scenarios has 20 kB."""


class Upload(Protocol):
    """A file that somebody chose; an empty field sends one without a name."""

    filename: str | None

    def read(self, size: int = -1, /) -> bytes:
        """So many bytes of it."""


def read(uploads: Sequence[Upload]) -> list[tuple[str, bytes]]:
    """(name, content) of each file. Raises FormError `field_missing`, `files_too_many`, `file_too_big`."""
    chosen = [upload for upload in uploads if upload.filename]
    if not chosen:
        raise FormError("files", "field_missing", field="剧本文件")
    if len(chosen) > MOST_FILES:
        raise FormError("files", "files_too_many", count=MOST_FILES)
    return [(_name(upload), content(upload, "files")) for upload in chosen]


def content(upload: Upload, field: str) -> bytes:
    """What is in a file. Raises FormError `file_too_big`."""
    found = upload.read(MOST_BYTES + 1)
    if len(found) > MOST_BYTES:
        raise FormError(field, "file_too_big", what=_name(upload))
    return found


def _name(upload: Upload) -> str:
    shown = PurePath(upload.filename or "").name
    return "".join(char for char in shown if char.isprintable())[:80]
