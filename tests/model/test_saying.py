"""A sentence with open parts, and what fills them."""

from __future__ import annotations

import re

import pytest

from village.model.saying import saying

SLOTS = {"name": {"张桂芳", "张桂"}, "group": {"三组", "三"}}


@pytest.mark.parametrize(
    ("text", "heard", "found"),
    [
        ("多少分", "多少分", {}),
        ("多少分", "多少分了", None),
        ("我是{name}", "我是张桂芳", {"name": "张桂芳"}),
        ("我是{name}", "我是李建国", None),
        ("我是{name}", "我是", None),
        ("{name}芳家", "张桂芳家", {"name": "张桂"}),  # the longest name first, another where that does not fit
        ("{group}{name}家", "三组张桂芳家", {"group": "三组", "name": "张桂芳"}),
        ("{group}组{name}", "三组张桂芳", {"group": "三", "name": "张桂芳"}),
        ("户号是[零一]{2,3}", "户号是零一零", {}),
        ("户号是[零一]{2,3}", "户号是零", None),
    ],
)
def test_a_sentence_is_filled_as_a_whole_or_not_at_all(text: str, heard: str, found: dict[str, str] | None) -> None:
    filled = saying(text).fill(heard, SLOTS)
    assert (None if filled is None else dict(filled)) == found


def test_what_stands_around_something_unknown_is_still_known() -> None:
    known = saying("我是{group}{name}家的")
    assert known.around("我是三组李建国家的", "name", SLOTS, longest=4) == "李建国"
    assert known.around("我是九组李建国家的", "name", SLOTS, longest=4) is None
    assert known.around("我是三组上官婉儿小姐家的", "name", SLOTS, longest=4) is None
    assert saying("多少分").around("多少分", "name", SLOTS, longest=4) is None


def test_only_what_has_to_be_filled_is_open() -> None:
    assert saying("我是{name}").open
    assert saying("[一二]{1,1}").open
    assert not saying("多少分").open


@pytest.mark.parametrize("text", ["[一]{9,1}", "[一]{1,99999999999}"])
def test_a_row_that_is_none_is_told_at_once(text: str) -> None:
    with pytest.raises((re.error, OverflowError)):
        saying(text)
