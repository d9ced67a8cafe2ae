"""Which characters go together: what a page needs shall be in few pieces, and be told in a short style sheet."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from village.language.characters import rare, standard

_ROOT = Path(__file__).resolve().parents[3]
_OWN_WORDS = ("village/language/phrases/*.toml", "kiosk/templates/kiosk/*.html", "rules/packs/*/*.toml")
_SIGNS = (
    *(range(0x20, 0x7F), range(0xA0, 0x180), range(0x1CD, 0x1DD)),  # Latin, with the tones of pinyin
    *(range(0x2010, 0x2027), range(0x2030, 0x203C), range(0x2190, 0x2194), range(0x2460, 0x2474)),
    *(range(0x25CF, 0x25D0), range(0x3001, 0x3020), range(0xFF01, 0xFF5F), range(0xFFE5, 0xFFE6)),
)
_OWN, _REST = 150, 100  # Hanzi a piece: about 20 kB
_NEAR = 256  # codes between two that are still told as one run: it may hold what the piece does not


@dataclass(frozen=True, slots=True)
class Piece:
    """`ranges` as in CSS; where two pieces tell the same character, the later one counts."""

    characters: str
    ranges: str


def pieces() -> list[Piece]:
    """The rest of 通用规范汉字表 in the order of codes, told in a few runs; then the Hanzi of the program's own words,
    told one by one, the most frequent together; then signs."""
    signs = "".join(chr(code) for part in _SIGNS for code in part)
    own = _own_characters()
    rest = sorted(standard() - set(own))
    return [
        *(Piece(each, ",".join(_runs(each, reach=_NEAR))) for each in _sliced(rest, _REST)),
        *(Piece(each, ",".join(_runs(each))) for each in _sliced(own, _OWN)),
        Piece(signs, ",".join(f"U+{part.start:x}-{part.stop - 1:x}" for part in _SIGNS)),
    ]


def _own_characters() -> list[str]:
    seen: Counter[str] = Counter()
    for pattern in _OWN_WORDS:
        for file in _ROOT.glob(pattern):
            seen.update(file.read_text(encoding="utf-8"))
    hanzi = (each for each in seen if each in standard() or rare(each))
    return sorted(hanzi, key=lambda each: (-seen[each], each))


def _runs(characters: str, *, reach: int = 1) -> Iterator[str]:
    codes = sorted(map(ord, characters))
    start = codes[0]
    for code, following in zip(codes, [*codes[1:], sys.maxunicode + reach + 1], strict=True):
        if following > code + reach:
            yield f"U+{start:x}" if start == code else f"U+{start:x}-{code:x}"
            start = following


def _sliced(characters: Sequence[str], size: int) -> list[str]:
    return ["".join(characters[start : start + size]) for start in range(0, len(characters), size)]
