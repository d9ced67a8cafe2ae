"""The village that this installation serves (JX-01, DZ-01): one village an install."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Village:
    """`node` is this installation's author id in the ledger, `group_word` what a group is called here
    (组, 社, 网格, 片区: A.8)."""

    node: str
    name: str
    town: str
    group_word: str
