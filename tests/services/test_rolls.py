"""A pasted list of households: from Excel, from a letter, under headings."""

from __future__ import annotations

import pytest

from village.errors import VillageError
from village.services import households, rolls
from village.services.rolls import Row
from village.store import Store

TWO = (Row("一组", "张桂芳"), Row("二组", "李建国"))


@pytest.mark.parametrize(
    "text",
    [
        "一组\t张桂芳\n二组\t李建国\n",
        "一组 张桂芳\r\n\r\n  二组　李建国  ",
        "一组，张桂芳\n二组、李建国",
        "组\t户主\n一组\t张桂芳\n二组\t李建国",
        "一组,张桂芳,\n二组,李建国,",
    ],
    ids=["excel", "blanks", "commas", "with titles", "csv"],
)
def test_a_list_is_read_however_it_was_typed(text: str) -> None:
    assert rolls.read(text) == TWO


def test_names_may_stand_under_their_group() -> None:
    assert rolls.read("一组\n张桂芳\n二组\n李建国", ("一组", "二组")) == TWO


def test_a_name_with_a_gap_stays_one_name() -> None:
    assert rolls.read("三组 欧阳 秀英") == (Row("三组", "欧阳 秀英"),)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("一组 张桂芳\n\n李建国", "roll_wrong", 3),
        ("一组\t张桂芳\t妻子", "roll_wrong", 1),
        ("一组 张桂芳\n一组 ？？", "roll_name_wrong", 2),
        ("五组 张桂芳", "roll_group_wrong", 1),
    ],
)
def test_a_line_that_is_not_understood_is_told_by_its_number(text: str, code: str, line: int) -> None:
    with pytest.raises(VillageError) as told:
        rolls.read(text, ("一组", "二组") if "五组" in text else ())
    assert (told.value.code, told.value.params["line"]) == (code, line)


def test_all_of_a_list_come_in_or_none(store: Store) -> None:
    assert rolls.enrol(store, TWO, actor="李会计") == 2
    with pytest.raises(VillageError, match="name_empty"):
        rolls.enrol(store, (Row("三组", "王小红"), Row("三组", "")), actor="李会计")
    assert [one.number for one in households.search(store, "")] == ["01-001", "02-001"]


def test_groups_are_listed_once_in_their_order() -> None:
    assert rolls.groups("一组、二组\n三组，一组") == ("一组", "二组", "三组")
    assert rolls.groups("  ") == ()
