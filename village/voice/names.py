"""Whose household was named? Those called by the sound that was heard, else the nearest ones by ear."""

from __future__ import annotations

from village.language.sounds import distance, syllables
from village.voice.vocabulary import Head, Vocabulary

NEAR = 0.45
"""How far a name may be from what was heard, for each of its syllables, to be offered at all (`sounds.distance`)."""
OFFERED = 3


def called(village: Vocabulary, name: str, group: str = "") -> list[Head]:
    """All heads whose names sound like `name`, which is one of theirs; those of `group` alone where there are any."""
    found = list(dict.fromkeys(like for head in village.by_name.get(name, ()) for like in village.alike(head)))
    return _of_group(found, group)


def nearest(village: Vocabulary, said: str, group: str = "") -> list[Head]:
    """At most `OFFERED` heads whose names are near to what was said, the nearest first; () where none is."""
    heard = syllables(said, surname=True)
    measured = [(distance(heard, head.sound, village.confusions), place) for place, head in enumerate(village.heads)]
    near = sorted(pair for pair in measured if pair[0] <= NEAR * len(village.heads[pair[1]].sound))
    return _of_group([village.heads[place] for _, place in near], group)[:OFFERED]


def _of_group(heads: list[Head], group: str) -> list[Head]:
    return [head for head in heads if head.group == group] or heads
