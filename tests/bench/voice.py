"""An answer by voice, seen from the server.

From the arrival of the chunk that ends the speech to the first byte of the reply's wav, over http, less what no
product can do without: FinalResult of the same recognisers on the same sound, and espeak on the same text.
The bare parts run in this process right after each answer, so both meet the same neighbours.
"""

from __future__ import annotations

import io
import json
import wave
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.bench import served
from tests.bench.questions import SLICE, chunks, questions
from tests.bench.table import ROUNDS, Figure, percentile
from tests.bench.visit import Visit
from tests.kiosk.page import Sentences
from village.devices.ears import MODEL, VoskEars
from village.devices.mouth import DEFAULT_RATE, EspeakMouth
from village.language import grammars_for
from village.language.speakable import speakable
from voice_models import locate

_SCREEN = "balance"


class Bare:
    """The recogniser and the synthesiser by themselves."""

    def __init__(self) -> None:
        self._ears = VoskEars(locate(MODEL))
        self._mouth = EspeakMouth()

    def final_result(self, heard: list[bytes]) -> float:
        """Seconds of FinalResult after this sound."""
        listening = self._ears.listen(grammars_for(_SCREEN))
        for chunk in heard:
            for start in range(0, len(chunk), SLICE):
                listening.feed(chunk[start : start + SLICE])
        begun = perf_counter()
        listening.finish()
        return perf_counter() - begun

    def synthesis(self, page: str, wav: bytes) -> float:
        """Seconds of espeak for what a page says; `wav` is how the product said it."""
        said = Sentences()
        said.feed(page)
        text = speakable("，".join(shown for _, shown in said.found))
        begun = perf_counter()
        own = self._mouth.say(text, DEFAULT_RATE)
        taken = perf_counter() - begun
        assert 0.8 < _seconds(own) / _seconds(wav) < 1.25, f"this is not what was said: {text}"
        return taken


def measure(room: Path, *, quick: bool) -> list[Figure]:
    """Every question some times over."""
    asked = [chunks(sound) for sound in questions()]
    bare = Bare()
    with served.serving(served.demo(room)) as village:
        village.await_ears()
        visit = Visit(village.server.kiosk, village.card)
        for each in asked:
            _answer(visit, bare, each)
        rounds = [[_answer(visit, bare, each) for each in asked * (1 if quick else 2)] for _ in range(ROUNDS)]
    beyond = [[(ours - known) * 1000 for ours, known in each] for each in rounds]
    whole = [1000 * ours for each in rounds for ours, _ in each]
    known = [1000 * known for each in rounds for _, known in each]
    return [
        Figure(
            "voice, server: beyond bare vosk and espeak, p95",
            percentile([value for each in beyond for value in each], 95),
            80,
            unit="ms",
            ours=f"{percentile(whole, 95):.0f} ms p95, {median(whole):.0f} median",
            bare=f"{percentile(known, 95):.0f} ms p95, {median(known):.0f} median",
            rounds=[round(percentile(each, 95), 1) for each in beyond],
        )
    ]


def _answer(visit: Visit, bare: Bare, sound: list[bytes]) -> tuple[float, float]:
    """(seconds from the last chunk to the wav's first byte, seconds of its bare parts)."""
    visit.ask("GET", f"/{_SCREEN}")
    listening = json.loads(visit.form("/listen", rate=16_000))["id"]
    for n, chunk in enumerate(sound):
        begun = perf_counter()
        answer = json.loads(visit.ask("POST", f"/listen/{listening}/{n}", chunk))
        if answer["state"] != "hearing":
            break
    visit.wire.request("GET", answer["speech"], headers=visit.headers)
    reply = visit.wire.getresponse()
    wav = reply.read(1)
    taken = perf_counter() - begun
    wav += reply.read()
    assert (answer["state"], reply.status) == ("heard", 200), answer
    return taken, bare.final_result(sound[: n + 1]) + bare.synthesis(answer["html"], wav)


def _seconds(wav: bytes) -> float:
    with wave.open(io.BytesIO(wav)) as read:
        return float(read.getnframes() / read.getframerate())
