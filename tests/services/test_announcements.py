"""What goes over the village's loudspeaker: heads and points of a board, never what for."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests import builders
from tests.admin.waiting import WINDOW, a_board
from village import clock
from village.errors import VillageError
from village.language import Phrase
from village.language.speakable import is_speakable
from village.model.entry import Kind
from village.model.publication import Publication
from village.services import announcements, notices
from village.store import Store


def put_up(store: Store) -> Publication:
    zhang = builders.a_household(store, "张桂芳", "三组")
    shan = builders.a_household(store, "单雄信", "二组", reading="shan4")
    wang = builders.a_household(store, "王秀英", "三组")
    builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 10))
    builders.a_line(store, shan, "P07", occurred=date(2026, 3, 10))
    builders.a_line(store, wang, "N08", occurred=date(2026, 3, 12), reason="门口堆了柴草")
    builders.a_household(store, "赵大山", "三组")
    with clock.held(WINDOW):
        return a_board(store, "2026-03")


def shown(told: list[Phrase]) -> str:
    return "\n".join(each.shown for each in told)


def test_it_works(store: Store) -> None:
    board = put_up(store)
    with clock.held(datetime(2026, 4, 6, 9)):
        text = shown(announcements.of_board(store, board))
    assert text.splitlines() == [
        "乡亲们请注意，现在广播海印寺村2026年3月的积分公示。",
        "这一期公示了4户。",
        "有2户加了分，辛苦大家了。",
        "加分最多的人家，我们念一念。",
        "三组张桂芳家，+8分。",
        "二组单雄信家，+5分。",
        "各家的分都贴在公示栏上，也可以到积分机上听。",
        "觉得分不对的，请在4月12日以前到村里说。",
        "换东西从5月5日开始，请带上积分卡。",
        "广播完了，谢谢大家。",
    ]


def test_a_group_hears_everybodys_points_and_nobodys_reason(store: Store) -> None:
    text = shown(announcements.of_board(store, put_up(store), group="三组"))
    assert "张桂芳家，+8分。" in text
    assert "赵大山家，没有加减分。" in text
    assert "单雄信" not in text
    assert "王秀英家，-" in text
    assert "柴草" not in text
    assert "乱堆" not in text


def test_names_are_said_as_they_are_read_and_nothing_is_left_that_has_no_sound(store: Store) -> None:
    board = put_up(store)
    for group in ("", "二组", "三组"):
        said = announcements.spoken(announcements.of_board(store, board, group=group))
        assert is_speakable(said)
    assert "shan4 雄信家，加五分" in announcements.spoken(announcements.of_board(store, board))


def test_what_only_points_may_be_told_of_stays_silent(store: Store) -> None:
    """Decision 18: a line of any kind is a figure in a sum; no item's name is ever announced."""
    put_up(store)
    home = builders.a_household(store, "钱小明", "三组")
    builders.a_plain_line(store, home, "-3", kind=Kind.DEDUCTION, item="N22", period="2026-04")
    with clock.held(datetime(2026, 5, 5, 9)):
        text = shown(announcements.of_board(store, a_board(store, "2026-04"), group="三组"))
    assert "钱小明家，-3分。" in text


def test_when_the_days_are_over_nobody_is_asked_to_object(store: Store) -> None:
    board = put_up(store)
    with clock.held(datetime(2026, 4, 20, 9)):
        assert "觉得分不对" not in shown(announcements.of_board(store, board))


def test_many_first_places_are_counted_and_not_all_read(store: Store) -> None:
    for number in range(14):
        builders.a_plain_line(store, builders.a_household(store, f"王{'甲乙丙丁戊己庚辛壬癸子丑寅卯'[number]}"), "5")
    with clock.held(WINDOW):
        told = announcements.of_board(store, a_board(store, "2026-03"))
    assert shown(told).count("家，+5分。") == announcements.NAMES
    assert "还有4户也在前面，名字都贴在榜上。" in shown(told)
    assert announcements.minutes(told) == 1


def test_a_group_that_is_not_on_the_board_is_said(store: Store) -> None:
    with pytest.raises(VillageError, match="group_unknown"):
        announcements.of_board(store, put_up(store), group="九组")


def test_a_notice_is_announced_in_its_own_words(store: Store) -> None:
    day = date(2026, 4, 5)
    made = notices.write(
        store, title="停水通知", text="4月6日8:30停水，请先接好水。", since=day, until=day, actor=builders.CADRE
    )
    told = announcements.of_notice(store, made)
    assert "4月6日8:30停水" in shown(told)
    assert "四月六号八点三十分停水" in announcements.spoken(told)
