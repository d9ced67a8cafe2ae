"""Item tables beside a pack: the empty one that a village fills in, and samples that nobody takes for the standard."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from rules import PackError, load_pack, load_samples, load_table, packs_folder

DAZU = load_pack(packs_folder() / "dazu-2021")
YANGKOU = load_pack(packs_folder() / "yangkou-2023")
EMPTY = ("jiuxian-2022", "dazu-2021", "gaoyang-2022", "minhang-2024")


@pytest.mark.parametrize("name", EMPTY)
def test_an_empty_table_can_be_imported_and_a_filled_one_too(name: str, tmp_path: Path) -> None:
    pack = load_pack(packs_folder() / name)
    table = tmp_path / "table.toml"
    shutil.copy(packs_folder() / name / "table.toml", table)
    assert load_table(pack, table).items == ()
    text = table.read_text(encoding="utf-8")
    start = text.index("# from = ")
    filled = re.sub(r"^# ", "", text[start:], flags=re.MULTILINE).replace("示例·请改成本村的项目", "打扫门前")
    table.write_text(filled, encoding="utf-8")
    village = load_table(pack, table)
    assert [(one.code, one.title, one.per) for one in village.items] == [("P01", "打扫门前", "month")]
    assert village.items[0].versions[0].start == date(pack.starts.year + 1, 1, 1)


@pytest.mark.parametrize("name", EMPTY)
def test_a_sample_left_in_a_table_is_refused(name: str) -> None:
    with pytest.raises(PackError, match=r"'title'.*not a sample"):
        load_table(load_pack(packs_folder() / name), packs_folder() / name / "samples.toml")


def test_a_table_with_anything_else_in_it_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "table.toml"
    for text, words in (("village = 1", "'village'.*only known keys"), ("item = 1", "a list of tables")):
        table.write_text(text, encoding="utf-8")
        with pytest.raises(PackError, match=words):
            load_table(DAZU, table)


@pytest.mark.parametrize("name", EMPTY)
def test_samples_are_never_loaded_by_themselves_and_never_look_like_the_standard(name: str) -> None:
    pack = load_pack(packs_folder() / name)
    samples = load_samples(pack)
    assert pack.items == ()
    assert samples.items
    assert all(one.title.startswith("示例") for one in samples.items)
    assert all(option.title.startswith("示例") for one in samples.items for option in one.options.values())
    assert samples.title.startswith("示例")
    assert samples.digest != pack.digest
    assert {one.category for one in samples.items} <= set(pack.categories)
    assert {one.kind for one in samples.items} >= {"positive", "negative"}


def test_samples_of_jiuxian_know_rewards() -> None:
    kinds = {one.kind for one in load_samples(load_pack(packs_folder() / "jiuxian-2022")).items}
    assert kinds == {"positive", "negative", "reward"}


def test_a_pack_without_samples_and_a_sample_without_its_mark_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"samples\.toml.*to be there"):
        load_samples(YANGKOU)
    text = '[[item]]\ncode = "S01"\ntitle = "打扫"\ncategory = "美丽建设"\nkind = "positive"\npoints = 1\n'
    (tmp_path / "samples.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match="begin with 示例"):
        load_samples(DAZU, tmp_path)
