"""When speech has ended: on sound of known length, in steps of a tenth of a second."""

from __future__ import annotations

import math
from array import array

import pytest

from tests import speech
from village.devices.endpoint import Decision, Endpoint

STEP = 3_200


def voice(seconds: float, level: float = 0.2) -> bytes:
    """A tone that swells and falls five times a second, as syllables do."""
    count = round(seconds * 16_000)
    swell = (0.55 + 0.45 * math.sin(2 * math.pi * 5 * at / 16_000) for at in range(count))
    tone = (math.sin(2 * math.pi * 180 * at / 16_000) for at in range(count))
    return array("h", (round(32767 * level * s * t) for s, t in zip(swell, tone, strict=True))).tobytes()


def mixed(*sounds: bytes) -> bytes:
    return array("h", map(sum, zip(*(array("h", each) for each in sounds), strict=True))).tobytes()


def played(sound: bytes, *, complete: bool, words: tuple[float, ...] = (0.3,)) -> tuple[Decision, float]:
    """The decision and the second it fell; the ears catch a word at each second of `words`."""
    endpoint = Endpoint()
    for start in range(0, len(sound), STEP):
        text = "字" * sum(start / 32_000 >= at for at in words)
        decision = endpoint.feed(sound[start : start + STEP], text, complete=complete and bool(text))
        if decision != "going_on":
            return decision, endpoint.seconds
    return "going_on", endpoint.seconds


def test_a_whole_phrase_is_over_after_half_a_second() -> None:
    decision, at = played(voice(1.0) + speech.silence(3), complete=True)
    assert decision == "ended"
    assert 1.4 <= at <= 1.65


def test_half_a_phrase_is_given_more_time() -> None:
    decision, at = played(voice(1.0) + speech.silence(3), complete=False)
    assert decision == "ended"
    assert 2.2 <= at <= 2.5


def test_someone_who_pauses_for_a_second_in_mid_phrase_is_not_cut_off() -> None:
    decision, at = played(
        voice(1.0) + speech.silence(1.0) + voice(1.0) + speech.silence(3), complete=False, words=(0.4, 2.4)
    )
    assert decision == "ended"
    assert 4.2 <= at <= 4.5


@pytest.mark.parametrize("level", [0.002, 0.01, 0.03])
def test_a_fan_is_not_taken_for_a_voice(level: float) -> None:
    fan = speech.noise(6, seed=3, level=level)
    decision, at = played(mixed(fan, speech.silence(1) + voice(1.0) + speech.silence(4)), complete=True, words=(1.3,))
    assert decision == "ended"
    assert 2.3 <= at <= 2.7


def test_a_fan_that_starts_to_blow_is_learnt() -> None:
    sound = speech.silence(0.5) + speech.noise(5, seed=4, level=0.01)
    spoken = mixed(sound, speech.silence(3) + voice(0.8) + speech.silence(1.7))
    decision, at = played(spoken, complete=True, words=(3.3,))
    assert decision == "ended"
    assert 4.1 <= at <= 4.5


def test_a_whole_phrase_ends_even_where_others_never_stop_talking() -> None:
    chatter = voice(8, level=0.2)
    decision, at = played(chatter, complete=True, words=(1.0,))
    assert decision == "ended"
    assert at < 3


def test_nothing_said_for_five_seconds_is_silence() -> None:
    decision, at = played(speech.silence(9), complete=False, words=())
    assert decision == "silence"
    assert 4.9 <= at <= 5.2


def test_nobody_is_listened_to_for_more_than_eight_seconds() -> None:
    endpoint, sound = Endpoint(), voice(10)
    decisions = [
        endpoint.feed(sound[start : start + STEP], f"字{start}", complete=False) for start in range(0, len(sound), STEP)
    ]
    assert decisions.index("too_long") in range(79, 82)
    assert set(decisions[:79]) == {"going_on"}


def test_the_level_bar_stands_low_in_quiet_and_in_noise_and_high_in_speech() -> None:
    endpoint = Endpoint()
    for sound, least, most in (
        (speech.silence(0.5), 0.0, 0.05),
        (speech.noise(3, seed=5, level=0.005), 0.0, 1.0),
        (speech.noise(0.2, seed=6, level=0.005), 0.0, 0.2),
        (voice(0.2), 0.4, 1.0),
    ):
        endpoint.feed(sound)
        assert least <= endpoint.level <= most


def test_a_constant_offset_of_the_microphone_is_no_sound() -> None:
    offset = array("h", [2_000]) * 16_000
    endpoint = Endpoint()
    endpoint.feed(offset.tobytes())
    assert endpoint.level == 0.0


def test_slices_of_any_length_come_to_the_same_time() -> None:
    sound = voice(1.0) + speech.silence(2)
    endpoint, start = Endpoint(), 0
    for size in (2, 640, 642, 1_000, 46_000, 20_000):
        endpoint.feed(sound[start : start + size])
        start += size
    assert endpoint.seconds == pytest.approx(start / 32_000, abs=0.02)
