"""What the ears can never hear of this village: a character that no word of the model sounds like."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from village.errors import VillageError
from village.store import Store
from village.voice import vocabulary
from village.voice.supervisor import Supervisor

_log = logging.getLogger(__name__)
_PATIENCE = 60.0
Check = Callable[[Sequence[str]], Mapping[str, Sequence[str]]]


def words_of(store: Store) -> list[str]:
    """Every name, group, goods and item of the village as it is said, and its own sentences."""
    village = vocabulary.of(store)
    return [*(word for words in village.slots.values() for word in words), *village.sentences]


def lacking(words: Sequence[str], check: Check) -> dict[str, str]:
    """Those that cannot be heard, each with the characters that keep it from being."""
    return {word: "".join(lacks) for word, lacks in check(words).items() if lacks}


def tell(store: Store, supervisor: Supervisor) -> None:
    """Once the worker listens, say in the log what it will never hear: touch and digits find those households."""
    words = words_of(store)  # before waiting: the village file may be closed by then
    if supervisor.wait(_PATIENCE).ears != "ready":
        return
    with suppress(VillageError):  # the worker was ended meanwhile: the next start says it
        for word, lacks in lacking(words, supervisor.voice.check).items():
            _log.warning("%s cannot be heard: no word of the speech model sounds like %s", word, lacks)
