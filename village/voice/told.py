"""Answers of a sentence or two that have no screen of their own: 问一问, by touch and by voice alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from rules import Item, Pack
from village import clock
from village.errors import VillageError
from village.language import phrase
from village.model.entry import Entry, Kind
from village.model.period import month_of
from village.model.points import ZERO, Points
from village.services import base, choices, figures, goods, group_standings, households, rulebook, windows
from village.services.statements import Access
from village.store import Store
from village.voice import dialogue
from village.voice.dialogue import Sentence

OWN = ("this_month", "last_month", "year_total", "spent", "base_points", "latest")
"""Of the household's own book: for card or PIN."""
PUBLIC = ("group_rank", "next_window", "lapse", "rules", "costs")
"""For anybody."""
NAMED = ("item_rule", "price_of")
"""For anybody, of one item or goods: asked with its code or id."""


def own(store: Store, question: str, household_id: int) -> list[Sentence]:
    """The answer to a question of `OWN`. Raises KeyError for any other."""
    return _OWN[question](store, household_id)


def public(store: Store, question: str, household_id: int | None, subject: str = "") -> list[Sentence]:
    """The answer to a question of `PUBLIC` or `NAMED`. What the village left open is said so."""
    pack = rulebook.rules_on(store, clock.today())
    try:
        return _PUBLIC[question](store, pack, household_id, subject)
    except VillageError as error:
        if error.code != "choice_missing":
            raise
        return [Sentence("told.undecided")]


def _month(store: Store, household_id: int, *, key: str, month: str) -> list[Sentence]:
    return _sum(key, [line for line in _scored(store, household_id) if month_of(line.occurred_on) == month])


def _this_month(store: Store, household_id: int) -> list[Sentence]:
    return _month(store, household_id, key="told.this_month", month=month_of(clock.today()))


def _last_month(store: Store, household_id: int) -> list[Sentence]:
    before = clock.today().replace(day=1) - timedelta(days=1)
    return _month(store, household_id, key="told.last_month", month=month_of(before))


def _year_total(store: Store, household_id: int) -> list[Sentence]:
    return _sum("told.year_total", list(figures.lines(store, household_id).earned))


def _spent(store: Store, household_id: int) -> list[Sentence]:
    year = clock.today().year
    spent = [
        line
        for line in figures.lines(store, household_id).balance
        if line.kind is Kind.REDEMPTION and line.occurred_on.year == year
    ]
    amount = ZERO - sum((line.points for line in spent), ZERO)
    return [Sentence("told.spent", {"amount": amount}) if amount > ZERO else Sentence("told.spent_none")]


def _base_points(store: Store, household_id: int) -> list[Sentence]:
    found = figures.of(store, household_id)
    if found.base <= ZERO:
        return [Sentence("told.base_none")]
    household, today = households.get(store, household_id), clock.today()
    pack = rulebook.rules_on(store, today)
    if base.is_never(pack):
        use = "told.base_ranked" if base.is_ranked(pack) else "told.base_kept"
    else:
        use = "told.base_locked" if base.is_locked(pack, household, today) else "told.base_free"
    return [Sentence("told.base_points", {"amount": found.base}), Sentence(use)]


def _latest(store: Store, household_id: int) -> list[Sentence]:
    lines = dialogue.statement(store, household_id, access=Access.OWN, sign="all")[1:]
    return lines[:1] or [Sentence("told.latest_none")]


def _group_rank(store: Store, _pack: Pack, household_id: int | None, _subject: str) -> list[Sentence]:
    found = group_standings.standings(store, year=clock.today().year)
    if not found:
        return [Sentence("told.group_none")]
    own_group = households.get(store, household_id).group if household_id else ""
    first = Sentence("told.group_first", {"group": found[0].group, "points": found[0].mean})
    mine = [each for each in found if each.group == own_group]
    placed = [
        Sentence("told.group_rank", {"group": each.group, "points": each.mean, "rank": each.rank, "count": len(found)})
        for each in mine
    ]
    return [*placed, *([] if mine and mine[0].rank == 1 else [first])]


