"""What stands on a receipt (小票), line by line. Pure: knows columns, not dots or bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from village.language.phrases import phrase
from village.model.points import Points
from village.model.receipt import Receipt
from village.printing.columns import balanced, clean, width, wrap
from village.printing.page import Page, Size


class Kind(StrEnum):
    """The shapes a line can have. A MARK cannot be overlooked; a ROW stands left and right."""

    TEXT = "text"
    RIGHT = "right"
    CENTRED = "centred"
    MARK = "mark"
    ROW = "row"
    FIGURE = "figure"
    RULE = "rule"
    QR = "qr"
    SPACE = "space"


@dataclass(frozen=True, slots=True)
class Line:
    """One line, short enough for its page. `right` is the right half of a ROW or FIGURE.

    A FIGURE is a label in body size and, at the right, points in double height; the figure alone may be
    wider than what is left, and is then narrowed, never broken.
    """

    kind: Kind
    text: str = ""
    right: str = ""
    size: Size = Size.BODY


_EMOJI = re.compile("[\U0001f000-\U0001fbff\u2764][\U0001f000-\U0001fbff\u2764\u200d\ufe0e\ufe0f]*")

RULE = Line(Kind.RULE)
SPACE = Line(Kind.SPACE)


def layout(receipt: Receipt, page: Page) -> tuple[Line, ...]:
    """The receipt on this page."""
    return (
        *_heading(receipt, page),
        *_household(receipt, page),
        RULE,
        *_pickup(receipt, page),
        *_happened(receipt, page),
        RULE,
        _figure("receipt.before", receipt.before),
        _figure(_after(receipt), receipt.after),
        RULE,
        *_proof(receipt, page),
        Line(Kind.QR, token(receipt)),
        *_set(Kind.CENTRED, phrase("receipt.thanks").printed, page),
        *_set(Kind.CENTRED, phrase("receipt.keep").printed, page, Size.SMALL),
    )


def token(receipt: Receipt) -> str:
    """What the QR says, in ASCII: XYR1, number and chain head, parted by bars. No name, no points."""
    return f"XYR1|{receipt.number}|{receipt.head}"


def _heading(receipt: Receipt, page: Page) -> list[Line]:
    mark = phrase("receipt.reprint_of", copy=receipt.copy).printed if receipt.copy else ""
    return [
        *_set(Kind.MARK, mark, page, Size.TITLE),
        *_set(Kind.CENTRED, receipt.village, page),
        *_set(Kind.CENTRED, phrase(receipt.title).printed, page, Size.TITLE),
        *_set(Kind.CENTRED, phrase("receipt.moment", moment=receipt.issued_at).printed, page),
        RULE,
    ]


def _household(receipt: Receipt, page: Page) -> list[Line]:
    number = f"{phrase('receipt.household_number').printed} {receipt.household_number}"
    return [
        *_set(Kind.TEXT, receipt.household_head, page, Size.TITLE),
        *_row(receipt.group, number, page),
    ]


def _after(receipt: Receipt) -> str:
    """What the second figure is called."""
    if receipt.pickup:
        return "receipt.left"
    return "receipt.then" if receipt.past else "receipt.after"


def _pickup(receipt: Receipt, page: Page) -> list[Line]:
    """The number that is called at the counter, as large as the points; at which counter, and who fetches."""
    if not receipt.pickup:
        return []
    lines = [Line(Kind.FIGURE, phrase("receipt.pickup").printed, receipt.pickup, Size.FIGURE)]
    for key, told in (("receipt.place", receipt.place), ("receipt.collector", receipt.collector)):
        lines += _row(phrase(key).printed, told, page) if told else []
    return [*lines, RULE]


def _happened(receipt: Receipt, page: Page) -> list[Line]:
    lines: list[Line] = []
    if receipt.repeated:
        lines += _set(Kind.TEXT, phrase("receipt.latest").printed, page)
    for line in receipt.lines:
        lines += [SPACE] if lines else []
        lines += _row(line.when, phrase("receipt.change", change=line.points).printed, page)
        lines += _set(Kind.TEXT, _legible(line.what), page)
    if not lines:
        lines += _set(Kind.TEXT, phrase("receipt.nothing_new").printed, page)
    if receipt.more:
        lines.append(SPACE)
        lines += _set(Kind.TEXT, phrase("receipt.more", count=receipt.more).printed, page)
    return lines


def _proof(receipt: Receipt, page: Page) -> list[Line]:
    actor = receipt.actor or phrase("receipt.self_service").printed
    copied = f" {phrase('receipt.reprint').printed}" if receipt.copy else ""
    lines = _row(phrase("receipt.number").printed, receipt.number + copied, page)
    lines += _row(phrase("receipt.actor").printed, actor, page)
    if receipt.kiosk:
        lines += _row(phrase("receipt.kiosk").printed, receipt.kiosk, page)
    return lines + _row(phrase("receipt.seal").printed, receipt.head, page, Size.SMALL)


def _figure(label: str, points: Points) -> Line:
    return Line(Kind.FIGURE, phrase(label).printed, phrase("receipt.points", points=points).printed, Size.FIGURE)


def _row(left: str, right: str, page: Page, size: Size = Size.BODY) -> list[Line]:
    """Both on one line; where they do not fit, the right half goes below, still at the right."""
    left, right = clean(left), clean(right)
    if width(left) + 1 + width(right) <= page.columns(size):
        return [Line(Kind.ROW, left, right, size)]
    return _set(Kind.TEXT, left, page, size) + _set(Kind.RIGHT, right, page, size)


def _set(kind: Kind, text: str, page: Page, size: Size = Size.BODY) -> list[Line]:
    broken = balanced if kind is Kind.CENTRED else wrap
    return [Line(kind, part, size=size) for part in broken(clean(text), page.columns(size))]


def _legible(text: str) -> str:
    """What a cadre typed, with a run of emoji named once. Names are left as they are: there every sign counts."""
    return _EMOJI.sub(phrase("receipt.emoji").printed, text)
