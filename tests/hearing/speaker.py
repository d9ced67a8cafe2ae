"""Kokoro says what is asked of it, once: its sounds are kept in build/speech, outside what is tracked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from tests import speech
from tests.speech import render

CACHE = Path(__file__).parents[2] / "build" / "speech"


def file_of(text: str, voice: str) -> Path:
    """Where its sound lies, or will."""
    return CACHE / voice / f"{hashlib.sha256(text.encode()).hexdigest()[:20]}.wav"


def pcm(text: str, voice: str) -> bytes:
    """The samples of what was said."""
    return speech.pcm(file_of(text, voice))


def is_said(text: str, voice: str) -> bool:
    """Whether the sound is there."""
    return file_of(text, voice).exists()


def say(wanted: Iterable[tuple[str, str]]) -> int:
    """Have the missing ones of (text, voice) said, one after the other; how many were."""
    missing = [(text, voice) for text, voice in dict.fromkeys(wanted) if not is_said(text, voice)]
    if missing:
        render.say({"text": text, "voice": voice, "path": str(file_of(text, voice))} for text, voice in missing)
    return len(missing)
