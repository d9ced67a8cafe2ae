"""Numbers as people say them: 一千二百三十四, 两百, 十二分半, 零三零幺七; and back again.

The figures are never left to the synthesiser: espeak reads 10000 as 十千 and drops a minus.
"""

from __future__ import annotations

from decimal import Decimal

from village.model.points import Points

DIGITS = "零一二三四五六七八九"
LARGEST = 10**12 - 1
_PLACES = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))
_MYRIADS = ((10**8, "亿"), (10**4, "万"), (1, ""))


def read_integer(number: int) -> str:
    """1234 -> 一千二百三十四. 两 before 百, 千, 万, 亿; 二 elsewhere (二十, 十二, 一百零二).

    Raises ValueError beyond ±999,999,999,999: nothing in a village is that large.
    """
    if abs(number) > LARGEST:
        raise ValueError(f"too large to be read aloud: {number}")
    if number < 0:
        return "负" + read_integer(-number)
    if number == 0:
        return DIGITS[0]
    words, rest, gap = "", number, False
    for size, name in _MYRIADS:
        part, rest = divmod(rest, size)
        if not part:
            gap = bool(words)
            continue
        if words and (gap or part < 1000):
            words += DIGITS[0]
        words += ("两" if part == 2 and name else _read_below_myriad(part)) + name
        gap = False
    return words.removeprefix("一") if words.startswith("一十") else words


def _read_below_myriad(number: int) -> str:
    """1..9999; 12 is 一十二 here, the caller drops the 一 where it opens the whole number."""
    words, gap = "", False
    for size, name in _PLACES:
        digit, number = divmod(number, size)
        if not digit:
            gap = bool(words)
            continue
        if gap:
            words += DIGITS[0]
        words += ("两" if digit == 2 and size >= 100 else DIGITS[digit]) + name
        gap = False
    return words


def read_decimal(number: Decimal | str) -> str:
    """Decimal("2.50") -> 二点五零: every place that is written is said. Raises ValueError if it is no number."""
    text = number if isinstance(number, str) else format(number, "f")
    sign, text = ("负", text[1:]) if text.startswith("-") else ("", text)
    whole, point, part = text.partition(".")
    if not whole.isascii() or not whole.isdigit() or (point and not part.isdigit()):
        raise ValueError(f"not a plain decimal number: {number}")
    tail = "点" + read_digits(part, one="一") if point else ""
    return sign + read_integer(int(whole)) + tail


def read_number(number: int | Decimal) -> str:
    """An integer or a decimal without its needless zeros: Decimal("3.50") -> 三点五."""
    if isinstance(number, int):
        return read_integer(number)
    text = format(number, "f")
    return read_decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def read_count(number: int) -> str:
    """Before a measure word: 2 -> 两 (两户, 两次), everything else as it is."""
    return "两" if number == 2 else read_integer(number)


def read_points(points: Points) -> str:
    """105 -> 一百零五分, 2.5 -> 两分半, 0.5 -> 半分, -12 -> 欠十二分."""
    return "欠" + _read_amount(-points) if points.hundredths < 0 else _read_amount(points)


def read_change(points: Points) -> str:
    """What a line did: +5 -> 加五分, -2.5 -> 减两分半, 0 -> 零分."""
    if not points:
        return _read_amount(points)
    return ("加" if points.hundredths > 0 else "减") + _read_amount(abs(points))


def _read_amount(points: Points) -> str:
    whole, part = divmod(points.hundredths, 100)
    if part == 50:
        return f"{read_count(whole)}分半" if whole else "半分"
    if part:
        return read_decimal(str(points)) + "分"
    return read_count(whole) + "分"


def read_digits(digits: str, *, one: str = "幺") -> str:
    """Digit by digit: "03-017" -> 零三零幺七. Hyphens and blanks only group. `one` is how 1 is said.

    Raises ValueError when anything else is in it.
    """
    bare = digits.replace("-", "").replace(" ", "")
    if not bare or not bare.isascii() or not bare.isdigit():
        raise ValueError(f"not a row of digits: {digits!r}")
    return "".join(one if digit == "1" else DIGITS[int(digit)] for digit in bare)


_SPOKEN_DIGITS = {word: str(value) for value, word in enumerate(DIGITS)} | {
    "〇": "0",
    "洞": "0",
    "幺": "1",
    "两": "2",
}
_SIZES = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}


def parse_digits(words: str) -> str:
    """三五 -> "35", 零三幺七 -> "0317". Raises ValueError for anything but digit words."""
    try:
        return "".join(_SPOKEN_DIGITS[word] for word in words.replace(" ", ""))
    except KeyError as wrong:
        raise ValueError(f"not a digit word: {wrong.args[0]!r} in {words!r}") from None


def parse_number(words: str) -> int:
    """一百零二 -> 102, 两百 -> 200, 十五 -> 15, 三五 -> 35, 一百二 -> 120, 负五 -> -5.

    Raises ValueError when it is no number of this kind.
    """
    bare = words.replace(" ", "")
    if bare.startswith("负"):
        return -parse_number(bare[1:])
    if not bare:
        raise ValueError("no number at all")
    if not any(word in _SIZES or word in _LARGE for word in bare):
        return int(parse_digits(bare))
    for unit in ("亿", "万"):
        head, found, tail = bare.partition(unit)
        if found:
            below = _LARGE[unit]
            return _parse_below_myriad(head) * below + _parse_rest(tail, below)
    return _parse_below_myriad(bare)


def _parse_rest(tail: str, unit: int) -> int:
    """What follows 万 or 亿: 一万二 is 12000, 一万零二 is 10002."""
    if not tail:
        return 0
    if len(tail) == 1 and tail in _SPOKEN_DIGITS:
        return int(_SPOKEN_DIGITS[tail]) * unit // 10
    number = parse_number(tail.removeprefix("零"))
    if number >= unit:
        raise ValueError(f"not a number: {tail!r} cannot follow a unit of {unit}")
    return number


def _parse_below_myriad(words: str) -> int:
    total, digit, smallest, zero = 0, None, 10**4, False
    for word in words:
        if word in _SIZES:
            size = _SIZES[word]
            if size >= smallest or (digit is None and size != 10):
                raise ValueError(f"not a number: {words!r}")
            total += (1 if digit is None else digit) * size
            digit, smallest, zero = None, size, False
        elif word in _SPOKEN_DIGITS and digit is None:
            value = int(_SPOKEN_DIGITS[word])
            digit, zero = (value or None), zero or not value
        else:
            raise ValueError(f"not a number: {words!r}")
    if digit is None:
        return total
    # 一百二 is 120, 一百零二 is 102: the unit is left out only right after a larger one.
    short = smallest > 10 and smallest < 10**4 and not zero
    return total + digit * (smallest // 10 if short else 1)
