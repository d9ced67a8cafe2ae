"""A thousand turns of one speech worker: words, noise and silence on screen after screen, and answers said between."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path
from typing import Any

from tests import speech
from tests.bench import bare_ears
from tests.hearing import roster
from village.language.sentences import grammars_for
from village.voice.client import Voice
from village.voice.supervisor import Supervisor

TURNS = 1_000
SETTLED = 100
"""The turn from which nothing may grow."""
_SCREENS = ("home", "balance", "told", "shop", "identify", "statement", "pin")
_WORDS = ("取消", "为什么", "帮助", "回去")
_CHUNK = 3_200  # bytes: a tenth of a second


def row(turns: int = TURNS) -> dict[str, Any]:
    """What the worker holds at the turn `SETTLED` and at the last one: PSS in MB, threads, open files; and its PSS then
    against vosk with the model and one grammar and nothing else, which runs beside it."""
    supervisor = Supervisor()
    supervisor.start()
    try:
        supervisor.wait(60)
        with bare_ears.listening() as bare:
            before, after = _turns(supervisor.voice, turns)
            alone = _size(Path(f"/proc/{bare}"))["pss"]
    finally:
        supervisor.stop()
    grown = round(100 * (after["pss"] / before["pss"] - 1), 1)
    sizes = {f"turn {SETTLED}": before, f"turn {turns}": after, "grown %": grown, "bare vosk": alone}
    return {"set": "soak", "n": turns, **sizes, "of bare vosk": round(after["pss"] / alone, 2)}


def _turns(voice: Voice, turns: int) -> tuple[dict[str, float], dict[str, float]]:
    slots = {name: list(values) for name, values in roster.village(300).slots.items()}
    noises = (speech.noise(2, seed=1, level=0.05), speech.silence(6), speech.noise(9, seed=2, level=0.2))
    words = [speech.silence(0.3) + speech.said(word) + speech.silence(1) for word in _WORDS]
    sounds = cycle([*words, noises[0], *words, noises[1], *words, noises[2]])
    worker, sizes = Path(f"/proc/{voice.status().pid}"), []
    for turn, screen, sound in zip(range(1, turns + 1), cycle(_SCREENS), sounds, strict=False):
        listening = voice.begin(grammars_for(screen), slots=slots)
        for n, start in enumerate(range(0, len(sound), _CHUNK)):
            if voice.send(listening, n, sound[start : start + _CHUNK]).final:
                break
        voice.cancel(listening)
        voice.speak("您家现在有一百零五分。", private=turn % 2 == 0)
        if turn in (min(SETTLED, turns), turns):
            sizes.append(_size(worker))
    return sizes[0], sizes[-1]


def _size(worker: Path) -> dict[str, float]:
    lines = (worker / "smaps_rollup").read_text(encoding="utf-8").splitlines()
    memory = next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    threads, files = (len(list((worker / each).iterdir())) for each in ("task", "fd"))
    return {"pss": round(memory / 1024, 1), "threads": threads, "files": files}
