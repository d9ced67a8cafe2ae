"""A village that is being set up (开张): what its cadres have answered so far, as they wrote it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Founding:
    """Answers by step; "" is not answered yet. No password is ever among them.

    `since` is the first day whose events count, `approval` the record that approved the pack, `steps` the days
    of its steps where the document names steps, `choices` the answers to
    the pack's open choices (text, as `rules.guide` reads them). `groups` and `roll` are lists as typed, `items` the
    filled-in table of a pack without items; all three may stay empty and come later. `login` and `name` are the first
    secretary's. `step` is where to go on.
    """

    pack: str = ""
    town: str = ""
    village: str = ""
    group_word: str = ""
    since: date | None = None
    approval: str = ""
    steps: str = ""
    choices: dict[str, str] = field(default_factory=dict)
    groups: str = ""
    roll: str = ""
    items: str = ""
    login: str = ""
    name: str = ""
    step: str = ""
