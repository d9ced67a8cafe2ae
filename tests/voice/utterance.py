"""A visitor who speaks: sound sent to a worker in the chunks of the kiosk's page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from village.voice.client import Progress, Voice

CHUNK = 3_200
"""Bytes: a tenth of a second."""

COMMANDS = ("为什么", "取消", "帮助", "回去", "多少分", "我家还有多少分")


def chunks(sound: bytes) -> Iterator[bytes]:
    for start in range(0, len(sound), CHUNK):
        yield sound[start : start + CHUNK]


def speak(voice: Voice, sound: bytes, grammars: Mapping[str, Sequence[str]] | None = None) -> Progress:
    """What comes of `sound`: the first final answer, or that to the end of the sound."""
    listening = voice.begin(grammars or {"commands": COMMANDS})
    for n, chunk in enumerate(chunks(sound)):
        progress = voice.send(listening, n, chunk)
        if progress.final:
            return progress
    return voice.end(listening)
