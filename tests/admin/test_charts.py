"""Charts: what is drawn is what the ledger has, to scale, with the numbers beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from admin.drawing import Row, draw, said
from tests import builders
from tests.admin import waiting
from tests.admin.conftest import Desk
from tests.admin.test_prints import A4, crowd, made
from village.model.entry import Kind
from village.model.household import Household
from village.model.points import ZERO
from village.services import ledger, rulebook, standings, tallies
from village.store import Store

CHARTS = ("months", "spread", "categories", "stock", "participation")
_SPACE = "{http://www.w3.org/2000/svg}"


@dataclass
class Seen:
    """A chart as somebody sees it: label → (figure beside each bar, the bar's length, negative to the left)."""

    title: str
    bars: dict[str, list[tuple[float, float]]]
    table: list[list[str]]


def seen(page: str) -> Seen:
    """The drawing and the table of a page."""
    drawn = re.findall(r"<svg class=\"chart\".*?</svg>", page, re.S)
    root = ElementTree.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(drawn)}</svg>')
    title = next(iter(root)).get("aria-label", "")
    zero = next(
        float(one.get("x", "")) for one in root.iter(f"{_SPACE}text") if one.get("class") == "tick" and one.text == "0"
    )
    labels = ["".join(one.itertext()) for one in root.iter(f"{_SPACE}text") if one.get("class") == "label"]
    bars = [one for one in root.iter(f"{_SPACE}rect") if one.get("class") == "bar"]
    words = [float(one.text or "0") for one in root.iter(f"{_SPACE}text") if one.get("class") == "value"]
    lengths = []
    for bar in bars:
        x, width = float(bar.get("x", "")), float(bar.get("width", ""))
        assert 0 <= x <= x + width <= 400, "a bar lies on the paper"
        lengths.append(width if x >= zero - 0.01 else -width)
    pairs = list(zip(words, lengths, strict=True))
    each = len(pairs) // len(labels)
    rows = re.search(r"<tbody>(.*?)</tbody>", page.rsplit("</svg>", 1)[1], re.S)
    cells = [
        re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)
        for row in re.findall(r"<tr.*?</tr>", rows[1] if rows else "", re.S)
    ]
    return Seen(title, {label: pairs[at * each :][:each] for at, label in enumerate(labels)}, cells)


def to_scale(found: Seen) -> None:
    """Every bar is as long as its figure says, all by the same measure, and to the side that its sign says."""
    pairs = [pair for row in found.bars.values() for pair in row]
    measures = [length / figure for figure, length in pairs if figure]
    assert measures
    longest = max(abs(length) for _, length in pairs)
    assert all(abs(length - figure * measures[0]) <= max(0.02, longest / 100) for figure, length in pairs)


@pytest.fixture
def busy(store: Store, zhang: Household) -> Store:
    builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 10))
    builders.a_plain_line(store, zhang, "2.5", item="P07", pack="yangkou-2023", period="2026-02")
    builders.a_plain_line(store, zhang, "-5", item="N20", pack="yangkou-2023", kind=Kind.DEDUCTION)
    return store


@pytest.mark.usefixtures("busy")
def test_it_works(secretary: Desk) -> None:
    assert 'href="/charts"' in secretary.get("/").text
    page = secretary.get("/charts").text
    found = seen(page)
    to_scale(found)
    assert found.title.startswith("2026年每个月加了多少分、减了多少分。这一年一共加了 10.5 分，减了 5 分")
    assert list(found.bars) == [f"{month}月" for month in range(1, 13)]
    assert [figure for figure, _ in found.bars["3月"]] == [8, -5]
    assert [figure for figure, _ in found.bars["2月"]] == [2.5, 0]
    assert found.table[2] == ["3月", "8", "-5", "3"]
    assert found.table[-1] == ["合计", "10.5", "-5", "5.5"]
    assert "单位：分" in page


@pytest.mark.parametrize("chart", CHARTS)
def test_an_empty_village_is_told_so(secretary: Desk, store: Store, chart: str) -> None:
    crowd(store, 0)
    for address in (f"/charts/{chart}", f"/prints/charts/{chart}"):
        page = secretary.get(address).text
        assert "这一年还没有可以画的数" in page
        assert "<svg class" not in page
    assert secretary.get(f"/prints/charts/{chart}?as=xlsx").status_code == 200


