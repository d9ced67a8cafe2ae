"""A scenario file that is not understood is refused, naming table and key; nothing in it is ignored."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules import faults
from village.services.rehearsal import Malformed, read

BAD = sorted(Path(__file__).with_name("bad").glob("*.toml"))


def test_there_are_enough_of_them() -> None:
    assert len(BAD) >= 40


@pytest.mark.parametrize("path", BAD, ids=[path.stem for path in BAD])
def test_it_is_refused_in_these_words(path: Path) -> None:
    words = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# words: ")
    with pytest.raises(Malformed) as caught:
        read(path)
    assert words in str(caught.value)
    assert path.name in str(caught.value)


@pytest.mark.parametrize("path", BAD, ids=[path.stem for path in BAD])
def test_the_desk_says_it_in_chinese_with_the_line_and_what_belongs_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    with pytest.raises(Malformed) as caught:
        read(path)
    why = caught.value
    said = faults.told(text, table=why.table, key=why.key, expected=why.wanted)
    assert "expected" not in said
    assert "没看懂" not in said, why.wanted
    assert said.endswith("再传。")
    assert f"“{why.key}”" in said or "写法不对" in said
    assert said.startswith("第") or f"\n{why.key}" not in f"\n{text}", said


def test_a_file_that_is_not_there_is_refused_too(tmp_path: Path) -> None:
    with pytest.raises(Malformed, match="can be read"):
        read(tmp_path / "nothing.toml")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gbk.toml"
    path.write_bytes('title = "大足"\n'.encode("gb18030"))
    with pytest.raises(Malformed, match="UTF-8"):
        read(path)
