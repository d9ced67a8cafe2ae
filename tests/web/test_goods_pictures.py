"""Drawings of goods: one of every kind, in colours that a page may change."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

from village.language.goods_kinds import KINDS
from village.web.goods_pictures import DRAWINGS

_SVG = "{http://www.w3.org/2000/svg}"


def test_every_kind_has_its_drawing_and_there_is_no_other() -> None:
    drawn = [symbol.get("id") for symbol in ElementTree.fromstring(DRAWINGS).iter(f"{_SVG}symbol")]
    assert len(drawn) == len(set(drawn))
    assert set(drawn) == KINDS


def test_every_colour_is_the_letters_own_or_a_variable() -> None:
    colours = {
        colour
        for part in ElementTree.fromstring(DRAWINGS).iter()
        for name in ("fill", "stroke")
        if (colour := part.get(name)) is not None
    }
    variables = {colour for colour in colours if re.fullmatch(r"var\(--\w+, #[0-9a-f]{3,6}\)", colour)}
    assert variables
    assert colours - variables == {"none", "currentColor"}


def test_they_are_small() -> None:
    assert len(DRAWINGS) < 20_000
