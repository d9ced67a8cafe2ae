"""The script: everything the kiosk can be heard saying in clips, and nobody's answer."""

from __future__ import annotations

from datetime import date

import pytest

from tests import builders
from village.language.dates import read_date
from village.language.numerals import read_change, read_count, read_integer, read_points
from village.language.speakable import is_speakable
from village.model.points import Points
from village.services import changes
from village.store import Store
from village.voice import script
from village.voice.script import Kind


def covered(text: str, known: set[str]) -> bool:
    """Whether texts of the script say all of it, one after another."""
    return text in known or any(text[:end] in known and covered(text[end:], known) for end in range(1, len(text)))


@pytest.fixture(scope="module")
def figures() -> set[str]:
    return {line.text for line in script.figures()}


def test_all_figures_of_four_digits_are_said(figures: set[str]) -> None:
    assert not [n for n in range(10_000) if not covered(read_points(Points(100 * n)), figures)]
    assert not [n for n in range(-400, 41) if not covered(read_change(Points(50 * n)), figures)]
    assert not [n for n in range(-999, 0, 7) if not covered(read_points(Points(100 * n)), figures)]


def test_days_ranks_and_counts_are_said(figures: set[str]) -> None:
    days = [date(2026, month, day) for month in (1, 6, 12) for day in (1, 15, 30)]
    assert not [day for day in days if not covered(read_date(day), figures)]
    assert not [n for n in range(1, 60) if not covered(f"{read_integer(n)}名", figures)]
    assert not [n for n in range(1, 60) if not covered(f"{read_count(n)}户", figures)]


def test_everything_can_be_spoken_and_stands_once(store: Store) -> None:
    builders.a_household(store, "单雄信", "三组")
    lines = script.of(store)
    assert not [line for line in lines if not is_speakable(line.text) or line.text != line.text.strip("，。 ")]
    assert len({line.text for line in lines}) == len(lines)


def test_a_villages_names_groups_and_items_are_in_it_and_what_is_said_most_comes_first(store: Store) -> None:
    builders.a_household(store, "单雄信", "三组")
    lines = script.of(store)
    said = {(line.text, line.kind) for line in lines}
    assert {("shan4 雄信", Kind.NAME), ("三组", Kind.GROUP), ("您家现在有", Kind.PART)} <= said
    assert {line.kind for line in lines} == set(Kind) - {Kind.GOODS}
    place = {line.text: at for at, line in enumerate(lines)}
    assert place["您家现在有"] < place["一百零五分"] < place["shan4 雄信"] < place["账号名只用字母和数字，两个到三十个"]


def test_a_household_that_left_is_no_longer_in_it(store: Store) -> None:

    gone = builders.a_household(store, "单雄信", "三组")
    assert any(line.kind is Kind.NAME for line in script.of(store))
    changes.leave(store, gone.id, actor=builders.CADRE)
    assert not [line for line in script.of(store) if line.kind is Kind.NAME]
