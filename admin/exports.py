"""Tables that leave the office: each row names the village, so that a town can put many files together (JX-01)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from admin import kinds
from rules import Pack
from village import clock
from village.model.entry import SEALED
from village.model.household import Household
from village.model.period import Period
from village.model.points import Points
from village.services import (
    absences,
    households,
    ledger,
    marks,
    punctuality,
    purchases,
    rulebook,
    standings,
    tallies,
    villages,
)
from village.services.tallies import Kinds
from village.store import Store

_VILLAGE = ("镇街", "村")
_HOME = ("户号", "户主", "组")
_FOR_THE_TOWN = ("figures", "punctuality")  # its office puts them together (GY-01, GY-24, JX-41, YK-31)
_TENTH = Decimal("0.1")
KEPT = {"scoring": "按日子登记（笔）", "board": "按日子公示（期）", "report": "按日子上报（张）"}


@dataclass(frozen=True, slots=True)
class Export:
    """A table: `title` on top of it, the titles of its columns, its rows; points and rates are Decimals."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[object]]


def share(part: int, whole: int) -> Decimal | None:
    """Percent to one place, half up; None of nothing."""
    return (Decimal(100 * part) / whole).quantize(_TENTH, ROUND_HALF_UP) if whole else None


def of_year(store: Store, table: str, year: int) -> Export | None:
    """One of TABLES for a year; None where there is no such table, or the rules know nothing of it."""
    made = TABLES[table](store, year) if table in TABLES else None
    if made is None:
        return None
    village = villages.get(store)
    rows = [[village.town, village.name, year, *row] for row in made.rows]
    to = f"（报{village.town}）" if table in _FOR_THE_TOWN else ""
    return Export(f"{village.town}{village.name} {year}年 {made.title}{to}", (*_VILLAGE, "年份", *made.head), rows)


def of_quarter(store: Store, quarter: Period, said: str) -> Export:
    """The purchase sheet; `said` is the quarter in words."""
    village = villages.get(store)
    head = (*_VILLAGE, "季度", "物品", "点单户数", "现有库存", "还差", "单价（分）", "单价（元）")
    rows = [
        [
            *(village.town, village.name, quarter.name, one.goods.name, one.households, one.goods.stock),
            *(one.wanted, _points(one.goods.points), "" if one.goods.cost is None else Decimal(one.goods.cost) / 100),
        ]
        for one in purchases.of_quarter(store, quarter)
    ]
    return Export(f"{village.town}{village.name} {said} 点单采购单", head, rows)


_LINE = (*SEALED, "hash")
BOOK = (*_VILLAGE, *_HOME, *_LINE, "mark")
"""The whole book's columns: whose line, then the line as it is sealed, by the names that the seal uses, so
that whoever has the table can seal each line again; last the word that was chosen with it (GY-08, MH-07)."""


def book(store: Store) -> Iterator[Sequence[object]]:
    """Every line of the ledger, the oldest first (JX-34)."""
    village = villages.get(store)
    homes = {one.id: one for one in households.search(store, "", limit=-1)}
    words = marks.of_all(store)
    for line in ledger.every(store):
        values = ("" if (value := getattr(line, name)) is None else value for name in _LINE)
        yield [village.town, village.name, *_home(homes[line.household_id]), *values, words.get(line.id, "")]


def _figures(store: Store, year: int) -> Export:
    found = tallies.of_year(store, year)
    named = kinds.named(_pack(store), (one.kinds for one in found))
    head = ("组", "户数", "常住户", "常住参加户", "推广率（%）", "参加户", "得过分的户", "参与率（%）", "笔数")
    rows = [
        [
            *(one.group or "全村", one.households, one.residents, one.covered, _rate(one.covered, one.residents)),
            *(one.participants, one.active, _rate(one.active, one.participants), one.lines, *_kinds(one.kinds, named)),
            *(_points(one.redeemed), _points(one.lapsed), _points(one.balance)),
        ]
        for one in found
    ]
    return Export("年度数据", (*head, *named.values(), "兑换", "清零", "账上"), rows)


def _ranking(store: Store, year: int) -> Export:
    rows = [[at.rank, *_home(one), _points(at.total)] for at, one in standings.ranking(store, year=year)]
    return Export("积分排名", ("名次", *_HOME, "积分"), rows)


def _nominees(store: Store, year: int) -> Export:
    found = standings.nominees(store, year=year)
    rows = [[*_home(one), _points(points), _points(found.mean)] for one, points in found.above]
    return Export("可以推荐评优的人家", (*_HOME, "积分", "平均分"), rows)


def _by_kind(store: Store, year: int) -> Export:
    found = tallies.kinds_by_household(store, year)
    named = kinds.named(_pack(store), (own for _, own in found))
    return Export("三类积分", (*_HOME, *named.values()), [[*_home(one), *_kinds(own, named)] for one, own in found])


def _punctuality(store: Store, year: int) -> Export:
    rows = [
        [KEPT[one.what], one.due, one.in_time, one.late, one.due - one.in_time - one.late, _rate(one.in_time, one.due)]
        for one in punctuality.of_year(store, year)
    ]
    return Export("按时情况", ("事项", "该办", "按时", "晚了", "没办", "按时率（%）"), rows)


def _absences(store: Store, year: int) -> Export | None:
    found = absences.of_year(store, year)
    if found is None:
        return None
    about = f"{found.item.code} {found.item.named(found.option)}"
    rows = [[*_home(one), about, "请小组商议，不自动扣分"] for one in found.asked]
    return Export("年底想一想的人家", (*_HOME, "哪一项", "怎么办"), rows)


def _home(household: Household) -> tuple[str, str, str]:
    return household.number, household.head, household.group


def _pack(store: Store) -> Pack:
    return rulebook.rules_on(store, clock.today())


def _kinds(found: Kinds, named: Iterable[str]) -> list[object]:
    return [_points(getattr(found, field)) for field in named]


def _points(points: Points | None) -> object:
    return "" if points is None else Decimal(points.hundredths) / 100


def _rate(part: int, whole: int) -> object:
    found = share(part, whole)
    return "" if found is None else found


TABLES: Mapping[str, Callable[[Store, int], Export | None]] = {
    "figures": _figures,
    "ranking": _ranking,
    "nominees": _nominees,
    "kinds": _by_kind,
    "punctuality": _punctuality,
    "absences": _absences,
}
