"""Kokoro-82M says clips: the pleasant voice, in a process and a python of its own (`voice_models/kokoro.lock`).

    python -m village.devices.kokoro MODEL_FOLDER

Standard input has a line of JSON for each clip: text, voice, path. Each is laid at its path as a clip, and answered by
a line: "" when it is there, else what is wrong with it. The process is as low in rank as can be, the first that goes
when memory is short, and may be killed at any moment: a clip is there whole or not at all.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
import wave
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from village.devices import clip
from village.devices.stretching import stretched

VOICE = "zm_yunxi"
"""The voice of the house: free recognition hears it better than the other that was measured, and it is low, for ears
that have lost the high tones."""

RATE = 24_000
PACE = 170
"""Characters a minute of a clip: with the pauses between clips about the kiosk's usual step, so that most sentences are
joined as they are."""

_SPEED = 0.9
"""The model's own speed. Said slower by the model, vosk hears syllables twice; stretched afterwards, it does not."""

_NEAR, _LEAST, _MOST = 0.05, 0.8, 1.75  # how near its pace is near enough; how far a clip is stretched
_PINYIN = re.compile(r"([a-zü]+[1-5])")
_MARKS = re.compile(r"[，。？！、：； ]")


class Kokoro:
    """The model of a folder; one thread."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from misaki import zh

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # what a clip needed is given back after it
        self._session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options)
        self._vocabulary = json.loads((folder / "vocab.json").read_text("utf-8"))["vocab"]
        self._spoken: Callable[[str], tuple[str, object]] = zh.ZHG2P()
        self._syllable: Callable[[str], str] = zh.ZHG2P.py2ipa
        self._folder = folder
        self._styles: dict[str, Any] = {}

    def say(self, text: str, voice: str = VOICE, speed: float = 1.0) -> Any:
        """The samples of a text, -1..1 at RATE. Inline pinyin gives a reading: "shan4 老师"."""
        import numpy

        if voice not in self._styles:
            style = numpy.fromfile(self._folder / "voices" / f"{voice}.bin", "<f4")
            self._styles[voice] = style.reshape(-1, 256)
        tokens = [self._vocabulary[sign] for sign in self._phonemes(text) if sign in self._vocabulary]
        feed = {
            "tokens": numpy.array([[0, *tokens, 0]], numpy.int64),
            "style": self._styles[voice][len(tokens) - 1][None],  # one style for each length of a sentence
            "speed": numpy.array([speed], numpy.float32),
        }
        return self._session.run(None, feed)[0].ravel()

    def clip(self, text: str, voice: str = VOICE) -> bytes:
        """A text as a clip at the house's pace. Raises `clip.ClipError` where nothing is heard."""
        characters = len(_MARKS.sub("", _PINYIN.sub("字", text)))
        made = clip.of(_wav(self.say(text, voice, _SPEED)))
        samples = clip.samples_of(made)
        factor = min(_MOST, max(_LEAST, characters * 60 / PACE / (len(samples) / clip.RATE)))
        if characters == 1 or abs(factor - 1) < _NEAR:
            return made
        return clip.wav(clip.faded(stretched(samples, factor)))

    def _phonemes(self, text: str) -> str:
        parts = (part for part in _PINYIN.split(text) if part.strip())
        return "".join(self._syllable(part) if _PINYIN.fullmatch(part) else self._spoken(part)[0] for part in parts)


def main(folder: Path) -> None:
    """Lay every clip that standard input asks for."""
    _step_back()
    kokoro = Kokoro(folder)
    for line in sys.stdin:
        wanted = json.loads(line)
        try:
            clip.lay(Path(wanted["path"]), kokoro.clip(wanted["text"], wanted["voice"]))
            print(flush=True)
        except (clip.ClipError, OSError, ValueError, IndexError) as why:
            print(f"{type(why).__name__} {why}".replace("\n", " "), flush=True)


def _step_back() -> None:
    with suppress(OSError):  # systemd's sandbox may forbid it, and then does it itself
        os.nice(19)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("900", "ascii")


def _wav(sound: Any) -> bytes:
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((sound.clip(-1, 1) * 32767).astype("<i2").tobytes())
    return target.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
