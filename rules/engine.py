"""assess: one fact of one household → its points, and why; or why not."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rules.caps import Counted, Fact, Line, added, rivals
from rules.item import Item, Version
from rules.pack import Pack
from rules.shapes import Shape
from rules.strict import HALF_POINT
from rules.why import Why, amount

MOST = 999
"""The largest count: a guard against a slip of the finger."""
MOST_POINTS = 1_000_000
"""The largest open amount in hundredths, ten thousand points: the same guard."""


class Calendar(NamedTuple):
    """The day it is, and the years whose books are closed."""

    today: date
    closed_years: frozenset[int] = frozenset()


class Assessment(NamedTuple):
    """What the rules say to a fact."""

    points: int
    """Signed hundredths; 0 when refused."""
    version: date
    """The first day of the item's version that decided; when refused, the day of the event."""
    clause: str
    why: Why
    refused: Why | None
    warnings: tuple[Why, ...]
    """For the cadre who records it; they never block."""


def assess(pack: Pack, fact: Fact, earlier: Sequence[Line], calendar: Calendar) -> Assessment:
    """Score a fact beside the household's earlier lines; lines of other years may be left out.

    Never raises for a bad fact: `refused` then says why, the first reason in the order unknown,
    date, item, evidence and form.
    """
    item = pack.find(fact.item)
    if item is None:
        never = {"form": "never", "item": fact.item}
        return _refused(fact, Why("unknown_item", pack.grounds["unknown_item"], never))
    bad = _asked(item, fact)
    if bad:
        return _refused(fact, bad)
    version = _dated(pack, item, fact, calendar)
    if isinstance(version, Why):
        return _refused(fact, version)
    lines = [line for line in earlier if line.item in item.watched]
    shape = item.shape_of(fact.option)
    value = version.value(fact.option) if not item.open else fact.points or 0
    gained = added(shape, value, fact.count, fact.member, _rivals(item, fact, lines))
    if isinstance(gained, str):
        return _refused(fact, _capped(item, fact, gained))
    bad = _form(pack, item, fact)
    if bad:
        return _refused(fact, bad)
    why = _because(item, shape, fact, value, gained)
    warnings = _warnings(pack, item, fact, lines) if lines or item.kind == "negative" else ()
    return Assessment(gained, version.start, item.clause, why, None, warnings)


def _refused(fact: Fact, why: Why) -> Assessment:
    return Assessment(0, fact.occurred, why.clause, why, why, ())


def _asked(item: Item, fact: Fact) -> Why | None:
    """Whether such an option and such a count exist at all."""
    if fact.option is None and not item.options and 1 <= fact.count <= MOST:
        return None
    if item.options and not fact.option:
        params: dict[str, str | int] = {"title": item.title, "choices": _choices(item)}
        return Why("option_missing", item.clause, params)
    if fact.option and fact.option not in item.options:
        params = {"title": item.title, "choices": _choices(item)}
        params |= {"form": "wrong" if item.options else "none"}
        return Why("unknown_option", item.clause, params)
    if not 1 <= fact.count <= MOST:
        return Why("bad_count", item.clause, {"title": item.title, "most": MOST})
    return None


def _choices(item: Item) -> str:
    return "、".join(option.title for option in item.options.values())


def _dated(pack: Pack, item: Item, fact: Fact, calendar: Calendar) -> Version | Why:
    """The version that decides, by the day of the event."""
    day, year = fact.occurred, pack.grounds["wrong_year"]
    if day < pack.starts:
        return Why("wrong_year", year, {**_said(pack.starts), "form": "early"})
    version = item.version_on(day)
    if version is None:
        params = {**_said(day), "title": item.title, "form": "not_then"}
        return Why("unknown_item", pack.grounds["unknown_item"], params)
    if day.year in calendar.closed_years:
        return Why("wrong_year", year, {**_said(day), "form": "closed"})
    if day.year > calendar.today.year:
        return Why("wrong_year", year, {**_said(day), "form": "future"})
    if day > calendar.today:
        return Why("future_date", pack.grounds["future_date"], _said(day))
    return version


