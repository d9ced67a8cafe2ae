"""Whether a file is a workbook that can be opened without harm: judged by its first bytes and the zip's directory."""

from __future__ import annotations

import io
import zipfile
import zlib

from village.errors import VillageError

LARGEST = 4 * 1024 * 1024  # bytes as handed in
LARGEST_UNPACKED = 12 * 1024 * 1024  # bytes of all that would be read of it
MOST_PARTS = 400
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an .xls, or a workbook under a password ([MS-OFFCRYPTO])
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_READ = (".xml", ".rels")
_MACROS = b"macroEnabled"
_KINDS = "[Content_Types].xml"


def is_packed(content: bytes) -> bool:
    """Whether a file is a zip or an office container rather than text."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06", _COMPOUND))


def opened(content: bytes) -> zipfile.ZipFile:
    """The workbook's zip, when it may be read.

    Raises `workbook_large`, `workbook_password`, `workbook_old`, `workbook_macros`, `workbook_other`. Nothing is
    unpacked before the directory was judged, and zipfile never unpacks more than a directory says.
    """
    if len(content) > LARGEST:
        raise VillageError("workbook_large", count=LARGEST // 1024**2)
    if content.startswith(_COMPOUND):
        raise VillageError("workbook_password" if _ENCRYPTED in content else "workbook_old")
    try:
        found = zipfile.ZipFile(io.BytesIO(content))
        parts = {part.filename: part for part in found.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError) as why:
        raise VillageError("workbook_other") from why
    if any(part.flag_bits & 1 for part in parts.values()):
        raise VillageError("workbook_password")
    unpacked = sum(part.file_size for part in found.infolist() if part.filename.endswith(_READ))
    if len(found.infolist()) > MOST_PARTS or unpacked > LARGEST_UNPACKED:
        raise VillageError("workbook_large", count=LARGEST // 1024**2)
    if "xl/workbook.xml" not in parts or _KINDS not in parts:
        raise VillageError("workbook_other")
    if "xl/vbaProject.bin" in parts or _MACROS in _kinds(found):
        raise VillageError("workbook_macros")
    return found


def _kinds(found: zipfile.ZipFile) -> bytes:
    try:
        return found.read(_KINDS)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError) as why:
        raise VillageError("workbook_other") from why
