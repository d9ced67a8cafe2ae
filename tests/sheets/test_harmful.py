"""Files that are made to do harm, or are simply broken: each is refused in a sentence before it can use up anything."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable

import pytest
from openpyxl import Workbook
from openpyxl.drawing.image import Image as Picture
from PIL import Image

from tests.sheets.workbooks import book, part, saved, with_part
from village.errors import VillageError
from village.model.intake import IntakeKind
from village.services import refusals
from village.services.intakes import looking

SHEET = "xl/worksheets/sheet1.xml"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
GOOD = book(("户主", "组"), ("王小红", "三组"))
BODY = part(GOOD, SHEET)


def sheet(body: bytes) -> bytes:
    return with_part(GOOD, SHEET, body)


def many(rows: int) -> bytes:
    body = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(3, rows + 3))
    return sheet(BODY.replace(b"</sheetData>", body + b"</sheetData>"))


def pictures_only() -> bytes:
    made, drawn = Workbook(), io.BytesIO()
    Image.new("RGB", (40, 40), "#86a06c").save(drawn, "PNG")
    drawn.seek(0)
    made.active.add_image(Picture(drawn), "A1")
    return saved(made)


def outside() -> bytes:
    entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    return sheet(entity + BODY.replace(b"<sheetData>", b'<sheetData><row r="5"><c r="A5"><v>&e;</v></c></row>'))


def missing_text() -> bytes:
    return sheet(BODY.replace(b"</sheetData>", b'<row r="9"><c r="A9" t="s"><v>9999</v></c></row></sheetData>'))


HARMFUL: dict[str, tuple[Callable[[], bytes], str]] = {
    "a bomb": (lambda: with_part(GOOD, "xl/sharedStrings.xml", b" " * (13 * 1024**2)), "workbook_large"),
    "a million rows": (lambda: many(1_000_000), "workbook_large"),
    "more rows than an office has": (lambda: many(7_000), "workbook_long"),
    "a million rows of text": (lambda: "户主,组\n".encode() + "张,一\n".encode() * 1_000_000, "workbook_large"),
    "long text": (lambda: "户主,组\n".encode() + "张三,一组\n".encode() * 7_000, "intake_long"),
    "macros": (lambda: with_part(GOOD, "xl/vbaProject.bin", b"x"), "workbook_macros"),
    "another table": (lambda: book(("品种", "亩数"), ("水稻", 3)), "intake_no_table"),
    "an old workbook": (lambda: OLD + "Workbook".encode("utf-16-le"), "workbook_old"),
    "a password": (lambda: OLD + "EncryptedPackage".encode("utf-16-le"), "workbook_password"),
    "cut off": (lambda: GOOD[: len(GOOD) // 2], "workbook_other"),
    "an entity from outside": (outside, "workbook_broken"),
    "pictures only": (pictures_only, "intake_no_table"),
    "a text that is not there": (missing_text, "workbook_broken"),
    "a formula that was never worked out": (lambda: book(("户主", "组"), ("=A1", "三组")), "workbook_formula"),
    "a photo": (lambda: b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40, "table_file"),
    "nothing at all": (lambda: b"", "intake_no_table"),
    "titles only": (lambda: book(("户主", "组")), "intake_empty"),
}


@pytest.mark.parametrize("what", HARMFUL)
def test_a_harmful_file_is_refused_in_a_sentence(what: str) -> None:
    make, code = HARMFUL[what]
    with pytest.raises(VillageError) as told:
        looking.table_of(IntakeKind.ROLL, looking.text_of(IntakeKind.ROLL, make()))
    assert told.value.code == code
    assert refusals.sentence(told.value).endswith("。")


def test_an_address_of_another_workbook_is_not_followed() -> None:
    """What such a formula was last worked out to counts; the other file is never looked for."""
    linked = with_part(book(("户主", "组"), ("=[1]Sheet1!A1", "三组")), "xl/externalLinks/externalLink1.xml", b"<x/>")
    body = part(linked, SHEET).replace(b"<f>[1]Sheet1!A1</f><v />", b"<f>[1]Sheet1!A1</f><v>7</v>")
    text = looking.text_of(IntakeKind.ROLL, with_part(linked, SHEET, body))
    assert text.splitlines()[1] == "7\t三组"


def test_memory_and_time_of_the_process_are_bounded() -> None:
    script = (
        "from village.services.apart import child; import resource, signal; child.keep_within(30);"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0], signal.alarm(0), resource.getrlimit(resource.RLIMIT_CORE)[0])"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as asked:
        assert asked.stdout is not None
        said = asked.stdout.read()  # its standard input stays open: with it the process would end
    memory, seconds, core = map(int, said.split())
    assert (memory <= 1 << 29, 0 < seconds <= 30, core) == (True, True, 0)
