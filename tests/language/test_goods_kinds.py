"""What kind of thing goods are, by their names."""

from __future__ import annotations

import pytest

from village.language.goods_kinds import kind_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("洗衣液", "washing"),
        ("香皂", "soap"),
        ("牙刷牙膏套装", "teeth"),
        ("大米5公斤", "sack"),
        ("食用油1.8升", "oil"),
        ("酱油500毫升", "sauce"),
        ("毛巾", "towel"),
        ("食盐", "packet"),
        ("洗衣粉", "packet"),
        ("笔记本", "stationery"),
        ("铅笔10支", "stationery"),
        ("茶杯", "cup"),
        ("洗衣机", "electric"),
        ("电饭煲", "electric"),
        ("热水袋", "health"),
        ("纯牛奶一箱", "milk"),
        ("雨衣", "umbrella"),
        ("劳保手套", "gloves"),
        ("垃圾桶", "bucket"),
        ("垃圾袋", "broom"),
        ("铁锹", "tools"),
        ("村里的心意", "other"),
    ],
)
def test_the_word_that_ends_last_says_what_a_thing_is(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_where_the_name_says_nothing_the_category_does() -> None:
    assert kind_of("第3号", "洗涤用品") == "washing"
    assert kind_of("毛巾", "洗涤用品") == "towel"
