"""What a receipt says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.printing.receipt import PAGES, a_receipt
from village.model.points import Points
from village.model.receipt import Receipt, ReceiptLine
from village.printing.columns import width
from village.printing.layout import Kind, Line, layout, token
from village.printing.page import Page, Size

NARROW = Page(58, "raster")


def words(receipt: Receipt, page: Page = NARROW) -> str:
    """All that is printed, without the places where lines break."""
    return "".join(f"{line.text} {line.right}" for line in layout(receipt, page)).replace(" ", "")


def the(kind: Kind, receipt: Receipt, page: Page = NARROW) -> list[Line]:
    return [line for line in layout(receipt, page) if line.kind is kind]


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_it_says_all_that_a_receipt_must_say(page: Page) -> None:
    said = words(a_receipt(), page)
    for each in (
        "洋口镇海印寺村",
        "加分小票",
        "张桂芳",
        "三组",
        "户号03-017",
        "2026年3月15日+5分",
        "参加村里打扫卫生",
        "2026年12月12日-10.5分",
        "柴草堆在路边：挡了别人家的门，约好三天内搬走",
        "原来121分",
        "现在115.5分",
        "编号000123",
        "2026年12月15日15:10",
        "经办李会计",
        "大厅",
        "校验123456:0123456789abcdef",
        "XYR1|000123|123456:0123456789abcdef",
        "谢谢您",
    ):
        assert each in said


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_redemption_says_what_was_had_under_which_number_and_what_is_left(page: Page) -> None:
    lines = (ReceiptLine("2026年4月5日", "大米5公斤×2", Points(-900)),)
    exchanged = a_receipt(
        title="receipt.title_redemption",
        lines=lines,
        pickup="12",
        copy=1,
        place="集中兑换点",
        collector="王秀英（邻居）",
    )
    said = words(exchanged, page)
    for each in (
        "补打第1次",
        "兑换小票",
        "取货号12",
        "兑换点集中兑换点",
        "代领王秀英（邻居）",
        "大米5公斤×2",
        "-9分",
        "原来121分",
        "还剩115.5分",
    ):
        assert each in said
    assert "扣分小票" not in said
    assert "现在" not in said
    number, _, left = the(Kind.FIGURE, exchanged, page)
    assert (number.right, number.size) == ("12", left.size)
    assert "取货号" not in words(a_receipt(), page)


def test_a_line_of_another_day_does_not_say_what_there_is_now() -> None:
    said = words(a_receipt(past=True))
    assert "那时115.5分" in said
    assert "现在" not in said


def test_before_and_after_are_the_largest_figures() -> None:
    before, after = the(Kind.FIGURE, a_receipt())
    assert (before.right, after.right) == ("121分", "115.5分")
    assert before.size is after.size is Size.FIGURE


def test_a_household_below_nothing_owes() -> None:
    assert the(Kind.FIGURE, a_receipt(after=Points(-1200)))[1].right == "欠12分"


def test_the_qr_is_ascii_and_names_nobody() -> None:
    assert token(a_receipt(household_head="㐂")) == "XYR1|000123|123456:0123456789abcdef"
    assert token(a_receipt()).isascii()


def test_a_copy_says_so_first_and_beside_its_number() -> None:
    assert layout(a_receipt(copy=2), NARROW)[0] == Line(Kind.MARK, "补打第2次", size=Size.TITLE)
    assert "000123补打" in words(a_receipt(copy=2))
    assert "补打" not in words(a_receipt())


def test_lines_that_did_not_fit_are_counted() -> None:
    assert "还有12笔" in words(a_receipt(more=12))
    assert "还有" not in words(a_receipt())


def test_a_receipt_without_lines_says_that_nothing_is_new() -> None:
    assert "没有新的加分扣分" in words(a_receipt(lines=()))
    assert "最近的几笔" not in words(a_receipt())
    repeated = words(a_receipt(repeated=True))
    assert repeated.index("最近的几笔") < repeated.index(a_receipt().lines[0].what)


def test_a_receipt_that_nobody_of_the_office_made_is_a_self_service_one() -> None:
    assert "经办自助查询" in words(a_receipt(actor=""))


def test_a_value_that_does_not_fit_beside_its_label_stands_below_it() -> None:
    lines = layout(a_receipt(group="海印寺村第三村民小组东片"), NARROW)
    assert Line(Kind.TEXT, "海印寺村第三村民小组东片") in lines
    assert Line(Kind.RIGHT, "户号 03-017") in lines


@given(
    head=st.text(max_size=60),
    group=st.text(max_size=30),
    actor=st.text(max_size=30),
    points=st.integers(-(10**11), 10**11),
    page=st.sampled_from(PAGES),
)
def test_no_name_and_no_figure_breaks_a_line(head: str, group: str, actor: str, points: int, page: Page) -> None:
    receipt = a_receipt(household_head=head, group=group, actor=actor, after=Points(points))
    for line in layout(receipt, page):
        if line.kind not in (Kind.QR, Kind.FIGURE):
            assert width(f"{line.text} {line.right}".strip()) <= page.columns(line.size)


@pytest.mark.parametrize("page", PAGES, ids=str)
@pytest.mark.parametrize("emoji", ["👍", "👍👍🏽", "🧑‍🌾", "❤️", "🇨🇳"])
def test_an_emoji_in_a_reason_is_named_and_not_printed_as_a_code(page: Page, emoji: str) -> None:
    line = ReceiptLine("2026年3月15日", f"帮邻居抢收{emoji}，谢谢", Points(500))
    said = words(a_receipt(lines=(line,)), page)
    assert "帮邻居抢收〔表情〕，谢谢" in said


def test_a_rare_name_keeps_its_letters() -> None:
    assert "𠮷田㐂\U00020fff" in words(a_receipt(household_head="𠮷田㐂\U00020fff"))
