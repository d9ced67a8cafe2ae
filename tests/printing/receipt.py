"""A receipt as the office makes them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PIL import Image

from village.model.points import Points
from village.model.receipt import Receipt, ReceiptLine
from village.printing.page import Page

PAGES = [Page(paper, mode) for paper in (58, 80) for mode in ("raster", "text")]
LINES = (
    ReceiptLine("2026年3月15日", "参加村里打扫卫生", Points(500)),
    ReceiptLine("2026年12月12日", "柴草堆在路边：挡了别人家的门，约好三天内搬走", Points(-1050)),
)


def a_receipt(**facts: Any) -> Receipt:
    values: dict[str, Any] = {
        "number": "000123",
        "title": "receipt.title_award",
        "village": "洋口镇海印寺村",
        "household_number": "03-017",
        "household_head": "张桂芳",
        "group": "三组",
        "lines": LINES,
        "more": 0,
        "before": Points(12100),
        "after": Points(11550),
        "issued_at": datetime(2026, 12, 15, 15, 10).astimezone(),
        "actor": "李会计",
        "kiosk": "大厅",
        "head": "123456:0123456789abcdef",
    }
    return Receipt(**{**values, **facts})


def ink(picture: Image.Image) -> tuple[int, int, int, int]:
    """The box around everything black: left, top, right, bottom."""
    box = picture.convert("L").point([255] * 128 + [0] * 128).getbbox()
    assert box is not None, "nothing is printed"
    return box
