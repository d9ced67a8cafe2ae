"""The changes that nobody can notice, each with its reason; and what is wrong with a run."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.mutation.outcome import REFUSED, SURVIVED, Outcome

MOST = 0.02
"""Survivors among the mutations that a pack loads with."""


def listed() -> Mapping[str, str]:
    """Name of a mutation → why nobody can notice it."""
    rows = tomllib.loads(Path(__file__).with_name("survivors.toml").read_text(encoding="utf-8"))
    return {name: str(row["why"]) for row in rows.get("survivor", []) for name in row["mutations"]}


def faults(seen: Sequence[Outcome], *, whole: bool) -> list[str]:
    """What makes a run fail, in plain sentences; `whole` if every mutation was played."""
    known = listed()
    survived = [one.mutation.name for one in seen if one.what == SURVIVED]
    names = {one.mutation.name for one in seen}
    wrong = [f"Nobody noticed: {name}. Write a case or a scenario." for name in survived if name not in known]
    wrong += [
        f"It is noticed now: {name}. Take it out of survivors.toml."
        for name in known
        if name in names and name not in survived
    ]
    if whole:
        wrong += [f"There is no such mutation: {name}. Take it out." for name in known if name not in names]
        loaded = [one for one in seen if one.what != REFUSED]
        if len(survived) > MOST * len(loaded):
            wrong.append(f"{len(survived)} of {len(loaded)} survived; at most {MOST:.0%} may.")
    return wrong
