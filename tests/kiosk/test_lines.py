"""Where text breaks on a screen."""

from __future__ import annotations

import re

from kiosk.lines import BUTTONS, broken, button
from village.language import phrase

TAG = re.compile("<[^>]+>")


def kept(text: str) -> list[str]:
    """What a line never breaks within."""
    return re.findall('<span class="short">([^<]*)</span>', text)


def test_the_words_of_buttons_are_those_of_the_catalogue() -> None:
    for key, parts in BUTTONS.items():
        assert parts.replace(" ", "") == phrase(key).shown
        assert TAG.sub("", button(key)) == phrase(key).shown


def test_a_button_breaks_between_words_only() -> None:
    assert kept(button("button.by_number")) == ["按", "户号找"]
    assert kept(button("button.done")) == ["看好了"]
    assert kept(button("button.help")) == ["请干部", "帮忙"]


def test_a_figure_stays_with_its_unit_and_a_day_with_its_month() -> None:
    said = broken("3月12日，房前屋后乱堆乱搭，-12345.5分，您家有2件")
    assert {"3月12日", "-12345.5分", "2件"} <= set(kept(said))


def test_what_people_call_by_one_word_is_not_torn_apart() -> None:
    assert "请干部帮忙" in kept(broken("话筒没有打开，请点按钮，或者请干部帮忙。"))


def test_a_name_breaks_at_its_dot() -> None:
    said = broken("您是三组阿卜杜热合曼·买买提家吗？", ("阿卜杜热合曼·买买提",))
    assert '<span class="part">阿卜杜热合曼·</span><span class="part">买买提家</span>吗' in said


def test_a_name_breaks_before_its_reading() -> None:
    said = TAG.sub("|", broken("三组，欧阳㼆（yíng）家", ("欧阳㼆",)))
    assert "||（yíng）家|" in said


def test_no_line_begins_with_the_dot_of_a_name_and_no_measure_is_torn() -> None:
    assert '<span class="short">阿卜杜热合曼·</span>买买提' in broken("由阿卜杜热合曼·买买提代您拿")
    assert '<span class="short">1.8升</span>' in broken("换花生油1.8升要40分")


def test_nothing_is_lost_or_let_through() -> None:
    for text in ("张<b>3</b>&分", "一，二。三", "", "㐂3分", "a·b"):
        assert TAG.sub("", broken(text, ("a·b",))) == text.replace("&", "&amp;").replace("<", "&lt;").replace(
            ">", "&gt;"
        ).replace("㐂", "")
