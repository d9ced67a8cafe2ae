"""Which grammars share a recogniser, and how often what is said for it counts."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from village.devices.lexicon import UNKNOWN, Grammar

_WEIGHT = 8
"""How often a sentence without open parts counts, against one joint of those with: there are hundreds of them, and each
item that may be followed by 得几分 makes 得 likelier everywhere (加了几分 as 加得几分)."""


@dataclass(frozen=True)
class Question:
    """The grammars that share a recogniser, and their entries as the recogniser takes them."""

    grammars: Mapping[str, Grammar]
    entries: str


def shared(grammars: Mapping[str, Grammar]) -> tuple[Question, ...]:
    """Two recognisers at most: each of them works out the sound's features anew, half of what hearing costs. Rows and
    names stand apart, for their single characters would be found in any sentence (是的 as 是邓)."""
    kinds = ({name: one for name, one in grammars.items() if one.loose is loose} for loose in (False, True))
    return tuple(Question(each, _entries(each.values())) for each in kinds if each)


def _entries(grammars: Collection[Grammar]) -> str:
    """As the recogniser takes them: it learns from how often words meet in this list which of them will."""
    known = dict.fromkeys(entry for each in grammars for entry in (*each.entries, *each.edges))
    whole = [entry for each in grammars for entry in each.entries if entry.replace(" ", "") in each.phrases]
    return json.dumps([*known, *whole * (_WEIGHT - 1), UNKNOWN], ensure_ascii=False) if known else ""
