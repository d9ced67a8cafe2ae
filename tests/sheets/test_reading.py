"""A workbook that is handed in: read as people see it, or refused with the reason in a sentence."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rules import sheet
from tests.sheets.workbooks import HEAD, TYPES, book, part, saved, with_part
from village.errors import VillageError
from village.services import item_sheets
from village.sheets import safe

ROW = ("P01", "环境", "加分", "院子干净", None, 2.5, "每月一次")
SHEET = "xl/worksheets/sheet1.xml"


def rows(content: bytes) -> list[dict[str, object]]:
    read = sheet.read(item_sheets.text_of(content))
    assert read.faults == []
    return read.rows


def faults(content: bytes) -> list[tuple[int, str, str]]:
    return [(one.line, one.column, one.written) for one in sheet.read(item_sheets.text_of(content)).faults]


def refused(content: bytes) -> VillageError:
    with pytest.raises(VillageError) as told:
        item_sheets.text_of(content)
    return told.value


def test_a_plain_workbook_is_read() -> None:
    (row,) = rows(book(HEAD, ROW))
    assert (row["code"], row["title"], str(row["points"]), row["per"]) == ("P01", "院子干净", "2.5", "month")


@pytest.mark.parametrize("points", [5, 5.0, "5", " 5 ", "５", "5分", "+5"])
def test_a_number_is_a_number_however_it_was_typed(points: object) -> None:
    (row,) = rows(book(HEAD, ("P01", "环境", "加分", "院子干净", None, points, "每月一次")))
    assert row["points"] == 5


def test_wide_letters_of_codes_and_words_are_the_plain_ones() -> None:
    (row,) = rows(book(HEAD, ("Ｐ０１", "环境", "加分", "院子（干净）", None, "２．５", "每月一次")))
    assert (row["code"], row["title"]) == ("P01", "院子（干净）")


def test_leading_zeros_stay_be_they_typed_or_shown_by_the_format() -> None:
    def shown(made: Worksheet) -> None:
        made["A3"].number_format = "000"

    text = item_sheets.text_of(book(HEAD, ("007", *ROW[1:]), (7, *ROW[1:]), change=shown))
    assert [line.split("\t")[0] for line in text.splitlines()[1:]] == ["007", "007"]


def test_rows_above_the_titles_and_empty_rows_keep_the_numbers_of_the_rows_right() -> None:
    content = book(
        ("清水镇槐树村积分项目表",), (), ("2026年", "单位：分"), HEAD, ROW, (), ("P02", "环境", "加分", None, None, 1)
    )
    assert faults(content) == [(7, "项目", "")]


def test_titles_with_blanks_and_line_ends_in_them_are_the_same_titles() -> None:
    (row,) = rows(book(("编 号", "类　别", "加减", "项\n目", "级别", "分数 ", "怎么算"), ROW))
    assert row["category"] == "环境"


def test_a_cell_merged_downwards_counts_for_each_of_its_rows() -> None:
    def merge(made: Worksheet) -> None:
        made.merge_cells("B2:B4")

    content = book(HEAD, ROW, ("P02", None, "加分", "乙", None, 1), ("P03", None, "加分", "丙", None, 1), change=merge)
    assert [row["category"] for row in rows(content)] == ["环境", "环境", "环境"]


def test_levels_stand_below_each_other_with_the_name_merged() -> None:
    def merge(made: Worksheet) -> None:
        for column in "ABCD":
            made.merge_cells(f"{column}2:{column}3")

    first = ("P01", "环境", "加分", "受表彰", "镇里", 5, "每次")
    (row,) = rows(book(HEAD, first, (None, None, None, None, "县里", 10, "每次"), ROW[:0], change=merge))
    assert row["options"] == {"镇里": 5, "县里": 10}


def test_a_heading_across_the_table_is_no_item() -> None:
    def merge(made: Worksheet) -> None:
        made.merge_cells("A2:G2")

    assert len(rows(book(HEAD, ("一、加分项目",), ROW, change=merge))) == 1


def test_a_date_where_a_figure_belongs_is_told_as_it_looks() -> None:
    assert faults(book(HEAD, (*ROW[:5], date(2026, 5, 10), "每次"))) == [(2, "分数", "2026-05-10")]


def test_every_doubtful_cell_is_named_by_row_and_column() -> None:
    content = book(
        HEAD,
        ("P01", "环境", "加加", "院子", None, "很多", "天天"),
        ROW,
        ("P03", None, "减分", "乱倒", None, "#REF!", "每次"),
        ("P04", "环境", "加分", "好事", None, -5, "每次"),
    )
    found = faults(content)
    assert {one[:2] for one in found} == {
        *((2, "加减"), (2, "分数"), (2, "怎么算")),
        *((4, "类别"), (4, "分数"), (5, "分数")),
    }


def test_a_formula_is_taken_at_what_it_was_worked_out_to() -> None:
    content = book(HEAD, (*ROW[:5], "=1+1", "每次"))
    worked = part(content, SHEET).replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
    assert b"<v>2</v>" in worked
    (row,) = rows(with_part(content, SHEET, worked))
    assert row["points"] == 2


def test_a_formula_that_was_never_worked_out_is_named_by_its_cell() -> None:
    told = refused(book(HEAD, ROW, (*ROW[:5], "=1+1", "每次")))
    assert (told.code, told.params["what"]) == ("workbook_formula", "F3")


def test_the_sheet_with_the_table_is_found_among_others() -> None:
    made = Workbook()
    made.active.append(["户主", "电话"])
    second = made.create_sheet("积分")
    second.append(HEAD)
    second.append(ROW)
    hidden = made.create_sheet("旧的")
    hidden.append(HEAD)
    hidden.append(("P09", *ROW[1:]))
    hidden.sheet_state = "hidden"
    assert [row["code"] for row in rows(saved(made))] == ["P01"]


def test_of_two_tables_none_is_chosen_silently() -> None:
    made = Workbook()
    for title in ("加分", "减分"):
        one = made.create_sheet(title)
        one.append(HEAD)
        one.append(ROW)
    told = refused(saved(made))
    assert (told.code, told.params["what"]) == ("workbook_tables", "加分、减分")


def test_samples_are_no_table() -> None:
    assert refused(book(HEAD, ROW, title="示例")).code == "workbook_no_table"


def test_a_workbook_without_a_table_names_its_sheets() -> None:
    told = refused(book(("户主", "电话"), title="户主名单"))
    assert (told.code, told.params["what"]) == ("workbook_no_table", "户主名单")


def test_macros_are_refused() -> None:
    plain = book(HEAD, ROW)
    assert refused(with_part(plain, "xl/vbaProject.bin", b"x")).code == "workbook_macros"
    kinds = part(plain, "[Content_Types].xml").replace(
        b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
    )
    assert refused(with_part(plain, "[Content_Types].xml", kinds)).code == "workbook_macros"


def test_a_password_and_an_old_workbook_are_told_apart() -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert refused(container + "EncryptedPackage".encode("utf-16-le")).code == "workbook_password"
    assert refused(container + "Workbook".encode("utf-16-le")).code == "workbook_old"


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04rest",
        packed(),
        packed(**{"word/document.xml": b"<w/>", "[Content_Types].xml": TYPES}),
        packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
    ],
    ids=["cut off", "empty", "a letter", "another program's"],
)
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    assert refused(content).code == "workbook_other"


@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize("nonsense", [b"", b"<a", b"\x00" * 9])
def test_a_damaged_workbook_is_refused_in_a_sentence(name: str, nonsense: bytes) -> None:
    assert refused(with_part(book(HEAD, ROW), name, nonsense)).code in {"workbook_broken", "workbook_no_table"}


def test_an_entity_that_grows_is_refused() -> None:
    grown = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY e0 "{"x" * 100}">{grown}]><worksheet>&e11;</worksheet>'
    assert refused(with_part(book(HEAD, ROW), SHEET, bomb.encode())).code == "workbook_broken"


def test_a_bomb_is_refused_by_the_directory_alone() -> None:
    bomb = with_part(book(HEAD, ROW), "xl/sharedStrings.xml", b" " * (safe.LARGEST_UNPACKED + 1))
    assert len(bomb) < 100_000
    assert refused(bomb).code == "workbook_large"


def test_a_million_rows_are_refused() -> None:
    many = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 1_000_001))
    content = book(HEAD, ROW)
    whole = part(content, SHEET).replace(b"</sheetData>", many + b"</sheetData>")
    assert refused(with_part(content, SHEET, whole)).code == "workbook_large"


def test_more_rows_than_an_office_has_are_refused() -> None:
    many = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(3, 9_000))
    content = book(HEAD, ROW)
    whole = part(content, SHEET).replace(b"</sheetData>", many + b"</sheetData>")
    assert refused(with_part(content, SHEET, whole)).code == "workbook_long"


def test_a_stray_mark_far_below_is_no_million_rows() -> None:
    def stray(made: Worksheet) -> None:
        made["A1048576"].number_format = "0"

    assert len(rows(book(HEAD, ROW, change=stray))) == 1


def test_too_large_a_file_is_refused_unread() -> None:
    assert refused(b"PK\x03\x04" + bytes(safe.LARGEST)).code == "workbook_large"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_files_come_in_the_encodings_of_offices(encoding: str) -> None:
    table = "\t".join(HEAD) + "\nP01\t环境\t加分\t院子\t\t1\t每次"
    assert [row["title"] for row in rows(table.encode(encoding))] == ["院子"]
