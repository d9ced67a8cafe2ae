"""How names sound, and how far they are apart by ear."""

from __future__ import annotations

import pytest

from village.language.sounds import alike, distance, read_confusions, syllables, usual


def apart(one: str, other: str) -> float:
    return distance(syllables(one, surname=True), syllables(other, surname=True))


@pytest.mark.parametrize(("lacking", "other"), [("淑", "书"), ("芬", "分"), ("阎", "严"), ("瞿", "渠"), ("斌", "宾")])
def test_a_character_has_others_of_its_sound(lacking: str, other: str) -> None:
    assert other in alike(lacking)
    assert lacking not in alike(lacking)


def test_the_same_tone_comes_first() -> None:
    same = alike("淑")
    assert same.index("书") < same.index("树")


def test_what_is_no_character_is_like_nothing() -> None:
    assert alike("a") == ""


@pytest.mark.parametrize(("one", "other"), [("张桂芳", "章贵方"), ("王淑英", "汪书英")])
def test_the_same_sound_in_other_characters_is_hardly_apart(one: str, other: str) -> None:
    assert apart(one, other) < 0.2


@pytest.mark.parametrize(
    ("one", "other"),
    [("刘兰", "牛兰"), ("朱四", "租四"), ("陈四", "岑四"), ("生", "森"), ("胡花", "符花"), ("林金", "宁今")],
)
def test_what_villagers_do_not_tell_apart_is_near(one: str, other: str) -> None:
    assert apart(one, other) < 0.6


def test_two_names_that_share_nothing_are_far_apart() -> None:
    assert apart("王秀英", "张桂芳") > 2.5


def test_a_syllable_more_counts_as_a_whole_one() -> None:
    assert apart("张桂", "张桂芳") == 1.0


@pytest.mark.parametrize(("surname", "sound"), [("单雄", "shan"), ("仇英", "qiu"), ("尉迟恭", "yu"), ("曾国", "zeng")])
def test_surnames_are_read_as_surnames(surname: str, sound: str) -> None:
    assert syllables(surname, surname=True)[0].plain == syllables("", reading=sound)[0].plain


def test_a_households_own_reading_comes_first() -> None:
    assert syllables("乐安", reading="yue4")[0] == syllables("月")[0]


def test_a_region_adds_its_own_confusions() -> None:
    here = usual().joined(read_confusions('initials = ["g j"]'))
    street, jie = syllables("盖"), syllables("街")
    assert distance(street, jie, here) < distance(street, jie)


@pytest.mark.parametrize("source", ['initials = ["n"]', 'finals = ["a b c"]', 'tones = ["1 2"]'])
def test_a_faulty_table_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match=r"not a pair|not \["):
        read_confusions(source)