def _said(day: date) -> dict[str, str | int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _rivals(item: Item, fact: Fact, lines: Sequence[Line]) -> list[Counted]:
    """The earlier lines that the fact is limited by."""
    own = rivals(item, fact.option, fact.occurred, fact.member)
    if own is None:
        return []
    same = (line for line in lines if line.item == item.code)
    return [(line.points, line.count) for line in same if rivals(item, line.option, line.occurred, line.member) == own]


def _capped(item: Item, fact: Fact, form: str) -> Why:
    if item.kind == "negative" and form != "several":
        form = "deducted"
    params: dict[str, str | int] = {"title": item.named(fact.option), "form": form}
    params |= {"year": fact.occurred.year, "month": fact.occurred.month}
    return Why("capped", item.clause, params)


def _form(pack: Pack, item: Item, fact: Fact) -> Why | None:
    """What must come with a line: evidence, a place, a reason, an amount."""
    sign = "deduction" if item.kind == "negative" else "award"
    if item.evidence and not fact.evidence:
        kinds = "、".join(name for _, name in pack.evidence_kinds)
        clause = pack.settings["evidence"].clause
        return Why("evidence_missing", clause, {"form": sign, "kinds": kinds})
    for field, needed, given in (("place", item.place, fact.place), ("reason", item.reason, fact.reason)):
        if needed and not given.strip():
            fields = pack.settings["line_fields"]
            asked = isinstance(fields.value, tuple) and field in fields.value
            return Why(f"{field}_missing", fields.clause if asked else item.clause, {"title": item.title})
    form = bad_amount(item, fact.points, sign)
    if form:
        return Why("bad_points", item.clause, {"title": item.named(fact.option), "form": form})
    return None


def bad_amount(item: Item, points: int | None, sign: str) -> str | None:
    """In which form an amount is `bad_points` an amount is; open items take whole or half points of their
    own sign, all others none."""
    if not item.open:
        return "fixed" if points is not None else None
    if points is None:
        return "missing"
    if points % HALF_POINT:
        return "step"
    if points == 0 or (points < 0) != (sign == "deduction"):
        return sign
    return "large" if abs(points) > MOST_POINTS else None


def _because(item: Item, shape: Shape, fact: Fact, value: int, gained: int) -> Why:
    """Why it gave these points."""
    code = "award" if gained > 0 else "deduction"
    params: dict[str, str | int] = {"title": item.named(fact.option), "points": amount(gained)}
    if shape.tier and gained != value:
        params |= {"form": "top_up", "each": amount(value)}
    elif item.open and fact.reason:
        params |= {"form": "open", "reason": fact.reason}
    elif gained != value:
        params |= {"form": "times", "count": gained // value, "each": amount(value)}
        params["per"] = shape.per
    else:
        params["form"] = "once"
    return Why(code, item.clause, params)


def _warnings(pack: Pack, item: Item, fact: Fact, lines: Sequence[Line]) -> tuple[Why, ...]:
    """What the cadre should look at again; one warning per code and other item."""
    title, found = item.named(fact.option), {}
    month = fact.occurred.year, fact.occurred.month
    for line in lines:
        if line.item == item.code:
            if line.occurred == fact.occurred:
                found["duplicate", line.item] = Why("duplicate", item.clause, {"title": title})
        elif (line.occurred.year, line.occurred.month) == month:
            code = "contradiction" if line.item in item.contradicts else "overlap"
            other = pack.item(line.item).named(line.option)
            params: dict[str, str | int] = {"title": title, "other": other, "month": month[1]}
            found[code, line.item] = Why(code, item.clause, params)
    notice = pack.settings["rectification_notice"]
    if item.kind == "negative" and notice.value == "due":
        found["rectification_due", ""] = Why("rectification_due", notice.clause, {"title": title})
    return tuple(found.values())
