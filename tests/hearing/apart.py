"""Sets with a table of their own: when the end of speech is decided, and what the worker holds after many turns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.hearing import pauses, soak, speaker
from tests.hearing.engines import ears_of
from village.devices.ears import VoskEars

SETS = ("pauses", "soak")
_PHRASES = 100


def rows(name: str, engine: str, *, most: int, said: bool) -> Iterator[dict[str, Any]]:
    """The figures of one of SETS."""
    if name == "soak":
        yield soak.row(most or soak.TURNS)
        return
    ears = ears_of(engine)
    words = ears if isinstance(ears, VoskEars) else ears_of()
    assert isinstance(words, VoskEars)
    asked = pauses.halves(most or _PHRASES, words.lexicon)
    if not said:
        speaker.say(each for one in asked for each in one.texts)
    yield pauses.row(ears, asked)
