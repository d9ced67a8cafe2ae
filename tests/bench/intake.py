"""A table looked over by the desk beside openpyxl that only reads the same sheet: 5,000 households, 5,000 scores."""

from __future__ import annotations

import io
from pathlib import Path
from time import perf_counter

from openpyxl import Workbook, load_workbook

from tests import builders
from tests.bench.table import ROUNDS, Figure, of_rounds
from village import clock
from village.model.intake import IntakeKind
from village.services.intakes import looking
from village.services.intakes.lines import Terms
from village.store import Store

ROWS, QUICK = 5_000, 500
_TARGET = 3.0


def measure(room: Path, *, quick: bool) -> list[Figure]:
    """Both kinds of table, turn by turn with the bare reading."""
    many = QUICK if quick else ROWS
    store = Store(room / "village.db", writer=True)
    builders.found_village(store)
    tables = {"households": (IntakeKind.ROLL, _roll(many)), "scores": (IntakeKind.SCORES, _scores(store, many))}
    figures = [_figure(room, store, name, kind, content, many) for name, (kind, content) in tables.items()]
    store.close()
    return figures


def _figure(room: Path, store: Store, name: str, kind: IntakeKind, content: bytes, many: int) -> Figure:
    ours, bare = [], []
    for turn in range(ROUNDS):
        begun = perf_counter()
        _bare(content)
        between = perf_counter()
        folder = room / f"{name}{turn}"
        folder.mkdir()
        terms = Terms("bench", clock.today(), kind="feedback", paper="paper")
        found = looking.look(store, kind, content, terms, folder=folder, told=lambda *_: None)
        ours.append(perf_counter() - between)
        bare.append(between - begun)
        assert not found.faults
        assert found.fresh == many
    return of_rounds(
        f"a table of {many:,} {name} looked over : openpyxl reading it",
        [mine / theirs for mine, theirs in zip(ours, bare, strict=True)],
        _TARGET,
        ours=f"{min(ours):.2f} s",
        bare=f"{min(bare):.2f} s",
    )


def _bare(content: bytes) -> int:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    return sum(1 for row in book.worksheets[0].iter_rows(values_only=True) for _ in row)


def _roll(many: int) -> bytes:
    head = ["户主", "组", "户号", "家人", "电话", "人口类型", "门牌号", "在家月数", "参加", "名字读音", "登记日期"]
    family = "李建国（儿子）、王芳（儿媳）"
    rows = [
        ["张桂芳", "三组", f"03-{n:04d}", family, f"138{n:08d}", "户籍", f"{n}号", 12, "是", "", "2026-01-01"]
        for n in range(many)
    ]
    return _book([head, *rows])


def _scores(store: Store, many: int) -> bytes:
    with store.transaction():
        homes = [builders.a_household(store, "张桂芳", f"{n // 50 + 1}组").number for n in range(many // 5)]
    head = ["户号", "日期", "项目", "次数", "家人", "地点", "原因"]
    day = clock.today().replace(day=1).isoformat()
    return _book([head, *([homes[n % len(homes)], day, "P01", 1, "", f"{n // len(homes)}号", ""] for n in range(many))])


def _book(rows: list[list[object]]) -> bytes:
    made, content = Workbook(write_only=True), io.BytesIO()
    sheet = made.create_sheet("表")
    for row in rows:
        sheet.append(row)
    made.save(content)
    return content.getvalue()
