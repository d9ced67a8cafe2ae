"""Money as forms want it beside the figures (大写): 壹万贰仟叁佰元伍角, so that no figure can be put in."""

from __future__ import annotations

DIGITS = "零壹贰叁肆伍陆柒捌玖"
LARGEST = 10**14  # fen: a million million yuan
_UNITS = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")


def in_capitals(fen: int) -> str:
    """120000 → 壹仟贰佰元整, 205 → 贰元零伍分. Raises ValueError below nought and beyond a million million yuan."""
    if not 0 <= fen < LARGEST:
        raise ValueError(f"no amount for a form: {fen}")
    yuan, rest = divmod(fen, 100)
    jiao, left = divmod(rest, 10)
    words = f"{_whole(yuan)}元" if yuan or not rest else ""
    if not rest:
        return f"{words}整"
    if jiao:
        words += f"{DIGITS[jiao]}角"
    elif words:
        words += DIGITS[0]
    return words + (f"{DIGITS[left]}分" if left else "")


def _whole(number: int) -> str:
    """A whole number; one 零 stands for any row of noughts between two figures."""
    if number == 0:
        return DIGITS[0]
    words, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            words += (DIGITS[0] if gap and words else "") + DIGITS[digit] + _UNITS[place % 4]
        gap = not digit
        group = place // 4
        if place % 4 == 0 and group and number // 10**place % 10**4:
            words += _GROUPS[group]
    return words
