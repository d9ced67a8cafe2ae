"""The pictures of the desk's handbook, taken from the running product: what to press has a ring around it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from admin.handbook import PICTURES, tasks

COLOURS = 24
TALLEST, LOWEST = 520, 380  # pixels
SHOTS = {
    "start": ("/", "main .todo li >> nth=1"),
    "line": ("/households/1/lines/new", ".item:has(:checked)"),
    "scan": ("/scan/labels?at=192.168.1.20:8001", "button:has-text('打印这一组')"),
    "sheet": ("/score-sheets/new", "tr[data-row] >> nth=1"),
    "declarations": ("/declarations", "main td a >> nth=1"),
    "publication": ("/publications", "button:has-text('签好了')"),
    "prints": ("/prints", "button:has-text('空白评分表')"),
    "redemption": ("/redemptions", "main td a >> nth=0"),
    "stock": ("/goods", "text=上一样新东西"),
    "mending": ("/mendings", "text=改好了 >> nth=0"),
    "notices": ("/notices", "button:has-text('发出去')"),
    "money": ("/funds", "button:has-text('记下')"),
    "inspection": ("/inspections", "button:has-text('抽来看')"),
    "year": ("/years", "main td a >> nth=0"),
    "households": ("/households", "text=登记新户"),
    "tables": ("/intakes", "text=选文件 >> nth=0"),
    "people": ("/committee", "button:has-text('登记')"),
    "rules": ("/rulebook", "text=加一个项目 >> nth=0"),
    "words": ("/localisms", "button:has-text('加上') >> nth=0"),
    "backup": ("/readiness", "button:has-text('把账本从头对一遍')"),
    "broken": ("/readiness", "text=画一张测试页"),
}
"""Where each picture is taken, and what is ringed."""


def take(desk: Page, address: str, login: str, password: str) -> None:
    """Every picture of the handbook, of a desk that stands at `address`."""
    desk.goto(f"{address}/login")
    desk.fill("[name=login]", login)
    desk.fill("[name=password]", password)
    desk.keyboard.press("Enter")
    desk.get_by_text("要看一眼的").wait_for()
    PICTURES.mkdir(exist_ok=True)
    for name in tasks():
        place, ringed = SHOTS[name]
        desk.goto(f"{address}{place}")
        if name in BEFORE:
            BEFORE[name](desk)
        _picture(desk, ringed, PICTURES / f"{name}.png")


def _a_line(desk: Page) -> None:
    desk.check("[name=item][value=P08]")
    desk.locator(".asked").wait_for()


def _a_month(desk: Page) -> None:
    desk.locator("main td a").first.click()
    desk.get_by_text("二、公示").wait_for()


def _a_sheet(desk: Page) -> None:
    """A score sheet with a few houses filled in."""
    desk.fill("[name=day]", desk.get_attribute("[name=day]", "max") or "")
    for code in ("P07", "P08", "P09", "N08"):
        desk.check(f"[name=item][value={code}]")
    desk.select_option("[name=evidence]", index=1)
    desk.fill("[name=paper]", "走访评分表")
    desk.fill("[name=place]", "走访到户")
    desk.click("text=开表")
    cells = desk.locator("[data-grid] td input:not([type=hidden])")
    for place, text in enumerate(["1", "1", "0", "", "1", "0", "1", "1 门口堆了柴草"]):
        cells.nth(place).fill(text)
    cells.nth(8).focus()
    desk.get_by_text("都存好了").wait_for()


BEFORE: dict[str, Callable[[Page], None]] = {"line": _a_line, "publication": _a_month, "sheet": _a_sheet}
"""What a hand does before the picture is taken."""


def _picture(desk: Page, ringed: str, path: Path) -> None:
    """The page's own part down to what is ringed, in few colours."""
    one = desk.locator(ringed).first
    desk.evaluate("scrollTo(0, 0)")
    one.evaluate("each => { each.style.outline = '4px solid #c21d1d'; each.style.outlineOffset = '3px'; }")
    box, main = one.bounding_box(), desk.locator(".sheet").bounding_box()
    assert box, f"{path.stem}: nothing to be seen"
    assert main
    bottom = max(box["y"] + box["height"] + 60, LOWEST)
    top = max(0, bottom - TALLEST)
    clip = {"x": main["x"], "y": top, "width": main["width"], "height": bottom - top}
    shot = Image.open(BytesIO(desk.screenshot(full_page=True, clip=clip)))
    few = shot.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
