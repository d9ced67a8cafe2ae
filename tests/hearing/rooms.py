"""The conditions of the bench by their names."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from tests import speech
from tests.hearing import conditions
from tests.hearing.conditions import Sound

Room = Callable[[Sound, int], Sound]
_DECIBELS = (20, 10, 5)


@cache
def rooms() -> dict[str, Room]:
    """What is done to a sound, by the name of the condition."""
    noises = {"fan": conditions.fan, "kettle": conditions.kettle, "chatter": conditions.chatter(_voices())}
    found: dict[str, Room] = {"clean": conditions.clean}
    for name, noise in noises.items():
        found |= {f"{name}{decibel}": conditions.beside(noise, decibel) for decibel in _DECIBELS}
    single = (conditions.echo, conditions.slow, conditions.quaver, conditions.quiet, conditions.narrow, conditions.wide)
    return found | {each.__name__: each for each in single}


def _voices() -> list[Sound]:
    """Six voices: people's sentences where they lie, else Kokoro's."""
    people = [path for path in speech.recordings().values() if path.name.startswith("aishell")]
    return [conditions.samples(speech.pcm(path)) for path in (people or list(speech.kokoro().values()))[:6]]
