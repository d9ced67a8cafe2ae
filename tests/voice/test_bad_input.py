"""What is no clear question: music, coughs, two at once, a child, a broken microphone, a page that never stops."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from tests import speech
from tests.hearing import conditions, utterances
from tests.hearing.conditions import RATE, Sound
from tests.voice.utterance import COMMANDS, chunks, speak
from village.errors import VillageError
from village.language.sentences import grammars_for
from village.voice.client import Progress, Voice

WORDS = ("为什么", "取消", "帮助", "回去")
SCREEN = grammars_for("balance")


def sounding(made: Sound) -> bytes:
    """As loud as a voice, with quiet after it."""
    return conditions.as_pcm(0.5 * made / np.abs(made).max()) + speech.silence(2)


def said(voice: Voice, sound: Sound) -> Progress:
    """What a screen makes of it, whatever was said."""
    return speak(voice, speech.silence(0.3) + conditions.as_pcm(sound) + speech.silence(2), SCREEN)


def word(text: str) -> Sound:
    return conditions.samples(speech.said(text))


@pytest.mark.parametrize("noise", [conditions.music, conditions.coughs], ids=["music", "coughs"])
@pytest.mark.parametrize("seconds", [0.4, 1.5, 9.0])
def test_music_and_coughs_ask_for_nothing(voice: Voice, noise: conditions.Noise, seconds: float) -> None:
    made = noise(int(seconds * RATE), np.random.default_rng(5))
    assert speak(voice, sounding(made), SCREEN).heard is None


def test_a_cough_before_the_word_does_not_hide_it(voice: Voice) -> None:
    """The kiosk may ask again, but takes it for nothing else."""
    cough = conditions.coughs(RATE // 3, np.random.default_rng(2))
    loud = np.concatenate([0.3 * cough / np.abs(cough).max(), np.zeros(RATE // 4), word("取消")])
    progress = said(voice, loud)
    assert progress.heard is None or progress.heard.phrase == "取消"


@pytest.mark.parametrize(("one", "other"), [("取消", "帮助"), ("为什么", "回去"), ("帮助", "为什么")])
def test_of_two_who_speak_at_once_one_is_heard_or_neither(voice: Voice, one: str, other: str) -> None:
    both = utterances.mixed([speech.said(one), speech.said(other)])
    progress = speak(voice, speech.silence(0.3) + both + speech.silence(2), SCREEN)
    assert progress.heard is None or progress.heard.phrase in (one, other)


@pytest.mark.parametrize("change", [conditions.clipped, conditions.narrow], ids=["clipped", "8 kHz"])
@pytest.mark.parametrize("text", WORDS)
def test_a_bad_microphone_is_understood(voice: Voice, change: conditions.Change, text: str) -> None:
    progress = said(voice, change(word(text), 1))
    assert progress.heard
    assert progress.heard.phrase == text


def test_a_child_is_understood_or_asked_again_and_never_taken_for_another(voice: Voice) -> None:
    heard = {text: said(voice, conditions.child(word(text), 1)).heard for text in WORDS}
    assert all(each is None or each.phrase == text for text, each in heard.items())
    assert sum(each is not None for each in heard.values()) >= 2


def test_chunks_that_come_backwards_are_refused_until_they_come_in_their_order(voice: Voice) -> None:
    listening = voice.begin({"commands": COMMANDS})
    parts = list(enumerate(chunks(speech.said("取消"))))
    for n, part in reversed(parts[1:]):
        with pytest.raises(VillageError, match="chunks_out_of_order"):
            voice.send(listening, n, part)
    for n, part in parts:
        voice.send(listening, n, part)
    progress = voice.end(listening)
    assert progress.heard
    assert progress.heard.phrase == "取消"


def test_a_page_that_sends_ten_minutes_of_noise_is_answered_after_eight_seconds_and_nothing_grows(voice: Voice) -> None:
    noise = list(chunks(speech.noise(10, seed=3, level=0.1)))
    worker = Path(f"/proc/{voice.status().pid}")
    speak(voice, b"".join(noise))  # whatever is made ready once, is
    before = size(worker)
    listening = voice.begin({"commands": COMMANDS})
    answers = [voice.send(listening, n, noise[n % len(noise)]) for n in range(3_000)]
    voice.cancel(listening)
    assert answers[-1].final
    assert answers[-1].heard is None
    assert answers[-1].seconds <= 8.3
    for _ in range(300):  # of callers some may still hang up
        files, threads, memory = size(worker)
        if files <= before[0]:
            break
        time.sleep(0.1)
    assert files <= before[0]
    assert threads == before[1]
    assert memory <= before[2] * 1.05
    assert speak(voice, speech.said("取消") + speech.silence(1)).heard


def size(worker: Path) -> tuple[int, int, int]:
    """(open files, threads, kB of its own share of memory)"""
    rollup = (worker / "smaps_rollup").read_text().splitlines()
    memory = next(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
    return len(list((worker / "fd").iterdir())), len(list((worker / "task").iterdir())), memory
