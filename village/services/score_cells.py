"""What is typed into a cell of a score sheet: how many times, which of several, how much; and a reason behind it.

| typed | means |
| --- | --- |
| `1`, `2`, `√` | so many times (persons, places, as the item counts); √ is once |
| `2` where an item has several figures | the second of them; `2*3`: three times |
| `镇级` where a figure has that name | that one |
| `3`, `2.5` where the panel decides | so many points, plus or minus as the item is |
| `0` | looked at, nothing to write |
| `1 院坝没扫` | once, for this reason |
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from rules import Item, Pack
from village.errors import VillageError
from village.model.points import Points
from village.services import marks

LONGEST = 120
"""Characters of a cell."""
_TICKS = frozenset("√✓✔")
_TYPED = re.compile(r"([√✓✔]|[+-]?\d{1,4}(?:\.\d)?)(?:\s*[x×*]\s*(\d{1,3}))?(?=\D|$)[\s,，、:：。]*(.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Typed:
    """A cell as it was meant. `nothing`: the household was looked at, and there is no line to write."""

    nothing: bool = False
    option: str = ""
    count: int = 1
    points: Points | None = None
    reason: str = ""
    mark: str = ""


def tidy(text: str) -> str:
    """A cell's text with digits of one width, without line breaks and blanks around it."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def read(pack: Pack, item: Item, text: str) -> Typed:
    """What a cell that is not empty says. Raises `cell_unread`, `cell_unread_points`, `cell_unread_option`, and
    `cell_long`."""
    if len(text) > LONGEST:
        raise VillageError("cell_long", count=LONGEST)
    for option in item.options.values():
        if text.startswith(option.name) and (named := _times(text.removeprefix(option.name))):
            return _with_mark(pack, item, Typed(option=option.name, count=named[0], reason=named[1]))
    found = _TYPED.fullmatch(text)
    if found is None:
        raise _unread(item)
    figure = "1" if found[1] in _TICKS else found[1].lstrip("+-")
    if float(figure) == 0:
        return Typed(nothing=True)
    return _with_mark(pack, item, _figured(item, figure, int(found[2] or 1), found[3].strip()))


def _figured(item: Item, figure: str, times: int, reason: str) -> Typed:
    if item.open:
        points = Points.parse(figure)
        return Typed(points=-points if item.kind == "negative" else points, count=times, reason=reason)
    if "." in figure:
        raise _unread(item)
    if not item.options:
        return Typed(count=int(figure) * times, reason=reason)
    names = tuple(item.options)
    if int(figure) > len(names):
        raise _unread(item)
    return Typed(option=names[int(figure) - 1], count=times, reason=reason)


def _times(rest: str) -> tuple[int, str] | None:
    """(how many, reason) behind an option's name; None where the name goes on."""
    found = re.fullmatch(r"(?:\s*[x×*]\s*(\d{1,3}))?(?:[\s,，、:：]+(.*))?", rest)
    return (int(found[1] or 1), (found[2] or "").strip()) if found else None


def _with_mark(pack: Pack, item: Item, typed: Typed) -> Typed:
    """A reason that begins with a word of the document's list says that word (GY-08, MH-07)."""
    asked = marks.asked(pack, item)
    word = next((one for one in asked.words if typed.reason.startswith(one)), "") if asked else ""
    reason = typed.reason.removeprefix(word).lstrip(" ,，、:：")
    return Typed(typed.nothing, typed.option, typed.count, typed.points, reason, word)


def _unread(item: Item) -> VillageError:
    if item.open:
        return VillageError("cell_unread_points")
    return VillageError("cell_unread_option" if item.options else "cell_unread")
