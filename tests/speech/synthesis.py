"""Run inside Kokoro's own environment (render.py): the product's Kokoro, as the ears want sound.

    python synthesis.py MODEL_FOLDER < wanted

`wanted` has a line of JSON for each utterance: text, voice, path. Each becomes a 16 kHz mono PCM16 wav.
"""

import json
import sys
import wave
from pathlib import Path

import numpy as np

from village.devices.kokoro import Kokoro

RATE_OUT = 16_000  # Kokoro speaks at 24,000 Hz; the ears listen at 16,000.
SILENCE_S = 0.1  # Left before and after the words.
PEAK = 0.7


def main(folder: Path) -> None:
    """Writes every utterance that standard input asks for; one that was begun is never taken for a whole one."""
    kokoro = Kokoro(folder)
    for line in sys.stdin:
        wanted = json.loads(line)
        sound = trimmed(at_16_khz(kokoro.say(wanted["text"], wanted["voice"])))
        path = Path(wanted["path"])
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        with wave.open(str(unfinished), "wb") as file:
            file.setparams((1, 2, RATE_OUT, 0, "NONE", ""))
            file.writeframes((sound * 32767).astype("<i2").tobytes())
        unfinished.replace(path)
        print(f"{wanted['voice']}  {len(sound) / RATE_OUT:.2f} s  {wanted['text']}", flush=True)


def at_16_khz(sound: np.ndarray) -> np.ndarray:
    """24 kHz to 16 kHz: two samples in for every three, below 8 kHz (windowed sinc)."""
    taps = np.arange(-60, 61)
    low_pass = np.sinc(taps / 3) * np.hamming(len(taps)) * 2 / 3
    doubled = np.zeros(len(sound) * 2)
    doubled[::2] = sound
    return np.convolve(doubled, low_pass, "same")[::3]


def trimmed(sound: np.ndarray) -> np.ndarray:
    """The words with a little silence around them, at one loudness for all voices."""
    sound = sound / np.abs(sound).max() * PEAK
    loud = np.flatnonzero(np.abs(sound) > 0.02 * PEAK)
    silence = np.zeros(int(SILENCE_S * RATE_OUT))
    return np.concatenate([silence, sound[loud[0] : loud[-1] + 1], silence])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