def _next_window(_store: Store, pack: Pack, _household_id: int | None, _subject: str) -> list[Sentence]:
    today = clock.today()
    following = windows.following(pack, today)
    if following is None:
        return [Sentence("told.window_always")]
    following_one = Sentence("told.window_next", {"date": following})
    return [Sentence("told.window_open"), following_one] if windows.is_open(pack, today) else [following_one]


def _lapse(_store: Store, pack: Pack, _household_id: int | None, _subject: str) -> list[Sentence]:
    change = choices.word(pack, "year_change")
    if change == "restart":
        change = f"restart_{choices.word(pack, 'prior_year_remainder')}"
    stays = change != "carry" and base.outlives_year(pack)
    return [Sentence(f"told.{change}"), *([Sentence("told.base_stays")] if stays else [])]


def _rules(_store: Store, pack: Pack, _household_id: int | None, _subject: str) -> list[Sentence]:
    positive = [item for item in pack.items if item.kind != "negative"]
    return [Sentence("told.rules"), *(line for item in positive for line in _item(item))]


def _costs(_store: Store, pack: Pack, _household_id: int | None, _subject: str) -> list[Sentence]:
    lines = [line for item in pack.items if item.kind == "negative" for line in _item(item)]
    return [Sentence("told.costs"), *lines] if lines else [Sentence("told.costs_none")]


def _item_rule(_store: Store, pack: Pack, _household_id: int | None, subject: str) -> list[Sentence]:
    found = [item for code in subject.split() if (item := pack.find(code))]
    if not found:
        raise VillageError("unknown_item")
    return [line for item in found for line in _item(item)]


def _price_of(store: Store, pack: Pack, _household_id: int | None, subject: str) -> list[Sentence]:
    told = []
    for each in (goods.get(store, int(one)) for one in subject.split() if re.fullmatch("[0-9]{1,18}", one)):
        facts: dict[str, object] = {"title": each.name, "amount": goods.price(pack, each)}
        left = each.stock > 0
        told.append(
            Sentence("told.price", {**facts, "count": each.stock}) if left else Sentence("told.price_gone", facts)
        )
    if not told:
        raise VillageError("goods_unknown")
    return told


def _item(item: Item) -> list[Sentence]:
    """What one item counts or costs today, each sort of it by itself."""
    version = item.version_on(clock.today())
    if version is None:
        return []
    key, change = ("cost", "amount") if item.kind == "negative" else ("item", "change")
    if item.open:
        return [Sentence(f"told.{key}_open", {"title": item.title})]
    sorts: list[str | None] = [*version.options] or [None]
    return [
        Sentence(
            f"told.{key}",
            {
                "title": item.named(sort),
                "what": phrase(f"told.{item.shape_of(sort).per}").shown,
                change: Points(abs(version.value(sort))),
            },
        )
        for sort in sorts
    ]


def _scored(store: Store, household_id: int) -> list[Entry]:
    """The household's lines of deeds."""
    lines = figures.lines(store, household_id).balance
    return [line for line in lines if line.kind in (Kind.AWARD, Kind.DEDUCTION)]


def _sum(key: str, lines: list[Entry]) -> list[Sentence]:
    if not lines:
        return [Sentence(f"{key}_none")]
    return [Sentence(key, {"change": sum((line.points for line in lines), ZERO)})]


_OWN: dict[str, Callable[[Store, int], list[Sentence]]] = {
    "this_month": _this_month,
    "last_month": _last_month,
    "year_total": _year_total,
    "spent": _spent,
    "base_points": _base_points,
    "latest": _latest,
}
_PUBLIC: dict[str, Callable[[Store, Pack, int | None, str], list[Sentence]]] = {
    "group_rank": _group_rank,
    "next_window": _next_window,
    "lapse": _lapse,
    "rules": _rules,
    "costs": _costs,
    "item_rule": _item_rule,
    "price_of": _price_of,
}
