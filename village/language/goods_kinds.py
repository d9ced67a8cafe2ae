"""What kind of thing goods are, by their names: soap, rice, a towel … for the drawing that stands for them."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

_WORDS: dict[str, str] = {
    word: kind
    for kind, words in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
    for word in words
}
KINDS = frozenset({*_WORDS.values(), "other"})
"""Every kind there is; `other` is what no word tells."""


@lru_cache(4096)
def kind_of(name: str, category: str = "") -> str:
    """The kind that a name tells, else the category's, else `other`: 大米5公斤 is a `sack`, 茶杯 a `cup`."""
    for said in (name, category):
        told = [(said.rindex(word) + len(word), len(word), word) for word in _WORDS if word in said]
        if told:
            return _WORDS[max(told)[2]]
    return "other"
