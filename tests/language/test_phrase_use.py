"""No sentence is kept for later: every key of the catalogue is used somewhere in the product."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.screens.objection import REASONS
from kiosk.tuning import STEPS
from village.language.phrases import catalogue, known
from village.model.device import Trouble
from village.model.entry import Kind
from village.model.receipt import ReceiptState

ROOT = Path(__file__).parents[2]
ROOMS = ("village", "kiosk", "admin")
EARS_AND_MOUTH = (Trouble.NO_MODEL, Trouble.NO_VOICE)

WHOLE = ("boards", "corners", "step", "declare", "photo", "redeemable", "told")
"""Files whose keys are put together while the kiosk runs: names of screens, states, kinds of points that rest."""

BUILT = {
    "print": {*ReceiptState, *(each for each in Trouble if each not in EARS_AND_MOUTH)},
    "settings": set(STEPS),
    "button": set(STEPS),
    "identify": {"number", "phone"},
    "objection": {f"{state}{short}" for state in ("upheld", "dismissed") for short in ("", "_bare")} | {*REASONS},
    "receipt": {f"kind_{kind}" for kind in Kind} | {"title_test", "test_picture", "test_advice"},
    "statement": {f"{what}_{sign}" for what in ("why", "none", "total") for sign in ("plus", "minus")}
    | {"none", "base", "carry", "closing"},
    "unlock": {f"{what}{how}" for what in ("reasons", "receipt", "errand") for how in ("", "_card")},
}
"""Keys put together from a name that the program knows, by their file: all the places where that is done."""


def source() -> str:
    """All code, pages and scripts of the product, without the names of routes, which look like keys."""
    files = (file for room in ROOMS for file in (ROOT / room).rglob("*") if file.suffix in (".py", ".html", ".js"))
    return re.sub(r"""url_for\(\s*["'][\w.]+["']""", "", "\n".join(file.read_text(encoding="utf-8") for file in files))


@pytest.fixture(scope="module")
def quoted() -> set[str]:
    """Every name in quotation marks."""
    return set(re.findall(r"""["']([\w.]+)["']""", source()))


def test_every_sentence_is_used(quoted: set[str]) -> None:
    def used(key: str) -> bool:
        group, name = key.split(".", 1)
        built = group in WHOLE or name in BUILT.get(group, ())
        return key in quoted or built or (group == "error" and name in quoted)

    assert not [key for key in catalogue() if not used(key)]


@pytest.mark.parametrize("group", ["print", "settings", "button", "identify", "statement"])
def test_every_key_that_is_put_together_has_its_sentence(group: str) -> None:
    assert not [name for name in BUILT[group] if not known(f"{group}.{name}")]
