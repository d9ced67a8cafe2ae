"""Item tables from a spreadsheet: pasted with tabs or saved as CSV, with or without a title row above."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rules import PackError, load_pack, packs_folder
from rules.guide import pack_ids
from rules.sheet import empty, is_sheet
from rules.tables import read_table

HEAD = "编号\t类别\t加减\t项目\t分数\t怎么算\n"
TABLE = HEAD + "P01\t环境\t加分\t院子干净\t2.5\t每月一次\n\nN01\t环境\t减分\t乱倒垃圾\t5\t\n"


def test_a_pasted_table_gives_items() -> None:
    assert is_sheet(TABLE)
    rows, since = read_table(TABLE)
    assert since is None
    assert rows == [
        {
            **{"code": "P01", "title": "院子干净", "category": "环境", "kind": "positive", "per": "month"},
            "points": Decimal("2.5"),
        },
        {
            **{"code": "N01", "title": "乱倒垃圾", "category": "环境", "kind": "negative", "per": "event"},
            "points": Decimal(-5),
        },
    ]


@pytest.mark.parametrize(
    "text",
    [
        TABLE.replace("\t", ","),
        "清水镇槐树村积分项目表\n\n" + TABLE,
        TABLE.replace("5\t\n", "-5分\t每次\n"),
        TABLE.replace("2.5", "２．５"),
        TABLE.replace("\n", "\r\n"),
    ],
    ids=["csv", "with a title", "signed", "wide figures", "dos"],
)
def test_however_it_was_saved_it_is_the_same_table(text: str) -> None:
    assert read_table(text) == read_table(TABLE)


def test_full_width_stops_of_a_title_stay() -> None:
    rows, _ = read_table(HEAD + "P01\t环境\t加分\t院子（含门前），干净\t1\t")
    assert rows[0]["title"] == "院子（含门前），干净"


def test_numbers_that_were_left_out_are_given() -> None:
    rows, _ = read_table(HEAD + "P01\t环境\t\t甲\t1\n\t环境\t加分\t乙\t1\n\t环境\t奖励\t丙\t小组定")
    assert [row["code"] for row in rows] == ["P01", "P02", "R01"]
    assert rows[2]["open"] is True


@pytest.mark.parametrize(
    ("row", "where", "column"),
    [
        ("P01\t环境\t加分\t院子\t很多\t每次", "第2行", "分数"),
        ("P01\t环境\t加分\t院子\t\t每次", "第2行", "分数"),
        ("P01\t环境\t加加\t院子\t1\t每次", "第2行", "加减"),
        ("P01\t环境\t加分\t院子\t1\t天天", "第2行", "怎么算"),
        ("P01\t环境\t加分\t\t1\t每次", "第2行", "项目"),
        ("P01\t\t加分\t院子\t1\t每次", "第2行", "类别"),
    ],
)
def test_a_cell_that_is_not_understood_is_told_by_row_and_column(row: str, where: str, column: str) -> None:
    with pytest.raises(PackError) as told:
        read_table(HEAD + row)
    assert (told.value.table, told.value.key) == (where, column)


def test_samples_are_refused_here_too() -> None:
    with pytest.raises(PackError, match="示例"):
        read_table(HEAD + "P01\t环境\t加分\t示例·院子\t1\t每次")


@pytest.mark.parametrize("pack_id", pack_ids())
def test_the_empty_table_of_a_pack_filled_in_is_taken(pack_id: str) -> None:
    pack = load_pack(packs_folder() / pack_id)
    head, *lines = empty(pack.categories)
    for at, line in enumerate(lines):
        line[head.index("编号")], line[head.index("项目")], line[head.index("分数")] = f"Z{at:02d}", "做一件好事", "1"
    rows, _ = read_table("\n".join(",".join(line) for line in (head, *lines)))
    assert len(pack.with_items(rows).items) == len(pack.items) + len(pack.categories)
