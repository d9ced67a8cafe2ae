"""How clear the mouth is: what the kiosk answers, said by clips and by espeak, and what vosk makes of both.

Free vosk, no grammar: of the syllables of an answer, tones aside, how many were heard otherwise. A name clip is right
when the grammar of all names of the village hears that name, or one of the same sound. Clips are rendered once, into
build/voices, as the kiosk renders its own.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import vosk

from tests import speech
from tests.hearing.roster import heads
from village.devices import clip, kokoro
from village.devices.ears import MODEL, VoskEars
from village.devices.mouth import DEFAULT_RATE, EspeakMouth
from village.devices.recording import at_rate
from village.language import phrase
from village.language.params import Name
from village.language.phrases import params_of
from village.language.sounds import alike, syllables
from village.model.points import Points
from village.voice import studio
from village.voice.clips import Clips, cut_up, name_of, sentences
from village.voice.narrating import narrated
from village.voice.script import Kind, Line, catalogued, figures
from voice_models import environment, locate, manifest
from voice_models.fetch import fetch

FOLDER = Path(__file__).parents[2] / "build" / "voices"
HOUSEHOLDS = 300
_SEED = 23
_USUAL, _LARGE = range(301), range(301, 2000)
"""Points that are clips of their own, and those that are joined from pieces."""

_ANSWERS = (
    *("balance.is", "balance.owed", "statement.total_plus", "statement.total_minus", "told.base_points"),
    *("told.this_month", "told.last_month", "told.year_total", "told.spent"),
)


def answers(count: int) -> list[str]:
    """So many different answers without a name, most of them with figures; the same for the same count."""
    draw = random.Random(_SEED)
    points = [*draw.sample(_USUAL, 20), *draw.sample(_LARGE, 3)]
    made = [
        phrase(key, **dict.fromkeys(params_of(key), Points(100 * figure))).spoken
        for key in _ANSWERS
        for figure in points
    ]
    made += [phrase("rank.is", rank=rank, count=30).spoken for rank in range(1, 13)]
    fixed = [f"{line.text}。" for line in catalogued()[0] if line.kind is Kind.SENTENCE and len(line.text) > 3]
    said = draw.sample(fixed, min(len(fixed), count // 2))
    return said + draw.sample(made, min(len(made), count - len(said)))


def rows(count: int, names: int, *, said: bool) -> Iterator[dict[str, Any]]:
    """The figures of clips, of espeak and of name clips; with `said` only of what is rendered already."""
    asked, called = answers(count), heads(HOUSEHOLDS)[:names]
    lines = [*_needed(asked), *(Line(Name(head).spoken, Kind.NAME, ends=False) for head in called)]
    if not said:
        _render(lines)
    clips = Clips(FOLDER)
    asked = [text for text in asked if all(clips.covers(each) for each in sentences(text))]
    called = [head for head in called if clips.has(Name(head).spoken)]
    model = vosk.Model(str(locate(MODEL)))
    espeak = EspeakMouth()
    by = {
        f"Kokoro {kokoro.VOICE}, clips": lambda text: narrated(text, DEFAULT_RATE, espeak.say, clips),
        "espeak": espeak.say,
    }
    for speaker, say in by.items():
        yield {"set": "answers", "n": len(asked), "speakers": speaker, "syllables wrong %": _wrong(model, asked, say)}
    right = sum(_hears_names(clips, called))
    percent = round(100 * right / len(called), 1) if called else "-"
    yield {"set": "name clips", "n": len(called), "speakers": f"Kokoro {kokoro.VOICE}, clips", "right %": percent}


def _needed(texts: Sequence[str]) -> list[Line]:
    """The lines of the script that say them all."""
    script = {line.text: line for line in (*figures(), *catalogued()[1], *catalogued()[0])}
    there = {name_of(text) for text in script}
    cuts = (cut for text in texts for sentence in sentences(text) for cut in cut_up(sentence, there))
    return [script[text] for text in dict.fromkeys(text for text, _ in cuts)]


def _render(lines: Sequence[Line]) -> None:
    wanted = studio.missing(lines, FOLDER)
    if not wanted:
        return
    environment.make(manifest.named("kokoro"), fetch(manifest.named("kokoro")))
    command = studio.renderer()
    assert command is not None
    running = studio.Renderer(command)
    for _ in running.render(wanted, FOLDER):
        pass
    running.end()


def _wrong(model: vosk.Model, texts: Sequence[str], say: Callable[[str], bytes]) -> float:
    """Percent of all syllables, tones aside, that free vosk heard otherwise."""
    errors = total = 0
    for text in texts:
        recogniser = vosk.KaldiRecognizer(model, speech.RATE)
        recogniser.AcceptWaveform(_heard(say(text)))
        said, meant = _plain(json.loads(recogniser.FinalResult())["text"]), _plain(text)
        errors += _edits(meant, said)
        total += len(meant)
    return round(100 * errors / (total or 1), 1)


def _hears_names(clips: Clips, called: Sequence[str]) -> Iterator[bool]:
    ears, everybody = VoskEars(locate(MODEL), alike), heads(HOUSEHOLDS)
    for head in called:
        sound = clips.say(Name(head).spoken, DEFAULT_RATE)
        assert sound is not None
        listening = ears.listen({"names": ["{name}"]}, {"name": everybody})
        listening.feed(_heard(clip.wav(sound)))
        partial = listening.finish()
        heard = partial.heard.phrase if partial.heard else ""
        yield _plain(heard, surname=True) == _plain(head, surname=True)


def _heard(wav: bytes) -> bytes:
    """The sound as the ears get it, with a little quiet around it."""
    samples = at_rate(clip.samples_of(wav), clip.RATE)
    return speech.silence(0.3) + samples.tobytes() + speech.silence(0.5)


def _plain(text: str, *, surname: bool = False) -> list[str]:
    signs = "".join(sign for sign in text if "\u3400" <= sign <= "\u9fff")
    return [each.plain for each in syllables(signs, surname=surname)]


def _edits(meant: Sequence[str], said: Sequence[str]) -> int:
    row = list(range(len(said) + 1))
    for count, one in enumerate(meant, 1):
        before, row = row, [count]
        for place, other in enumerate(said, 1):
            row.append(min(before[place] + 1, row[-1] + 1, before[place - 1] + (one != other)))
    return row[-1]
