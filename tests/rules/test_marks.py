"""`[mark]` of a pack: a word of one of its lists goes with lines of some categories, or with all (GY-08, MH-07)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rules import Pack, PackError, load_pack, load_samples, packs_folder

GAOYANG = "gaoyang-2022"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(packs_folder() / GAOYANG, tmp_path / GAOYANG))


def marked(folder: Path, find: str, put: str) -> Pack:
    path = folder / "pack.toml"
    head, found, rest = path.read_text(encoding="utf-8").partition("[mark]")
    assert find in rest
    path.write_text(head + found + rest.replace(find, put, 1), encoding="utf-8")
    return load_pack(folder)


def test_only_its_categories_are_asked() -> None:
    pack = load_samples(load_pack(packs_folder() / GAOYANG))
    mark = pack.paper.mark
    assert mark is not None
    assert {item.code for item in pack.items if mark.asked_of(item)} == {"S04", "S06"}
    assert mark.told_by(pack.item("S04"), "市县级") == "市县级"
    assert mark.told_by(pack.item("S06"), "") == ""


def test_without_categories_every_line_is_asked(copy: Path) -> None:
    mark = marked(copy, 'categories = ["表彰奖励类"]\n', "").paper.mark
    assert mark is not None
    assert all(mark.asked_of(item) for item in load_samples(load_pack(copy)).items)


@pytest.mark.parametrize(
    ("find", "put", "says"),
    [
        ('"honour_levels"', '"honour_level"', "honour_levels"),
        ('"表彰奖励类"', '"表扬类"', "表扬类"),
        ('"GY-08"', '"GY-99"', "clause"),
        ('"荣誉级别"', '""', "title"),
    ],
)
def test_a_mark_that_is_not_understood_is_refused_in_words(copy: Path, find: str, put: str, says: str) -> None:
    with pytest.raises(PackError, match=says):
        marked(copy, find, put)
