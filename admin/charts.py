"""What is drawn for those who would rather look (图表): five charts of a year, each with its numbers in a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from admin.drawing import Drawing, Row, draw
from village.model.entry import VETO
from village.model.points import ZERO, Points
from village.services import series, shop_books, tallies
from village.services.series import Scored
from village.sheets.writing import figure
from village.store import Store

_NO_ITEM = {VETO: "一票否决", "": "没写项目的"}
POINTS, COUNT, TENTHS = 100, 1, 10


@dataclass(frozen=True, slots=True)
class Chart:
    """`title` says what is seen, `along` what the rows are, `unit` what the bars are measured in, `series` the words
    of the legend. The table beside it has titles (`head`) and `cells`; `summary` says the most of it in a sentence."""

    title: str
    along: str
    unit: str
    series: tuple[str, ...]
    rows: Sequence[Row]
    scale: int
    head: tuple[str, ...]
    cells: Sequence[Sequence[object]]
    summary: str

    @property
    def drawings(self) -> list[Drawing]:
        """Twelve rows each; none where there is nothing to be seen yet."""
        return draw(self.rows, scale=self.scale) if any(any(row.values) for row in self.rows) else []


def of_year(store: Store, name: str, year: int) -> Chart:
    """One of CHARTS. Raises KeyError for no such chart."""
    return CHARTS[name][1](store, year)


def _months(store: Store, year: int) -> Chart:
    found = series.months(store, year)
    rows = [(f"{int(one.name[5:])}月", one) for one in found]
    best = max(rows, key=lambda row: row[1].gained.hundredths)
    whole = _sum(found)
    summary = f"这一年一共加了 {whole.gained} 分，减了 {-whole.lost} 分。{best[0]}加得最多，有 {best[1].gained} 分。"
    return _scored(f"{year}年每个月加了多少分、减了多少分", "月份", rows, summary)


def _categories(store: Store, year: int) -> Chart:
    found = series.categories(store, year)
    rows = [(_NO_ITEM.get(one.name, one.name), one) for one in found]
    summary = f"分最多来自“{rows[0][0]}”，加了 {rows[0][1].gained} 分。" if rows else ""
    return _scored(f"{year}年的分是哪几类事得来的", "类别", rows, summary)


def _scored(title: str, along: str, rows: Sequence[tuple[str, Scored]], summary: str) -> Chart:
    whole = _sum([one for _, one in rows])
    return Chart(
        title=title,
        along=along,
        unit="分",
        series=("加分", "减分"),
        rows=[Row(label, (one.gained.hundredths, one.lost.hundredths)) for label, one in rows],
        scale=POINTS,
        head=(along, "加分", "减分", "合计"),
        cells=[
            [label, *(figure(each.hundredths) for each in (one.gained, one.lost, one.total))]
            for label, one in [*rows, ("合计", whole)]
        ],
        summary=summary,
    )


def _spread(store: Store, year: int) -> Chart:
    found = series.spread(store, year)
    homes = sum(one.households for one in found)
    most = max(found, key=lambda one: one.households, default=None)
    labels = [f"{one.least}～{one.below}分" for one in found]
    return Chart(
        title=f"{year}年各户的分拉开了多少",
        along="分数",
        unit="户",
        series=("户数",),
        rows=[Row(label, (one.households,)) for label, one in zip(labels, found, strict=True)],
        scale=COUNT,
        head=("从多少分", "不到多少分", "户数"),
        cells=[
            *([figure(one.least.hundredths), figure(one.below.hundredths), one.households] for one in found),
            ["合计", "", homes],
        ],
        summary=f"参加的 {homes} 户里，{most.least} 分到不到 {most.below} 分的最多，有 {most.households} 户。"
        if most
        else "",
    )


def _stock(store: Store, year: int) -> Chart:
    found = shop_books.shelves(store, year)
    left, went = sum(one.left for one in found), sum(one.went for one in found)
    return Chart(
        title=f"{year}年积分超市：架上还有多少，拿走了多少",
        along="物品",
        unit="件",
        series=("架上还有", "这一年拿走"),
        rows=[Row(one.goods.name, (one.left, one.went)) for one in found],
        scale=COUNT,
        head=("物品", "年初有", "进来", "拿走", "还有"),
        cells=[
            *([one.goods.name, one.before, one.came, one.went, one.left] for one in found),
            ["合计", sum(one.before for one in found), sum(one.came for one in found), went, left],
        ],
        summary=f"架上一共还有 {left} 件，这一年拿走了 {went} 件。",
    )


def _participation(store: Store, year: int) -> Chart:
    whole, *groups = tallies.of_year(store, year)
    rows = [(one.group, one) for one in groups] + [("全村", whole)]
    rates = [_tenths(one.active, one.participants) for _, one in rows]
    return Chart(
        title=f"{year}年各组参加的人家里，多少得过分",
        along="组",
        unit="%",
        series=("得过分的占百分之几",),
        rows=[Row(label, (rate,)) for (label, _), rate in zip(rows, rates, strict=True)],
        scale=TENTHS,
        head=("组", "户数", "参加", "得过分", "占百分之几"),
        cells=[
            [label, one.households, one.participants, one.active, Decimal(rate) / TENTHS]
            for (label, one), rate in zip(rows, rates, strict=True)
        ],
        summary=f"全村参加的 {whole.participants} 户里，{whole.active} 户得过分。",
    )


def _tenths(part: int, whole: int) -> int:
    """Tenths of a percent, half up; nothing of nothing."""
    return (2000 * part + whole) // (2 * whole) if whole else 0


def _sum(found: Sequence[Scored]) -> Scored:
    gained: Points = sum((one.gained for one in found), ZERO)
    return Scored("", gained, sum((one.lost for one in found), ZERO))


CHARTS: Mapping[str, tuple[str, Callable[[Store, int], Chart]]] = {
    "months": ("每月的分", _months),
    "spread": ("各户的分", _spread),
    "categories": ("哪几类事", _categories),
    "stock": ("架上的东西", _stock),
    "participation": ("各组参加", _participation),
}
