"""The cases of a pack leave nothing out: what must be shown is derived from the pack itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from rules import Fact, Item, Pack, load_pack, packs_folder
from rules.caps import period
from rules.cases import Case, Step, load_cases, played_on
from rules.shapes import Shape

PACKS = sorted(folder for folder in packs_folder().iterdir() if folder.is_dir())
Shown = tuple[object, ...]


def kinds_of(item: Item) -> list[tuple[str | None, Shape]]:
    """The options of an item with their shapes; None for the item itself."""
    return [(name, option.shape) for name, option in item.options.items()] or [(None, item.shape)]


def sign_of(item: Item) -> int:
    return -1 if item.kind == "negative" else 1


def required(pack: Pack) -> set[Shown]:
    wanted: set[Shown] = {("closed year", sign) for sign in (1, -1)}
    for item in pack.items:
        wanted.add(("no evidence" if item.evidence else "evidence not asked", sign_of(item)))
        wanted |= {("no place",)} if item.place else set()
        for option, shape in kinds_of(item):
            wanted.add(("counts", item.code, option))
            wanted.add(("several multiply" if shape.multiplies else "several refused", item.code, option))
            if not shape.multiplies or shape.once:
                wanted |= {("second capped", item.code, option), ("counts again", item.code, option)}
        for low, high in permutations(sorted(item.tiers), 2):
            wanted.add(("tiers", item.code, low, high))
        for other in item.contradicts:
            wanted |= {("contradiction", item.code, other), ("apart, no contradiction", frozenset((item.code, other)))}
        for other in item.overlaps:
            wanted |= {("overlap", item.code, other), ("apart, no overlap", frozenset((item.code, other)))}
        if item.open:
            wanted |= {("no amount", item.code), ("wrong sign", item.code)}
            wanted |= {("no reason", item.code)} if item.reason else set()
    return wanted


def shown(pack: Pack, case: Case) -> Iterator[Shown]:
    for rank, step in enumerate(case.steps):
        item = pack.find(step.fact.item)
        if item is not None and not case.settings:
            before = [earlier for earlier in case.steps[:rank] if not isinstance(earlier.expect, str)]
            yield from shown_by(item, step, before, case.closed_years)


def shown_by(item: Item, step: Step, before: list[Step], closed: frozenset[int]) -> Iterator[Shown]:
    fact, sign = step.fact, sign_of(item)
    if step.expect == "wrong_year" and fact.occurred.year in closed:
        yield "closed year", sign
    if step.expect == "evidence_missing" and not fact.evidence:
        yield "no evidence", sign
    if not isinstance(step.expect, str) and not fact.evidence:
        yield "evidence not asked", sign
    if step.expect == "place_missing" and not fact.place:
        yield ("no place",)
    if step.expect == "reason_missing" and not fact.reason:
        yield "no reason", item.code
    if step.expect == "bad_points" and item.open:
        yield ("no amount" if fact.points is None else "wrong sign"), item.code
    shape = dict(kinds_of(item)).get(fact.option)
    if shape is not None:
        yield from shown_limits(item, shape, step, before)
    if step.warn is not None:
        yield from shown_pairs(item, step, before)


def shown_limits(item: Item, shape: Shape, step: Step, before: list[Step]) -> Iterator[Shown]:
    fact, what = step.fact, (item.code, step.fact.option)
    same = [earlier.fact for earlier in before if (earlier.fact.item, earlier.fact.option) == what]
    span = "year" if shape.tier or shape.once else shape.per
    now = [earlier for earlier in same if period(span, earlier.occurred) == period(span, fact.occurred)]
    if not isinstance(step.expect, str):
        if not before and fact.count == 1:
            yield "counts", *what
        if fact.count > 1:
            yield "several multiply", *what
        if same and not now:
            yield "counts again", *what
    elif step.expect == "capped":
        if fact.count > 1 and not now:
            yield "several refused", *what
        if now and fact.count == 1:
            yield "second capped", *what
    tiers = [earlier.fact.option for earlier in before if earlier.fact.item == item.code]
    if shape.tier and len(tiers) == 1:
        yield "tiers", item.code, tiers[0], fact.option


def shown_pairs(item: Item, step: Step, before: list[Step]) -> Iterator[Shown]:
    for earlier in before:
        together = month(earlier.fact) == month(step.fact)
        pair = frozenset((item.code, earlier.fact.item))
        for code in ("contradiction", "overlap"):
            if together and code in (step.warn or ()):
                yield code, item.code, earlier.fact.item
            if not together and code not in (step.warn or ()):
                yield f"apart, no {code}", pair


def month(fact: Fact) -> tuple[int, int]:
    day: date = fact.occurred
    return day.year, day.month


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_every_item_option_tier_limit_and_pair_has_a_case(folder: Path) -> None:
    pack = played_on(folder)
    seen = {what for case in load_cases(folder) for what in shown(pack, case)}
    assert required(pack) - seen == set()


def test_a_missing_case_is_noticed() -> None:
    folder = packs_folder() / "yangkou-2023"
    pack = load_pack(folder)
    kept = [case for case in load_cases(folder) if not case.name.startswith("P21")]
    seen = {what for case in kept for what in shown(pack, case)}
    assert required(pack) - seen == {
        (what, "P21", None) for what in ("counts", "second capped", "counts again", "several refused")
    }
