"""Whisper as ears, behind the same door: in a process and a python of its own (`voice_models/whisper.lock`).

    python -m village.devices.whisper MODEL_FOLDER

Standard input has, for each utterance, a line with the number of its bytes and then its samples; each is answered by a
line of text. The model writes freely, in characters of its own choice: its text is compared with the phrases by sound.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import village
from village.devices.ears import Heard, Partial
from village.model.saying import saying

MODEL = "whisper-base"
"""The model's name in voice_models/manifest.toml."""

_PROMPT = "以下是普通话的句子。"  # or it writes traditional characters now and then
_DIGITS = str.maketrans("0123456789", "零一二三四五六七八九")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_ROW = re.compile(r"\[(\w+)\]\{")
_SLICE = 3_200  # bytes: a tenth of a second
_VOICE = 400  # the mean of a tenth of a second's samples, without their sign, from which on it counts as a voice


class WhisperEars:
    """The model of a folder, run by its own `python`. `same` gives a character that stands for all of its sound.

    Raises OSError where it cannot be started. Ends with whoever made it; `close` ends it sooner.
    """

    def __init__(self, model: Path, python: Path, same: Callable[[str], str]) -> None:
        self._same = same
        self._child = subprocess.Popen(
            [python, "-m", "village.devices.whisper", model],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(Path(village.__file__).parents[1]), "OMP_NUM_THREADS": "1"},
        )

    def listen(
        self, grammars: Mapping[str, Sequence[str]], slots: Mapping[str, Sequence[str]] | None = None
    ) -> Collected:
        """Listen for the phrases of these grammars."""
        return Collected(self._text, {name: Sounds(each, slots or {}, self._same) for name, each in grammars.items()})

    def lacks(self, _phrase: str) -> tuple[str, ...]:
        """It can write any character."""
        return ()

    def close(self) -> None:
        """End its process."""
        self._child.kill()
        self._child.communicate()

    def _text(self, pcm: bytes) -> str:
        to, back = self._child.stdin, self._child.stdout
        assert to is not None
        assert back is not None
        to.write(b"%d\n%b" % (len(pcm), pcm))
        to.flush()
        return back.readline().decode().strip()


class Collected:
    """One utterance: kept until its end is asked for, for this model hears whole ones."""

    missing: Mapping[str, tuple[str, ...]]

    def __init__(self, text: Callable[[bytes], str], grammars: Mapping[str, Sounds]) -> None:
        self._text, self._grammars, self._sound, self._voiced = text, grammars, bytearray(), 0
        self.missing = {}

    def feed(self, pcm: bytes) -> Partial:
        """Keep it. What it comes to is not known yet: a sign for each tenth of a second in which there was a voice."""
        self._sound += pcm
        self._voiced += sum(_loud(pcm[start : start + _SLICE]) for start in range(0, len(pcm), _SLICE))
        return Partial("…" * self._voiced, None)

    def finish(self) -> Partial:
        """What was said, written out and compared with the phrases."""
        if not self._voiced:
            return Partial("", None)
        text = "".join(_CHINESE.findall(self._text(bytes(self._sound)).translate(_DIGITS)))
        heard = {name: each.whole(text) for name, each in self._grammars.items()}
        found = next(((name, phrase) for name, phrase in heard.items() if phrase), None)
        others = {name: (text,) for name in self._grammars if text}
        # Nothing refereed it: `lead` stays at nought, so nothing is done at once on its word.
        return Partial(text or "…", Heard(*found, by_grammar=heard) if found else None, others)


class Sounds:
    """The phrases of a grammar by their sound."""

    def __init__(self, phrases: Iterable[str], slots: Mapping[str, Iterable[str]], same: Callable[[str], str]) -> None:
        self._same = same
        self._phrases = {self._sound(each): each for each in phrases}
        self._open = [saying(sound) for sound in self._phrases if saying(sound).open]
        self._slots = {name: {self._sound(value): value for value in values} for name, values in slots.items()}

    def whole(self, text: str) -> str | None:
        """The phrase that sounds as `text` does, or None."""
        sound = self._sound(text)
        if sound in self._phrases:
            return self._phrases[sound]
        for each in self._open:
            if (found := each.fill(sound, self._slots)) is not None:
                meant = {slot: self._slots[slot][said] for slot, said in found.items()}
                return self._phrases[each.text].format_map(meant) if meant else self._row(each.text, text)
        return None

    def _row(self, sound: str, text: str) -> str:
        """With its row of words in the characters that the phrase has for them."""
        known = {self._same(sign): sign for row in _ROW.findall(self._phrases[sound]) for sign in row}
        return "".join(known.get(self._same(sign), sign) for sign in text)

    def _sound(self, text: str) -> str:
        return "".join(self._same(sign) if _CHINESE.match(sign) else sign for sign in text)


def _loud(pcm: bytes) -> bool:
    samples = array("h", pcm)
    return bool(samples) and sum(map(abs, samples)) / len(samples) > _VOICE


def main(folder: Path) -> None:
    """Write out every utterance of standard input."""
    import faster_whisper  # of its own python
    import numpy

    model: Any = faster_whisper.WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1)
    while size := sys.stdin.buffer.readline():
        sound = numpy.frombuffer(sys.stdin.buffer.read(int(size)), "<i2").astype("float32") / 32768
        segments, _ = model.transcribe(
            sound, language="zh", initial_prompt=_PROMPT, condition_on_previous_text=False, without_timestamps=True
        )
        print("".join(each.text for each in segments).replace("\n", " "), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
