"""When the ears take an utterance for over: after a whole phrase, after half of one, and across a pause inside it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate
from typing import Any

from tests import speech
from tests.bench.table import percentile
from tests.hearing import speaker
from tests.hearing.utterances import VOICES, screen_of
from village.devices.ears import Ears
from village.devices.lexicon import Lexicon
from village.language.sentences import book, grammars_for
from village.voice.hearing import Hearing

PAUSE = 1.0
"""Seconds between the halves, from the last sound of one to the first of the other."""
_QUIET = 0.02  # of the loudest sample: what is softer at the ends is silence
_SHORTEST, _LONGEST = 5, 12  # characters of a sentence that is said in two halves
_CHUNK = 3_200  # bytes: a tenth of a second, as the kiosk's page sends


@dataclass(frozen=True)
class Halves:
    """A sentence that is said with a pause inside, by whom, on which screen. The first half is no sentence there."""

    first: str
    second: str
    voice: str
    screen: str

    @property
    def texts(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """(text, voice) of both."""
        return (self.first, self.voice), (self.second, self.voice)

    def sounds(self) -> tuple[bytes, bytes]:
        """Both halves, without the silence at their ends."""
        first, second = (_trimmed(speaker.pcm(*each)) for each in self.texts)
        return first, second


def halves(count: int, lexicon: Lexicon) -> list[Halves]:
    """So many sentences of the tables, each parted between the two words nearest its middle; always the same ones."""
    found: list[Halves] = []
    for sentence, intent in sorted(book().plain.items(), key=lambda one: sha256(one[0].encode()).digest()):
        words, screen = lexicon.words(sentence) or (), screen_of(intent)
        if len(words) < 2 or not _SHORTEST <= len(sentence) <= _LONGEST:
            continue
        at = min(accumulate(map(len, words[:-1])), key=lambda end: abs(2 * end - len(sentence)))
        voice = VOICES[sha256(sentence.encode()).digest()[0] % 4]
        whole = {each for phrases in grammars_for(screen).values() for each in phrases}
        if sentence[:at] not in whole:
            found.append(Halves(sentence[:at], sentence[at:], voice, screen))
    return found[:count]


def row(ears: Ears, asked: Iterable[Halves]) -> dict[str, Any]:
    """How many are heard whole across the pause, and when the end was decided: seconds after the last sound."""
    said = [one for one in asked if all(speaker.is_said(*each) for each in one.texts)]
    heard, after_whole, after_half = 0, [], []
    for one in said:
        first, second = one.sounds()
        whole = first + speech.silence(PAUSE) + second
        text, end = _heard(ears, one, whole)
        heard += text == one.first + one.second
        if text == one.first + one.second:
            after_whole.append(end - len(whole) / 32_000)
        text, end = _heard(ears, one, first)
        if not text:
            after_half.append(end - len(first) / 32_000)
    return {
        **{"set": "pauses", "n": len(said), "heard whole %": round(100 * heard / (len(said) or 1), 1)},
        **{"decided after a whole phrase, s": _spread(after_whole), "after half of one, s": _spread(after_half)},
        "speakers": "Kokoro, four voices",
    }


def _heard(ears: Ears, one: Halves, sound: bytes) -> tuple[str, float]:
    """The phrase that was heard ("" for none), and the second of sound at which that was decided."""
    hearing = Hearing("", ears.listen(grammars_for(one.screen), {}), 0.0)
    lead = speech.silence(0.3)
    played = lead + sound + speech.silence(3)
    for n, start in enumerate(range(0, len(played), _CHUNK)):
        progress = hearing.chunk(n, played[start : start + _CHUNK], 0.0)
        if progress["state"] != "hearing":
            break
    phrase = (progress["heard"] or {}).get("phrase", "")
    return str(phrase), float(progress["seconds"]) - len(lead) / 32_000


def _spread(seconds: list[float]) -> str:
    return f"{percentile(seconds, 5):.2f} to {percentile(seconds, 95):.2f} (p5 to p95)" if seconds else "-"


def _trimmed(pcm: bytes) -> bytes:
    values = array("h", pcm)
    floor = _QUIET * max(map(abs, values), default=0)
    loud = [at for at, value in enumerate(values) if abs(value) > floor]
    return values[loud[0] : loud[-1] + 1].tobytes()
