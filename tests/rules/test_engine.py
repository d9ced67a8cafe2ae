"""What holds for every fact, whatever it is; and the few things a pack's cases cannot write down."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import CODES, Assessment, Calendar, Fact, Item, Line, assess, load_pack, packs_folder, say

PACK = load_pack(packs_folder() / "yangkou-2023")
GOOD = load_pack(Path(__file__).parent / "good")
DAY = date(2023, 7, 5)
YEAR_END = Calendar(date(2023, 12, 31))
MEMBERS = ("", "王小明", "王小红")


def on(item: str, option: str | None = None, day: date = DAY, **more: object) -> Fact:
    return Fact(item, day, option, evidence=True, **more)  # type: ignore[arg-type]


def line_of(fact: Fact, found: Assessment) -> Line:
    return Line(fact.item, fact.option, fact.occurred, found.points, fact.count, fact.member)


def total(facts: list[Fact]) -> int:
    """What a household has after these facts, recorded in this order."""
    lines: list[Line] = []
    for fact in facts:
        found = assess(PACK, fact, lines, YEAR_END)
        if not found.refused:
            lines.append(line_of(fact, found))
    return sum(line.points for line in lines)


def fact_of(item: Item, option: str | None, count: int, member: str, halves: int, day: date) -> Fact:
    points = halves * 50 * (-1 if item.kind == "negative" else 1) if item.open else None
    return Fact(item.code, day, option, count, points, member, reason="修桥", evidence=True)


days = st.integers(0, 364).map(lambda n: date(2023, 1, 1) + timedelta(days=n))
kinds = st.sampled_from([(item, option) for item in PACK.items for option in (item.options or [None])])
few = st.integers(1, 3)


@st.composite
def facts(draw: st.DrawFn, day: st.SearchStrategy[date] = days) -> Fact:
    item, option = draw(kinds)
    member = draw(st.sampled_from(MEMBERS))
    return fact_of(item, option, draw(few), member, draw(st.integers(1, 9)), draw(day))


@given(st.lists(facts(day=st.just(DAY)), max_size=8), st.randoms())
def test_the_order_of_one_day_does_not_change_the_total(day: list[Fact], random: object) -> None:
    mixed = list(day)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert total(mixed) == total(day)


narrow = st.sampled_from(["P03", "P07", "P15", "P17", "P19", "P22", "N17", "N20"]).map(PACK.item)


@given(st.data())
def test_the_order_of_one_day_does_not_matter_where_there_are_limits(data: st.DataObject) -> None:
    item = data.draw(narrow)
    names = st.sampled_from(list(item.options) or [None])
    rows = data.draw(st.lists(st.tuples(names, few, st.sampled_from(MEMBERS)), min_size=2, max_size=6))
    day = [fact_of(item, option, count, member, 1, DAY) for option, count, member in rows]
    assert total(data.draw(st.permutations(day))) == total(day)


@given(st.lists(facts(), max_size=12))
def test_no_limit_is_ever_exceeded(year: list[Fact]) -> None:
    lines: list[Line] = []
    for fact in year:
        found = assess(PACK, fact, lines, YEAR_END)
        lines += [] if found.refused else [line_of(fact, found)]
    for item in PACK.items:
        own = [line for line in lines if line.item == item.code]
        steps = sum(line.points for line in own if line.option in item.tiers)
        highest = max((item.versions[0].value(name) for name in item.tiers), default=0)
        assert steps <= highest
        for span in ("month", "quarter", "year"):
            limited = [line for line in own if per_of(item, line.option) == span]
            assert len({(line.option, span_of(span, line.occurred)) for line in limited}) == len(limited)


def per_of(item: Item, option: str | None) -> str:
    return item.options[option].shape.per if option else item.per


def span_of(span: str, day: date) -> int:
    return {"month": day.month, "quarter": (day.month - 1) // 3, "year": 0}[span]


odd = st.builds(
    Fact,
    item=st.sampled_from([item.code for item in PACK.items]) | st.text(max_size=5),
    occurred=st.dates(),
    option=st.none() | st.sampled_from(["", "town", "upkeep", "burial"]) | st.text(max_size=3),
    count=st.integers(),
    points=st.none() | st.integers(),
    member=st.text(max_size=5),
    reason=st.text(max_size=5),
    evidence=st.booleans(),
)


@given(odd | facts(), st.lists(facts(), max_size=4), st.sets(st.integers(2020, 2030)))
def test_any_fact_gets_whole_hundredths_and_a_sentence(fact: Fact, before: list[Fact], closed: set[int]) -> None:
    lines = [Line(past.item, past.option, past.occurred, 500) for past in before]
    found = assess(PACK, fact, lines, Calendar(date(2026, 3, 20), frozenset(closed)))
    assert type(found.points) is int
    assert found.points % 50 == 0
    assert (found.refused is not None) == (found.points == 0)
    for why in (found.why, *found.warnings):
        assert why.params.get("form", "") in CODES[why.code]
        assert say(why).endswith(("。", "？"))
        assert PACK.place(why.clause)


@given(facts(), st.lists(facts(), max_size=6))
def test_a_refusal_adds_nothing_and_warns_of_nothing(fact: Fact, before: list[Fact]) -> None:
    lines = [Line(past.item, past.option, past.occurred, 500) for past in before]
    found = assess(PACK, fact, lines, YEAR_END)
    if found.refused:
        assert (found.points, found.warnings, found.why) == (0, (), found.refused)


@given(facts(), st.lists(facts(), max_size=6))
def test_lines_of_other_years_make_no_difference(fact: Fact, before: list[Fact]) -> None:
    now = [Line(past.item, past.option, past.occurred, 500) for past in before]
    past = [Line(line.item, line.option, line.occurred.replace(year=2022), 500) for line in now]
    assert assess(PACK, fact, now, YEAR_END) == assess(PACK, fact, [*past, *now], YEAR_END)


def test_a_line_that_no_longer_counts_makes_room_again() -> None:
    assert assess(PACK, on("P07"), [Line("P07", None, DAY, 500)], YEAR_END).refused
    assert assess(PACK, on("P07"), [], YEAR_END).points == 500


def test_a_reversed_lower_level_is_made_good_by_the_higher_one() -> None:
    """Town 10, province tops up 20, town is taken back: scoring the province again makes 30 in all."""
    left = [Line("P19", "province", DAY, 2000)]
    assert assess(PACK, on("P19", "province"), left, YEAR_END).points == 1000


def test_the_version_of_the_event_s_day_decides() -> None:
    calendar = Calendar(date(2024, 3, 1))
    old = assess(GOOD, on("N1", day=date(2023, 12, 31)), [], calendar)
    new = assess(GOOD, on("N1", day=date(2024, 1, 1)), [], calendar)
    assert (old.points, old.version) == (-500, date(2023, 1, 1))
    assert (new.points, new.version) == (-250, date(2024, 1, 1))
    assert say(new.why) == "减2.5分：乱倒垃圾。"


def test_a_reason_of_blanks_is_no_reason() -> None:
    refused = assess(PACK, on("P25", points=500, reason="  "), [], YEAR_END).refused
    assert refused is not None
    assert refused.code == "reason_missing"


@pytest.mark.parametrize("points", [525, 1, -25])
def test_an_open_amount_is_in_whole_or_half_points(points: int) -> None:
    refused = assess(PACK, on("P25", points=points, reason="修桥"), [], YEAR_END).refused
    assert refused is not None
    assert say(refused) == "“村规民约里的其他好事”的分数，请填整分或者半分。"


def test_a_line_of_an_item_the_pack_has_lost_is_passed_over() -> None:
    found = assess(PACK, on("P07"), [Line("OLD", "gone", DAY, 100), Line("N08", "gone", DAY, -500)], YEAR_END)
    assert found.points == 500
    assert found.warnings == ()


def test_deductions_in_levels_top_up_downwards() -> None:
    small, large = on("N3", "small"), on("N3", "large")
    after_small = assess(GOOD, large, [line_of(small, assess(GOOD, small, [], YEAR_END))], YEAR_END)
    after_large = assess(GOOD, small, [line_of(large, assess(GOOD, large, [], YEAR_END))], YEAR_END)
    assert after_small.points == -500
    assert say(after_small.why) == "再减5分：大纠纷，这一年这一项一共10分。"
    assert after_large.refused is not None
    assert say(after_large.refused) == "“小纠纷”已经减过分了，这次不再减。"
