"""Sounds kept in memory."""

from __future__ import annotations

from village.voice.renderings import Renderings


def test_what_was_kept_is_there_for_its_text_and_step_only() -> None:
    kept = Renderings()
    kept.keep("您好", 3, b"sound")
    assert kept.get("您好", 3) == b"sound"
    assert kept.get("您好", 4) is None


def test_the_one_not_asked_for_longest_goes_first() -> None:
    kept = Renderings(largest=30)
    for text in ("一", "二", "三"):
        kept.keep(text, 3, bytes(10))
    kept.get("一", 3)
    kept.keep("四", 3, bytes(10))
    assert [text for text in "一二三四" if kept.get(text, 3)] == ["一", "三", "四"]


def test_it_never_holds_more_than_it_may() -> None:
    kept = Renderings(largest=100)
    for count in range(50):
        kept.keep(f"字{count % 7}", 3, bytes(count))
        assert kept.size <= 100


def test_a_sound_larger_than_all_room_is_not_kept() -> None:
    kept = Renderings(largest=10)
    kept.keep("长", 3, bytes(11))
    assert kept.get("长", 3) is None
    assert kept.size == 0
