"""The styleguide shows every control that a screen of the kiosk has, and each of them is right in every look."""

from __future__ import annotations

import re
from pathlib import Path

from tests.kiosk import styleguide
from tests.kiosk.browser import FITS, SCREENS, chromium
from tests.kiosk.test_chromium_axe import AXE, RUN
from tests.kiosk.walk import through, village
from village.store import Store

TEMPLATES = Path(__file__).resolve().parents[2] / "kiosk/templates/kiosk"
FRAMES = {"at-", "cover", "corners", "heard"}
"""What lies over a page, or names it: no control. A journey looks at the covers."""
DRAWN = {"drawn_link": "link", "drawn_act": "act"}
LOOKS = [(text, contrast) for text in (1, 2, 3) for contrast in (1, 2)]


def words_of(attribute: str) -> set[str]:
    return set(re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", attribute).split())


def test_every_control_is_there() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.html")}
    used = {word for text in texts.values() for each in re.findall(r'class="([^"]*)"', text) for word in words_of(each)}
    macros = re.findall(r"{% macro (\w+)", texts["_controls.html"] + texts["_question.html"])
    shown = styleguide.PAGE + texts["_shell.html"] + texts["_controls.html"] + texts["_question.html"]
    there = {word for each in re.findall(r'class="([^"]*)"', shown) for word in words_of(each)}
    assert used - there - FRAMES - {"{{"} == set()
    assert [name for name in macros if f"{DRAWN.get(name, name)}(" not in styleguide.PAGE] == []


def test_every_control_is_right_in_every_size_and_contrast(store: Store) -> None:
    faults: list[str] = []
    with chromium() as browser, village(store) as (served, crowd):
        for _, walk in through(browser, served, store, crowd, "10", (styleguide.showing,)):
            walk.page.set_viewport_size({"width": SCREENS["10"][0], "height": 9_000})
            walk.page.evaluate("document.documentElement.style.setProperty('--u', 'var(--mm)')")
            walk.page.evaluate(AXE)
            for text, contrast in LOOKS:
                walk.page.evaluate(
                    "look => Object.assign(document.querySelector('#screen').dataset, look)",
                    {"text": str(text), "contrast": str(contrast)},
                )
                found = walk.page.evaluate(FITS, [SCREENS["10"][2] / 25.4, 99]) + walk.page.evaluate(RUN)
                faults += [f"{text} {contrast} {fault}" for fault in found]
    assert faults == []
