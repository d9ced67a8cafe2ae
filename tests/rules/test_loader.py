"""A pack that is not understood is refused, and the refusal says where and what to do.

Each file in bad/ spoils the pack in good/ in one place and lists the words its refusal must contain.
"""

from __future__ import annotations

import shutil
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from rules import Pack, PackError, load_pack, packs_folder
from rules.cases import load_cases, play

HERE = Path(__file__).parent
BAD = sorted((HERE / "bad").glob("*.toml"))


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A copy of the good pack, to be spoilt."""
    return Path(shutil.copytree(HERE / "good", tmp_path / "good"))


def spoil(folder: Path, file: str, find: str, put: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert find in text
    path.write_text(text.replace(find, put, 1), encoding="utf-8")


def test_it_works(good: Path) -> None:
    pack = load_pack(good)
    assert [item.code for item in pack.items] == ["P1", "P2", "N1", "N2", "N3", "R1"]
    assert [item.number for item in pack.items] == [1, 2, 1, 2, 3, 1]
    assert [play(pack, case) for case in load_cases(good)] == [()]


@pytest.mark.parametrize("bad", BAD, ids=lambda path: path.stem)
def test_a_bad_pack_is_refused_in_words(good: Path, bad: Path) -> None:
    change = tomllib.loads(bad.read_text(encoding="utf-8"))
    spoil(good, change["file"], change["find"], change["put"])
    with pytest.raises(PackError) as refused:
        load_pack(good), load_cases(good)
    said = str(refused.value)
    assert [word for word in (f"good/{change['file']}", *change["says"]) if word not in said] == [], said
    assert refused.value.todo.endswith(".")


@pytest.mark.parametrize("file", ["pack.toml", "items.toml", "cases.toml"])
def test_a_missing_file_is_named(good: Path, file: str) -> None:
    (good / file).unlink()
    with pytest.raises(PackError, match=f"good/{file}.*the file to be there"):
        load_pack(good), load_cases(good)


def test_a_file_in_another_encoding_is_named(good: Path) -> None:
    (good / "items.toml").write_bytes("title = '打扫'".encode("gb18030"))
    with pytest.raises(PackError, match="UTF-8"):
        load_pack(good)


def test_pairs_written_once_hold_for_both_sides(good: Path) -> None:
    pack = load_pack(good)
    assert pack.item("P1").contradicts == ("N1",)
    assert pack.item("N1").contradicts == ("P1",)
    assert pack.item("N2").overlaps == ("N1",)


def test_half_points_are_exact(good: Path) -> None:
    pack = load_pack(good)
    assert pack.item("P2").versions[0].options == {"village": 500, "town": 750}
    assert pack.item("N1").versions[1].points == -250


def test_an_item_that_the_pack_lacks_is_a_key_error(good: Path) -> None:
    with pytest.raises(KeyError):
        load_pack(good).item("P99")


def digest_after(folder: Path, file: str, find: str, put: str) -> str:
    spoil(folder, file, find, put)
    return load_pack(folder).digest


def test_the_digest_is_of_the_meaning(good: Path) -> None:
    """Layout, comments and the cases do not change it; any figure, date or title does."""
    first = load_pack(good).digest
    assert len(first) == 64
    assert digest_after(good, "items.toml", "points = 5 }", "points    =  5.0 }") == first
    assert digest_after(good, "items.toml", "[[item]]", "# the first\n[[item]]") == first
    assert digest_after(good, "cases.toml", "2023-07-05", "2023-07-04") == first
    seen = [first]
    for file, find, put in [
        ("items.toml", "5.0", "6"),
        ("items.toml", "2024-01-01", "2024-02-01"),
        ("items.toml", "打扫院子", "打扫门前"),
        ("pack.toml", "value = 7,", "value = 8,"),
    ]:
        seen.append(digest_after(good, file, find, put))
    assert len(set(seen)) == len(seen)


@pytest.fixture
def yangkou() -> Pack:
    return load_pack(packs_folder() / "yangkou-2023")


def test_the_village_fills_what_the_document_leaves_open(yangkou: Pack) -> None:
    village = yangkou.choose({"base_points": 20, "publication_day": 5, "rate": Decimal("2.5")})
    assert village.setting("base_points").value == 2000
    assert village.setting("publication_day").value == 5
    assert village.setting("rate").value == 250
    assert village.digest == yangkou.digest
    assert yangkou.setting("publication_day").value is None


def test_a_choice_reaches_the_items_it_concerns(yangkou: Pack) -> None:
    village = yangkou.choose({"evidence": "positive", "open_reason": False})
    assert village.item("P01").evidence
    assert not village.item("N01").evidence
    assert not village.item("N25").reason


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"base_point": 20}, "base_point.*a known setting"),
        ({"publication_day": 31}, "publication_day.*from 1 to 28"),
        ({"publication_day": True}, "publication_day.*from 1 to 28"),
        ({"base_points": 2.5}, "base_points.*points"),
        ({"base_points": [1]}, "base_points.*points"),
        ({"redemption_months": [1, 13]}, "redemption_months.*from 1 to 12"),
        ({"redemption_months": [1, 1]}, "redemption_months"),
        ({"redemption_days": "sometimes"}, "redemption_days"),
        ({"group_word": "  "}, "group_word.*a short text"),
        ({"signatures": 1}, "signatures.*true or false"),
        ({"positives_by": [["group"]]}, "positives_by"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(yangkou: Pack, choices: dict[str, object], words: str) -> None:
    with pytest.raises(PackError, match=words):
        yangkou.choose(choices)


def test_lists_are_kept_as_they_were_written(yangkou: Pack) -> None:
    village = yangkou.choose({"redemption_months": [1, 4, 7, 10], "redemption_days": "all"})
    assert village.setting("redemption_months").value == (1, 4, 7, 10)
    assert village.setting("redemption_days").value == "all"
