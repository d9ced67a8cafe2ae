"""A chart as bars that lie down: Chinese labels stand beside them unbroken, twelve months or sixty goods go downwards,
and the same drawing fits a phone, a screen and a sheet of paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 400  # units of the drawing; on a phone they are a little smaller than pixels
_LETTER, _DIGIT = 13, 7.6  # width of a character of a label, and of a figure
_LABEL = 8  # characters of a label's line
_BAR, _TOP = 15, 42
_HEIGHT = 2 * _BAR + 9  # of a row: two bars, or a label of two lines
_ROWS = 12  # of one drawing: what stands on a sheet with its numbers below


@dataclass(frozen=True, slots=True)
class Row:
    """A label and its values, one for each series; `scale` of them are one of the unit."""

    label: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One value: where its bar lies, which series it is of, and where its figure stands."""

    series: int
    x: float
    y: float
    width: float
    words: str
    words_x: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that is drawn, in units: labels as (y, lines), ticks of the axis as (x, figure)."""

    height: float
    gutter: float
    zero: float
    bars: tuple[Bar, ...]
    labels: tuple[tuple[float, tuple[str, ...]], ...]
    ticks: tuple[tuple[float, str], ...]


def draw(rows: Sequence[Row], *, scale: int) -> list[Drawing]:
    """The bars of the rows, twelve a drawing, all to one scale from a common zero; `scale` values are one of the unit,
    as 100 are for points."""
    values = [value for row in rows for value in row.values]
    least, most = min(0, *values), max(0, *values)
    gutter = min(max(len(row.label) for row in rows), _LABEL) * _LETTER + 8.0
    left = _room([value for value in values if value < 0], scale)
    unit = (WIDTH - gutter - left - _room(values, scale)) / ((most - least) or 1)
    measure = _Measure(gutter, gutter + left - least * unit, unit, scale, tuple(_ticks(least, most, scale)))
    return [_drawn(rows[at : at + _ROWS], measure) for at in range(0, len(rows), _ROWS)]


@dataclass(frozen=True, slots=True)
class _Measure:
    """What every drawing of a chart shares: where zero lies, and how many units of the drawing a value is long."""

    gutter: float
    zero: float
    unit: float
    scale: int
    ticks: tuple[int, ...]

    def bar(self, series: int, value: int, y: float, *, alone: bool) -> Bar:
        words = said(value, self.scale) if value or alone else ""  # beside another figure nought says nothing
        width = abs(value) * self.unit
        x, end, anchor = self.zero, self.zero + width + 4, "start"
        if value < 0:
            x, end, anchor = self.zero - width, self.zero - width - 4, "end"
        return Bar(series, round(x, 2), round(y, 2), round(width, 2), words, round(end, 2), anchor)


def _drawn(rows: Sequence[Row], measure: _Measure) -> Drawing:
    tops = [_TOP + at * _HEIGHT for at in range(len(rows))]
    return Drawing(
        height=_TOP + len(rows) * _HEIGHT,
        gutter=measure.gutter,
        zero=round(measure.zero, 2),
        bars=tuple(
            measure.bar(series, value, top + series * _BAR, alone=len(row.values) == 1)
            for top, row in zip(tops, rows, strict=True)
            for series, value in enumerate(row.values)
        ),
        labels=tuple((top + _BAR - 3, lines(row.label)) for top, row in zip(tops, rows, strict=True)),
        ticks=tuple(
            (round(measure.zero + tick * measure.unit, 2), said(tick, measure.scale)) for tick in measure.ticks
        ),
    )


def lines(label: str) -> tuple[str, ...]:
    """A label in at most two lines; what is longer stands whole in the table."""
    first, rest = label[:_LABEL], label[_LABEL:]
    if not rest:
        return (first,)
    return first, rest if len(rest) <= _LABEL else f"{rest[: _LABEL - 1]}…"


def said(value: int, scale: int) -> str:
    """A value as a figure of the unit, without noughts at its end."""
    whole, part = divmod(abs(value), scale)
    digits = f"{part:0{len(str(scale)) - 1}}".rstrip("0") if scale > 1 else ""
    return f"{'-' if value < 0 else ''}{whole}{f'.{digits}' if digits else ''}"


def _room(values: Sequence[int], scale: int) -> float:
    """What the longest figure beside a bar takes."""
    return max((len(said(value, scale)) for value in values), default=0) * _DIGIT + 6 if values else 0


def _ticks(least: int, most: int, scale: int) -> list[int]:
    """Round figures from `least` to `most`, zero among them, at most five: 1, 2, 5, 10 … of the unit."""
    step, factors, at = scale, (2, 2.5, 2), 0
    while (most - least) // step > 4:
        step = int(step * factors[at % 3])
        at += 1
    return list(range(-(-least // step) * step, most + 1, step))
