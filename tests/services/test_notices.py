"""Notices: from one day to another, taken down and never changed."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime

import pytest

from tests import builders
from village import clock
from village.errors import VillageError
from village.model.notice import Notice
from village.services import notices
from village.store import Store, acts

FIFTH = date(2026, 4, 5)


def written(store: Store, **facts: object) -> Notice:
    given = {"title": "停水通知", "text": "明天上午停水，请先接好水。", "since": FIFTH, "until": FIFTH, **facts}
    return notices.write(store, actor=builders.CADRE, **given)  # type: ignore[arg-type]


def on(store: Store, day: int) -> list[str]:
    with clock.held(datetime(2026, 4, day, 9)):
        return [one.title for one in notices.today(store)]


def test_it_works(store: Store) -> None:
    made = written(store, until=date(2026, 4, 7))
    assert [on(store, day) for day in (4, 5, 7, 8)] == [[], ["停水通知"], ["停水通知"], []]
    assert notices.all_of(store) == [made]
    assert acts.of_subject(store, f"notice:{made.id}")[0][2] == "write_notice"


def test_without_a_last_day_it_stands_until_it_is_taken_down(store: Store) -> None:
    made = written(store, until=None)
    assert made.lasts
    with clock.held(datetime(2031, 1, 1, 9)):
        assert notices.today(store) == [made]
        notices.take_down(store, made.id, actor=builders.CADRE)
        assert notices.today(store) == []


def test_the_newest_is_told_first(store: Store) -> None:
    written(store, title="一", until=date(2026, 4, 30))
    written(store, title="二", since=date(2026, 4, 6), until=date(2026, 4, 30))
    assert on(store, 6) == ["二", "一"]


def test_a_pinned_notice_is_told_before_newer_ones_until_it_is_unpinned(store: Store) -> None:
    old = written(store, title="防火", until=date(2026, 4, 30))
    written(store, title="停水", since=date(2026, 4, 6), until=date(2026, 4, 30))
    for _ in range(2):
        assert notices.pin(store, old.id, pinned=True, actor=builders.CADRE).pinned
    assert on(store, 6) == ["防火", "停水"]
    notices.pin(store, old.id, pinned=False, actor=builders.CADRE)
    assert on(store, 6) == ["停水", "防火"]
    assert [act for _, _, act, _ in acts.of_subject(store, f"notice:{old.id}")][:2] == ["unpin_notice", "pin_notice"]


def test_what_was_taken_down_is_told_no_more_and_stays_on_record(store: Store) -> None:
    made = written(store)
    for _ in range(2):
        with clock.held(datetime(2026, 4, 5, 8)):
            gone = notices.take_down(store, made.id, actor=builders.CADRE)
    assert gone.taken_down == FIFTH
    assert on(store, 5) == []
    assert notices.all_of(store) == [gone]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"title": " "}, "notice_title"),
        ({"title": "一" * 13}, "notice_title"),
        ({"title": "☺☺"}, "notice_title"),
        ({"text": ""}, "notice_text"),
        ({"text": "一" * 301}, "notice_text"),
        ({"since": date(2026, 4, 6)}, "notice_days"),
        ({"since": date(2026, 3, 1), "until": date(2026, 3, 2)}, "notice_days"),
    ],
)
def test_what_nobody_could_hear_or_read_in_time_is_refused(store: Store, facts: dict[str, object], code: str) -> None:
    with pytest.raises(VillageError, match=code):
        written(store, **facts)
    assert notices.all_of(store) == []


def test_one_that_is_none_is_said(store: Store) -> None:
    with pytest.raises(VillageError, match="notice_unknown"):
        notices.take_down(store, 7, actor=builders.CADRE)


@pytest.mark.parametrize(
    "change",
    [
        *("UPDATE notices SET text = 'x'", "DELETE FROM notices"),
        *("UPDATE notice_pins SET pinned = 0", "DELETE FROM notice_pins"),
    ],
)
def test_nobody_changes_one_behind_its_back(store: Store, change: str) -> None:
    notices.pin(store, written(store).id, pinned=True, actor=builders.CADRE)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        store.db.conn.execute(change)
