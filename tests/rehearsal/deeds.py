"""Deeds of a small village, as hypothesis thinks them up: all that a scenario knows, in whatever order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

import rules
from village import clock
from village.errors import VillageError
from village.services.rehearsal import acts, reader, stage

PACKS = sorted(folder.parent.name for folder in rules.packs_folder().glob("*/pack.toml"))
CHOICES: dict[str, dict[str, Any]] = {
    "yangkou-2023": {"base_points": 20, "publication_day": 5},
    "minhang-2024": {"year_change": "zero", "redemption_months": [1, 4, 7, 10], "rate": 1},
}
OPEN: dict[str, Any] = {
    "redemption_months": "all",
    "redemption_days": "all",
    "veto": "month",
    "split_points": "follow_member",
    "undeliverable": "credit",
    "positives_by": ["household", "cadre"],
}
"""What lets every deed come about; windows and the rest have scenarios of their own."""
HOMES = ("a", "b", "c")
LATER = "late"
ITEM = {"code": "T1", "title": "公益劳动", "category": "其他", "kind": "positive", "points": 10, "per": "month"}
LOSS = {"code": "T2", "title": "乱丢垃圾", "category": "其他", "kind": "negative", "points": -7}
HALF = {**ITEM, "code": "T3", "title": "邻里帮忙", "points": Decimal("2.5"), "per": "event"}
TEA = 3

Deed = tuple[str, dict[str, Any]]
Life = list[tuple[int, Deed, str]]
"""So many days later, what is done, and the name of what it makes."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a step came to; `asked` is what its label spoke of before it (the line, the declaration …)."""

    name: str
    given: dict[str, Any]
    asked: int
    done: stage.Done | None
    refused: str


def scenario(pack: str, **chosen: Any) -> reader.Scenario:
    """A village of three, and a fourth to come."""
    whole = rules.load_pack(rules.packs_folder() / pack)
    day = date(whole.starts.year, 10, 1)
    homes = {
        name: {"id": name, "head": f"{name}家", "group": "一组", "enrolled": day, "members": [f"{name}子"]}
        for name in HOMES
    }
    homes[LATER] = {"id": LATER, "head": "新家", "group": "二组", "enrolled": day + timedelta(days=3000)}
    cup = {"id": "cup", "name": "杯子", "points": Decimal(TEA) / 2, "stock": 30}
    goods = {"tea": {"id": "tea", "name": "茶叶", "points": TEA, "stock": 30}, "cup": cup}
    step = reader.Step(1, day, "look", "", {"household": "a"}, {})
    settings = {**CHOICES.get(pack, {}), **chosen}
    return reader.Scenario("", "", whole, settings, homes, {}, (ITEM, LOSS, HALF), goods, (step,))


def _of(name: str, **given: Any) -> st.SearchStrategy[Deed]:
    strategies = {key: one if isinstance(one, st.SearchStrategy) else st.just(one) for key, one in given.items()}
    return st.tuples(st.just(name), st.fixed_dictionaries(strategies))


