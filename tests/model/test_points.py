"""Points are whole hundredths, and never drift."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from village.model.points import Points


@given(st.integers(-(10**9), 10**9))
def test_a_figure_reads_back_as_written(hundredths: int) -> None:
    assert Points.parse(str(Points(hundredths))) == Points(hundredths)


@given(st.lists(st.integers(-(10**6), 10**6)))
def test_sums_are_exact(parts: list[int]) -> None:
    total = Points(0)
    for part in parts:
        total = total + Points(part)
    assert total == Points(sum(parts))


@pytest.mark.parametrize(("text", "hundredths"), [("5", 500), ("-5", -500), ("+2.5", 250), ("0.05", 5), ("-0.5", -50)])
def test_figures_as_people_write_them(text: str, hundredths: int) -> None:
    assert Points.parse(text) == Points(hundredths)


@pytest.mark.parametrize("text", ["", "五", "1e3", "1.234", "nan", "--5", "1,000", "9" * 12, "5分"])
def test_what_is_no_figure_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a figure"):
        Points.parse(text)


@pytest.mark.parametrize(("hundredths", "signed"), [(500, "+5"), (-1050, "-10.5"), (0, "0")])
def test_a_change_always_shows_its_sign(hundredths: int, signed: str) -> None:
    assert Points(hundredths).signed == signed
