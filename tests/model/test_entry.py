"""A line's words go over to another line whole."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime

from village.model.entry import SEALED, Draft, Entry, Kind, draft_from, seal, sealer
from village.model.points import Points

LINE = Entry(
    household_id=3,
    kind=Kind.AWARD,
    points=Points(500),
    period="2026-03",
    occurred_on=date(2026, 3, 9),
    actor="李会计",
    pack="yangkou-2023",
    digest="d" * 64,
    item="P14",
    version="2023-07-01",
    option="burial",
    count=2,
    clause="YK-P14",
    member="李小妹",
    place="河边",
    reason="清明",
    evidence="7",
    source="score",
    reverses=5,
    token="tap",
    node="yk01",
    seq=12,
    recorded_at=datetime(2026, 3, 10),
)


def test_what_a_line_says_is_said_again_whole() -> None:
    again = draft_from(LINE)
    assert type(again) is Draft
    differs = [field.name for field in fields(Draft) if getattr(again, field.name) != getattr(LINE, field.name)]
    assert differs == ["reverses", "token"]
    assert (again.reverses, again.token) == (None, "")


def test_what_changes_is_said_and_nothing_else_changes() -> None:
    moved = draft_from(LINE, household_id=4, source=f"moved:{LINE.id}")
    assert (moved.household_id, moved.source) == (4, "moved:yk01-000012")
    assert (moved.member, moved.place, moved.evidence, moved.option, moved.count) == (
        "李小妹",
        "河边",
        "7",
        "burial",
        2,
    )


def test_many_lines_are_sealed_as_one_is() -> None:
    shared: dict[str, object] = dict.fromkeys(SEALED, "") | {
        "reason": '百分之 100%，"不要了"\n',
        "count": 1,
        "reverses": None,
    }
    sealed = sealer({**shared, "household_id": 0, "points": 0, "seq": 0})
    for number, points in ((1, -250), (30_000, 5)):
        own = {"household_id": number, "points": points, "seq": number + 7, "prev_hash": "f" * 64}
        assert sealed(number, points, number + 7, "f" * 64) == seal({**shared, **own})
