"""What is wrong in a pack's file is told at the desk in Chinese: the line, the key, what belongs there, what to do."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from rules import PackError, faults, load_pack
from rules.cases import load_cases

HERE = Path(__file__).parent
BAD = sorted((HERE / "bad").glob("*.toml"))


@pytest.mark.parametrize("bad", BAD, ids=lambda path: path.stem)
def test_a_bad_pack_is_told_by_line_and_key(bad: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(HERE / "good", tmp_path / "good"))
    change = tomllib.loads(bad.read_text(encoding="utf-8"))
    file = folder / change["file"]
    file.write_text(file.read_text(encoding="utf-8").replace(change["find"], change["put"], 1), encoding="utf-8")
    with pytest.raises(PackError) as refused:
        load_pack(folder), load_cases(folder)
    said = faults.told_of(refused.value, file.read_text(encoding="utf-8"))
    assert "没看懂" not in said, refused.value.expected
    assert said.endswith("再传。")
    assert f"“{refused.value.key}”" in said or refused.value.key == "-"
    assert not re.search(r"\b(expected|Write|found|missing|list of|whole number)\b", said), said


TEXT = """# a comment
title = "one"

[settings]
rate = { value = 1, clause = "A.8" }

[[item]]
code = "P1"
points = 5

[[item]]
code = "P2"
versions = [
  { from = 2024-01-01,
    points = 2.3 },
]
"""


@pytest.mark.parametrize(
    ("table", "key", "line"),
    [
        ("top of the file", "title", 2),
        ("top of the file", "pack", 0),
        ("top of the file", "settings", 4),
        ("[settings]", "rate", 5),
        ("[settings] rate", "clause", 5),
        ("[settings]", "year_change", 4),
        ("[[item]] P1", "points", 9),
        ("[[item]] P2, version from 2024-01-01", "points", 15),
        ("[[item]] number 2", "per", 11),
        ("[[item]] P9", "code", 0),
    ],
)
def test_the_line_is_that_of_the_key_or_of_its_table(table: str, key: str, line: int) -> None:
    said = faults.told(TEXT, table=table, key=key, expected="true or false")
    assert re.findall(r"第(\d+)行", said) == ([str(line)] if line else [])


def test_a_wording_that_nobody_put_into_chinese_is_still_told_in_chinese() -> None:
    said = faults.told(TEXT, table="[[item]] P1", key="points", expected="something quite new")
    assert said == "第9行（[[item]] P1），“points”没看懂。请照说明改好再传。"


def test_a_file_cut_off_names_its_last_line() -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as broken:
        tomllib.loads('title = "a"\nlist = [1,\n')
    said = faults.told('title = "a"\nlist = [1,\n', table="-", key="-", expected=f"correct TOML ({broken.value})")
    assert said.startswith("第2行，写法不对")


def test_nobody_is_told_to_leave_out_what_has_to_be_there(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(HERE / "good", tmp_path / "good"))
    text = (folder / "pack.toml").read_text(encoding="utf-8")
    (folder / "pack.toml").write_text(text.replace('{ value = "included"', '{ value = "all"'), encoding="utf-8")
    with pytest.raises(PackError) as refused:
        load_pack(folder)
    assert "leave the key out" not in str(refused.value)