home = st.sampled_from(HOMES)
anybody = st.sampled_from((*HOMES, *HOMES, LATER))
label = st.sampled_from(["x", "x", "y"])
_decided = st.sampled_from([{"verdict": "dismissed"}, {"verdict": "upheld"}])
_moved = home.map(lambda name: {"verdict": "upheld", "belongs_to": name})
_DEEDS: tuple[tuple[int, st.SearchStrategy[Deed]], ...] = (
    (5, _of("score", household=anybody, item="T3", count=st.integers(1, 4))),
    (2, _of("score", household=anybody, item="T1")),
    (2, _of("score", household=home, item="T2")),
    (2, _of("declare", household=anybody, item=st.sampled_from(["T1", "T3"]))),
    (2, _of("review", declaration=label, verdict=st.sampled_from(["approve", "approve", "reject"]), reason="看过")),
    (4, _of("board")),
    (4, _of("request", household=anybody, goods="tea")),
    (2, _of("redeem", household=anybody, goods="tea", quantity=st.integers(1, 2))),
    (2, _of("cancel", request=label)),
    (1, _of("hand_over", request=label)),
    (1, _of("hand_over", request=label, instead="cup")),
    (2, _of("correct", entry=label, reason="错")),
    (3, _of("object", entry=label, household=home)),
    (3, st.tuples(label, _decided | _moved).map(lambda pair: ("decide", {"objection": pair[0], **pair[1]}))),
    (1, _of("veto", household=home, reason="通报", before=st.sampled_from([0, 9, 30]))),
    (1, _of("split", household=home, into=LATER)),
    (1, _of("merge", household=home, **{"with": anybody})),
    (1, _of("leave", household=st.sampled_from(["c", LATER]))),
    (1, _of("enrol", household=LATER)),
    (1, _of("stock_in", goods="tea", quantity=3)),
    (1, _of("adopt_item", code=st.sampled_from(["T1", "T3"]), points=st.sampled_from([4, 6, Decimal("7.5")]))),
    (2, _of("close")),
)
"""Each so often among the others: what earns and spends most of all."""
_deed = st.sampled_from([place for place, (often, _) in enumerate(_DEEDS) for _ in range(often)])
days = st.sampled_from([0, 1, 1, 3, 9, 9, 27, 40])
life: st.SearchStrategy[Life] = st.lists(
    st.tuples(days, _deed.flatmap(lambda place: _DEEDS[place][1]), label), min_size=14, max_size=30
)
BEGUN: Life = [
    *((0, ("score", {"household": name, "item": "T3", "count": 4}), name) for name in HOMES),
    (33, ("board", {}), ""),
]
"""How every village begins: each household has 10 points, and they are on the board."""
A_YEAR: Life = [(ahead, ("stock_in", {"goods": "tea", "quantity": 3}), "") for ahead in (331, 1)]
"""From there to the last day of a year's lock, and to the first day after it."""
VETOED_AND_SPLIT: Life = [
    (0, ("veto", {"household": "a", "reason": "通报", "before": 30}), ""),
    (1, ("split", {"household": "a", "into": LATER}), ""),
]
"""Their October counts nothing any more when a member goes away with what they earned."""
TAKEN_BACK: Life = [
    (0, ("score", {"household": "a", "item": "T1"}), ""),
    (0, ("veto", {"household": "a", "reason": "通报", "before": 0}), "x"),
    (1, ("score", {"household": "a", "item": "T1"}), ""),
    (0, ("score", {"household": "a", "item": "T3", "count": 2}), "y"),
    (0, ("correct", {"entry": "x", "reason": "弄错了人"}), ""),
    (0, ("veto", {"household": "a", "reason": "通报", "before": 30}), "x"),
    (1, ("object", {"entry": "x", "household": "a"}), "y"),
    (1, ("decide", {"objection": "y", "verdict": "upheld"}), ""),
    (0, ("veto", {"household": "a", "reason": "通报", "before": 30}), ""),
    (40, ("board", {}), ""),
]
"""Two vetoes that were wrong, by the desk's own insight and by an objection; one of the months is vetoed again. The
same thing was recorded twice meanwhile."""
_MAKERS = frozenset({"score", "declare", "review", "object", "request", "redeem", "veto"})
"""Whose label stands for what they made."""


def steps(name: str, given: dict[str, Any]) -> list[Deed]:
    """A deed as steps of a scenario on the day that it is."""
    today = clock.today()
    boards = [f"{today - timedelta(days=today.day + before):%Y-%m}" for before in (31, 0)]
    match name:
        case "board":
            pairs = [(("sign", {"period": one, "by": ["书记"]}), ("publish", {"period": one})) for one in boards]
            return [step for pair in pairs for step in pair]
        case "close":
            return [("close_year", {"year": today.year - 1})]
        case "veto":
            month = f"{today - timedelta(days=given['before']):%Y-%m}"
            return [("veto", {"household": given["household"], "reason": given["reason"], "period": month})]
        case "split":
            return [("split", {**given, "members": [f"{given['household']}子"]})]
        case "score":
            return [("score", {**given, "member": f"{given['household']}子", "late_reason": "晚了", "second": "同事"})]
        case "review":
            return [("review", {**given, "visited": today, "by": "干部"})]
        case "adopt_item":
            paper = {"approval": "会议", "note": "评估", "from": today + timedelta(days=20)}
            return [("adopt_item", {**given, **paper})]
        case _:
            return [("score" if name == "raw" else name, given)]


def do(village: stage.Stage, number: int, name: str, given: dict[str, Any], label: str) -> list[Outcome]:
    """One deed, refused or not."""
    return list(_done(village, number, name, given, label))


def _done(village: stage.Stage, number: int, name: str, given: dict[str, Any], label: str) -> Iterator[Outcome]:
    for one, arguments in steps(name, given):
        asked, named = _asked(village, arguments), label if one in _MAKERS else ""
        try:
            done = acts.perform(village, reader.Step(number, clock.today(), one, named, arguments, {}))
        except VillageError as why:
            yield Outcome(one, arguments, asked, None, why.code)
        else:
            yield Outcome(one, arguments, asked, done, "")


def _asked(village: stage.Stage, given: dict[str, Any]) -> int:
    for key, known in (
        ("entry", village.entries),
        ("declaration", village.declarations),
        ("objection", village.objections),
        ("request", village.requests),
    ):
        if key in given:
            return known.get(given[key], 0)
    return 0
