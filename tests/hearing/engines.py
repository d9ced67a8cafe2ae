"""The engines that may be the ears, by the names of their models."""

from __future__ import annotations

import atexit

from village.devices import ears, whisper
from village.devices.ears import Ears, VoskEars
from village.devices.whisper import WhisperEars
from village.language.sounds import alike, same
from voice_models import locate, manifest
from voice_models.environment import python_of

VOSK = ears.MODEL
ENGINES = (VOSK, whisper.MODEL)


def ears_of(engine: str = VOSK) -> Ears:
    """Ready to listen. Raises `voice_models.ModelMissing`."""
    model = locate(engine)
    if engine == VOSK:
        return VoskEars(model, alike)
    python = python_of(manifest.named(engine), model)
    assert python is not None, f"village models fetch {engine}"
    made = WhisperEars(model, python, same)
    atexit.register(made.close)
    return made