@pytest.mark.parametrize("count", [3, 300])
def test_what_is_drawn_is_what_the_ledger_has(secretary: Desk, store: Store, zhang: Household, count: int) -> None:
    with store.transaction():  # one fsync for all of them
        crowd(store, count)
    builders.a_plain_line(store, zhang, "8", item="P05", pack="yangkou-2023")
    whole, *groups = tallies.of_year(store, 2026)
    scored = [line for line in ledger.every(store) if line.kind in (Kind.AWARD, Kind.DEDUCTION)]
    months, categories = (seen(secretary.get(f"/charts/{name}").text) for name in ("months", "categories"))
    for found in (months, categories):
        to_scale(found)
        assert found.table[-1][3] == f"{whole.kinds.total}" == f"{sum((one.points for one in scored), ZERO)}"
    gained = sum((line.points for line in scored if line.kind is Kind.AWARD), ZERO)
    assert months.bars["3月"][0][0] == gained.hundredths / 100
    assert sum(row[0][0] for row in categories.bars.values()) == gained.hundredths / 100
    spread = seen(secretary.get("/charts/spread").text)
    to_scale(spread)
    ranked = standings.ranked(store, rulebook.rules_on(store, date(2026, 3, 20)), 2026)
    assert sum(row[0][0] for row in spread.bars.values()) == len(ranked) == count
    for least, below, homes in spread.table[:-1]:
        assert sum(float(least) * 100 <= one < float(below) * 100 for one in ranked.values()) == int(homes)
    shares = seen(secretary.get("/charts/participation").text)
    to_scale(shares)
    assert list(shares.bars) == [*(one.group for one in groups), "全村"]
    assert shares.bars["全村"][0][0] == pytest.approx(100 * whole.active / whole.participants, abs=0.051)


def test_the_shelf_is_drawn_as_its_book_says(secretary: Desk, store: Store, zhang: Household) -> None:
    waiting.some_goods(store, "洗衣粉很大一袋装的那一种五公斤", stock=12)
    waiting.an_order(store, zhang)
    page = secretary.get("/charts/stock").text
    found = seen(page)
    to_scale(found)
    assert list(found.bars) == ["洗衣液", "洗衣粉很大一袋装的那一种五公斤"]
    assert [[figure for figure, _ in row] for row in found.bars.values()] == [[2, 1], [12, 0]]
    assert found.table[-1] == ["合计", "0", "15", "1", "14"]
    assert "架上还有" in page
    assert "url(#hatched-1)" in page, "the second series is told apart without colour"


@pytest.mark.usefixtures("busy")
def test_a_chart_is_printed_on_one_sheet_and_its_numbers_leave_as_a_workbook(secretary: Desk) -> None:
    (text,), sizes = made(secretary, "/prints/charts/months?year=2026")
    assert sizes == [A4]
    assert "2026年每个月加了多少分、减了多少分" in text
    assert "3月8-53" in text
    book = load_workbook(BytesIO(secretary.get("/prints/charts/months?as=xlsx").data)).worksheets[0]
    rows = list(book.iter_rows(values_only=True))
    assert rows[0][0] == "2026年每个月加了多少分、减了多少分"
    assert ("3月", 8, -5, 3) in rows
    assert ("合计", 10.5, -5, 5.5) in rows


def test_a_line_that_was_taken_back_is_in_no_bar(secretary: Desk, busy: Store, zhang: Household) -> None:
    line = builders.a_line(busy, zhang, "P16", occurred=date(2026, 3, 12))
    ledger.reverse(busy, seq=line.seq, reason="记错了", actor="李会计")
    assert [figure for figure, _ in seen(secretary.get("/charts").text).bars["3月"]] == [8, -5]


@pytest.mark.parametrize("address", ["/charts/none", "/charts/months?year=1999", "/prints/charts/spread?year=x9"])
def test_there_is_no_other_chart_and_no_other_year(secretary: Desk, address: str) -> None:
    assert secretary.get(address).status_code == (200 if "x9" in address else 404)


@pytest.mark.parametrize(
    ("value", "scale", "figure"),
    [(1050, 100, "10.5"), (-5, 100, "-0.05"), (0, 100, "0"), (300, 1, "300"), (333, 10, "33.3")],
)
def test_a_figure_has_no_noughts_at_its_end(value: int, scale: int, figure: str) -> None:
    assert said(value, scale) == figure


def test_losses_alone_lie_to_the_left_and_one_household_is_a_chart() -> None:
    (drawn,) = draw([Row("一月", (0, -3000)), Row("二月", (0, -150000))], scale=100)
    assert all(bar.x + bar.width <= drawn.zero + 0.01 for bar in drawn.bars)
    assert min(x for x, _ in drawn.ticks) >= drawn.gutter
    (alone,) = draw([Row("20～21分", (1,))], scale=1)
    assert [words for _, words in alone.ticks] == ["0", "1"]


def test_thirty_goods_stand_in_three_drawings_of_one_scale() -> None:
    drawings = draw([Row(f"第{at}种", (at,)) for at in range(1, 31)], scale=1)
    assert [len(one.labels) for one in drawings] == [12, 12, 6]
    assert len({round(bar.width / int(bar.words), 1) for one in drawings for bar in one.bars}) == 1
    assert {one.ticks for one in drawings} == {drawings[0].ticks}
