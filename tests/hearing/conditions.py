"""What a room, a machine or a tired voice does to a sound. Seeded, so that every run hears the same."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
Sound = NDArray[np.float64]
Noise = Callable[[int, np.random.Generator], Sound]
"""So many samples of it, by a draw."""
Change = Callable[[Sound, int], Sound]
"""What is done to a sound, by a seed."""
_LEAD = 0.3  # seconds of the room before and after what is said


def fan(count: int, draw: np.random.Generator) -> Sound:
    """A fan: broad noise that falls with pitch, and the hum of its blades."""
    hum = sum(np.sin(2 * np.pi * pitch * np.arange(count) / RATE) / n for n, pitch in enumerate((96, 192, 288), 1))
    return _sloped(count, draw, -1.0) + 0.4 * np.asarray(hum)


def kettle(count: int, draw: np.random.Generator) -> Sound:
    """A kettle: hiss that swells, and bubbles."""
    swell = 0.7 + 0.3 * np.sin(2 * np.pi * 0.7 * np.arange(count) / RATE)
    bubbles = np.convolve((draw.random(count) < 0.002) * draw.normal(size=count), np.hanning(240), "same")
    return (_sloped(count, draw, 0.3) + 3 * bubbles) * swell


def chatter(voices: list[Sound]) -> Callable[[int, np.random.Generator], Sound]:
    """Six people who talk at once, each from somewhere in what they say."""

    def talk(count: int, draw: np.random.Generator) -> Sound:
        total = np.zeros(count)
        for voice in voices:
            total += np.take(voice, np.arange(count) + int(draw.integers(len(voice))), mode="wrap")
        return total

    return talk


def beside(noise: Callable[[int, np.random.Generator], Sound], decibel: float) -> Callable[[Sound, int], Sound]:
    """Said beside this noise, so many dB louder than it over the part that is spoken."""

    def change(sound: Sound, seed: int) -> Sound:
        quiet = np.zeros(int(_LEAD * RATE))
        said = np.concatenate([quiet, sound, quiet])
        room = noise(len(said), np.random.default_rng(seed))
        spoken = np.abs(said) > 0.02 * np.abs(said).max()
        level = np.sqrt(np.mean(said[spoken] ** 2) / max(np.mean(room[spoken] ** 2), 1e-12)) / 10 ** (decibel / 20)
        return said + room * level

    return change


def echo(sound: Sound, seed: int) -> Sound:
    """A bare hall: half a second of reverberation, as loud as the voice itself."""
    draw = np.random.default_rng(seed)
    count = RATE // 2
    tail = draw.normal(size=count) * np.exp(-6.9 * np.arange(count) / count)
    tail *= np.sqrt(1 / np.sum(tail**2))
    return np.convolve(np.concatenate([sound, np.zeros(RATE // 3)]), np.concatenate([[1.0], tail]))


def slow(sound: Sound, _seed: int) -> Sound:
    """At three quarters of the speed, the pitch kept."""
    return _stretched(sound, 0.75)


def child(sound: Sound, _seed: int) -> Sound:
    """A child: the pitch, and all that colours the voice, half as high again, as fast as before."""
    high = np.interp(np.arange(0, len(sound), 1.5), np.arange(len(sound)), sound)
    return _stretched(high, 1 / 1.5)


def clipped(sound: Sound, _seed: int) -> Sound:
    """Far too loud for the microphone: what is over is cut off."""
    peak = float(np.abs(sound).max(initial=0.0))
    return np.clip(sound, -0.1 * peak, 0.1 * peak)


def music(count: int, draw: np.random.Generator) -> Sound:
    """A tune of plucked notes over a drone, four a second."""
    made, note = np.zeros(count + RATE), RATE // 4
    time = np.arange(RATE) / RATE
    for start in range(0, count, note):
        pitch = 220 * 2 ** (int(draw.choice((0, 2, 4, 7, 9, 12, 14))) / 12)
        overtones = sum(np.sin(2 * np.pi * pitch * n * time) / n**1.5 for n in range(1, 8))
        made[start : start + RATE] += np.asarray(overtones) * np.exp(-4 * time)
    drone = np.sin(2 * np.pi * 110 * np.arange(count) / RATE) + 0.5 * np.sin(2 * np.pi * 165 * np.arange(count) / RATE)
    return made[:count] + 0.3 * drone


def coughs(count: int, draw: np.random.Generator) -> Sound:
    """Somebody coughs twice a second, as long as it takes: bursts that die away, and a hoarse end."""
    made = np.zeros(count + RATE)
    time = np.arange(RATE // 3) / RATE
    at = 0
    while at < count:
        burst = _sloped(len(time), draw, -0.5) * np.exp(-18 * time)
        hoarse = np.sign(np.sin(2 * np.pi * draw.uniform(140, 220) * time)) * np.exp(-25 * np.abs(time - 0.12))
        made[at : at + len(time)] += burst + 0.4 * hoarse * _sloped(len(time), draw, -0.5)
        at += int(RATE * draw.uniform(0.35, 0.9))
    return made[:count]


def _stretched(sound: Sound, speed: float) -> Sound:
    """At another speed, the pitch kept (overlap and add)."""
    size, hop = 640, 160
    window, step = np.hanning(size), hop * speed
    count = int((len(sound) - size) / step)
    made, weight = np.zeros(count * hop + size), np.zeros(count * hop + size)
    at = 0
    for n in range(count):
        wanted = int(n * step)
        if n:
            follow = sound[at + hop : at + hop + size]
            low = max(0, wanted - 120)
            near = [sound[p : p + size] for p in range(low, min(wanted + 120, len(sound) - size), 4)]
            if near and len(follow) == size:
                at = low + 4 * int(np.argmax([float(follow @ each) for each in near]))
        piece = sound[at : at + size]
        if len(piece) == size:
            made[n * hop : n * hop + size] += piece * window
            weight[n * hop : n * hop + size] += window
    return made / np.maximum(weight, 0.1)


def quaver(sound: Sound, _seed: int) -> Sound:
    """An old voice: pitch and loudness tremble five times a second."""
    time = np.arange(len(sound)) / RATE
    at = np.arange(len(sound)) + 0.03 / (2 * np.pi * 5) * RATE * np.sin(2 * np.pi * 5 * time)
    return np.interp(at, np.arange(len(sound)), sound) * (1 + 0.3 * np.sin(2 * np.pi * 5 * time))


def quiet(sound: Sound, _seed: int) -> Sound:
    """A tenth as loud."""
    return sound * 0.1


def narrow(sound: Sound, _seed: int) -> Sound:
    """Through a microphone of 8 kHz."""
    low = np.convolve(sound, np.sinc(np.arange(-40, 41) / 2) * np.hamming(81) / 2, "same")[::2]
    return np.interp(np.arange(len(sound)) / 2, np.arange(len(low)), low)


def wide(sound: Sound, _seed: int) -> Sound:
    """Through a microphone of 48 kHz, each three samples taken together."""
    full = np.interp(np.arange(len(sound) * 3) / 3, np.arange(len(sound)), sound)
    return full.reshape(-1, 3).mean(axis=1)


def clean(sound: Sound, _seed: int) -> Sound:
    """As it was said."""
    return sound


def samples(pcm: bytes) -> Sound:
    """16-bit samples as numbers, -1..1."""
    return np.frombuffer(pcm, "<i2").astype(np.float64) / 32768


def as_pcm(sound: Sound) -> bytes:
    """Numbers as 16-bit samples, made softer where they would be cut off."""
    peak = float(np.abs(sound).max(initial=0.0))
    return (sound * (32767 * min(1.0, 0.95 / max(peak, 1e-9)))).astype("<i2").tobytes()


def _sloped(count: int, draw: np.random.Generator, slope: float) -> Sound:
    """Noise whose power rises with pitch by so many powers."""
    spectrum = np.fft.rfft(draw.normal(size=count))
    pitch = np.maximum(np.fft.rfftfreq(count, 1 / RATE), 20.0)
    noise = np.fft.irfft(spectrum * (pitch / 1000) ** (slope / 2), count)
    return np.asarray(noise / np.sqrt(np.mean(noise**2)))
