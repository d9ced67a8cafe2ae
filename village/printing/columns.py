"""How wide text is on a receipt, and where a line may break.

A column is half a Hanzi: the unit in which receipt printers count (office.md D.3). Length in characters
says nothing: 张 takes two columns, A one, a combining mark none.
"""

from __future__ import annotations

import re
import unicodedata

_UNBROKEN = re.compile("[!-~À-ɏ]+|.", re.DOTALL)
_NO_LINE_START = frozenset("，。、；：？！）》」』】〉”’…—·%,.;:?!)")
_NO_LINE_END = frozenset("（《「『【〈“‘(")
_GAPS = ("Cc", "Zl", "Zp")
_MARKS = ("Mn", "Me", "Cf")


def clean(text: str) -> str:
    """`text` on one line: line breaks and control characters become spaces, half a surrogate pair U+FFFD."""
    kinds = ((char, unicodedata.category(char)) for char in text)
    return "".join(" " if kind in _GAPS else "\ufffd" if kind == "Cs" else char for char, kind in kinds).strip()


def clusters(text: str) -> list[str]:
    """What is drawn in one place: a character with the marks that sit on it."""
    found: list[str] = []
    for char in text:
        if found and unicodedata.category(char) in _MARKS:
            found[-1] += char
        else:
            found.append(char)
    return found


def width(text: str) -> int:
    """Columns that `text` takes."""
    return sum(_width(cluster[0]) for cluster in clusters(text))


def wrap(text: str, columns: int) -> list[str]:
    """`text` in lines of at most `columns`; nothing is left out except spaces at a break.

    Figures and Latin words stay whole where a line can hold them; no line begins with a comma or ends
    with an opening bracket, as in print.
    """
    lines = [""]
    for piece in _pieces(text):
        for part in [piece] if width(piece) <= columns else clusters(piece):
            if width(lines[-1]) + width(part) <= columns:
                lines[-1] += part
            elif not part.isspace():
                lines.append(part)
            else:
                lines.append("")
    return [kept for line in lines if (kept := line.strip())]


def balanced(text: str, columns: int) -> list[str]:
    """As `wrap`, in as few lines, but of about the same length: for centred text."""
    lines = wrap(text, columns)
    even = width(text) // max(1, len(lines))
    narrower = (wrap(text, each) for each in range(max(2, even), columns))
    return next((found for found in narrower if len(found) == len(lines)), lines)


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for found in _UNBROKEN.findall(text):
        sticks = unicodedata.category(found[0]) in _MARKS or found[0] in _NO_LINE_START
        if pieces and not pieces[-1].isspace() and (sticks or pieces[-1][-1] in _NO_LINE_END):
            pieces[-1] += found
        else:
            pieces.append(found)
    return pieces


def _width(char: str) -> int:
    if unicodedata.category(char) in _MARKS:
        return 0
    latin = unicodedata.name(char, "").startswith("LATIN ")  # pinyin's accents: Unicode leaves their width to the font
    kind = unicodedata.east_asian_width(char)
    return 1 if kind in ("Na", "H", "N") or (latin and kind == "A") else 2
