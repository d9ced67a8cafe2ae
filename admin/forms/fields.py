"""Reading single fields: plain values, or a FormError that says where and what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from village import clock
from village.errors import VillageError
from village.model.points import Points

Form = Mapping[str, str]
"""What a form sent, the first value of each name."""


class FormError(VillageError):
    """An expected error that belongs to one field of the form ("" for the form as a whole)."""

    def __init__(self, at: str, code: str, clause: str = "", /, **params: object) -> None:
        super().__init__(code, clause, **params)
        self.field = at


def placed(error: VillageError, fields: Mapping[str, str]) -> FormError:
    """A service's error at the field it is about; `fields` is code (or the sentence that is `said`) → field."""
    why = error.params.get("why")
    code = getattr(why, "code", error.code)
    field = fields.get(str(error.params.get("said")), fields.get(code, ""))
    return FormError(field, error.code, error.clause, **error.params)


def text(form: Form, name: str, label: str, *, limit: int = 200, required: bool = False) -> str:
    """One line of text without control characters. `label` is what people call the field."""
    raw = form.get(name, "")
    clean = " ".join("".join(char if char.isprintable() else " " for char in raw).split())
    if required and not clean:
        raise FormError(name, "field_missing", field=label)
    if len(clean) > limit:
        raise FormError(name, "field_too_long", field=label, count=limit)
    return clean


def day(form: Form, name: str, *, future: bool = False) -> date:
    """A day up to today, or any with `future`; today when left empty. Raises FormError `date_wrong`, `date_future`."""
    raw = form.get(name, "").strip()
    try:
        found = date.fromisoformat(raw) if raw else clock.today()
    except ValueError:
        raise FormError(name, "date_wrong") from None
    if found > clock.today() and not future:
        raise FormError(name, "date_future")
    return found


def coming_day(form: Form, name: str) -> date:
    """The day that a change is to begin: never supposed. Raises FormError `date_missing`, `date_wrong`."""
    if not form.get(name, "").strip():
        raise FormError(name, "date_missing")
    return day(form, name, future=True)


def next_month() -> str:
    """The first day of next month, which the form of a change begins with."""
    today = clock.today()
    return date(today.year + today.month // 12, today.month % 12 + 1, 1).isoformat()


def whole(form: Form, name: str, *, least: int, most: int, default: int) -> int:
    """A whole number. Raises FormError `count_wrong`."""
    raw = form.get(name, "").strip() or str(default)
    if not raw.isdecimal() or len(raw) > 6 or not least <= int(raw) <= most:
        raise FormError(name, "count_wrong")
    return int(raw)


def points(form: Form, name: str) -> Points | None:
    """An amount of points, None when left empty. Raises FormError `points_wrong`."""
    raw = form.get(name, "").strip()
    if not raw:
        return None
    try:
        return Points.parse(raw)
    except ValueError:
        raise FormError(name, "points_wrong") from None


def yuan(form: Form, name: str) -> int:
    """An amount of money in fen, written in yuan. Raises FormError `amount_wrong`."""
    try:
        fen = Points.parse(form.get(name, "").replace(",", "").replace("，", "")).hundredths
    except ValueError:
        raise FormError(name, "amount_wrong") from None
    if fen <= 0:
        raise FormError(name, "amount_wrong")
    return fen


def choice(form: Form, name: str, label: str, allowed: tuple[str, ...]) -> str:
    """One of a closed list."""
    found = form.get(name, "")
    if found not in allowed:
        raise FormError(name, "field_wrong", field=label)
    return found
