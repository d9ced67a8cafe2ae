"""Run inside its own environment (render.py): text to phonemes (misaki) to sound (Kokoro-82M).

    python synthesis.py VOICE_FOLDER < wanted

`wanted` has a line of JSON for each utterance: text, voice, path. Each becomes a 16 kHz mono PCM16 wav.
"""

import json
import sys
import wave
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
from misaki import zh

RATE_OUT = 16_000  # Kokoro speaks at 24,000 Hz; the ears listen at 16,000.
SILENCE_S = 0.1  # Left before and after the words.
PEAK = 0.7


class Kokoro:
    """The model and its voices, of a folder laid out by render.py; one thread."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options)
        self._vocabulary = json.loads((folder / "vocab.json").read_text("utf-8"))["vocab"]
        self._phonemes_of = zh.ZHG2P()
        self._styles = cache(lambda voice: np.fromfile(folder / "voices" / f"{voice}.bin", "<f4").reshape(-1, 256))

    def say(self, text: str, voice: str) -> np.ndarray:
        """The samples, -1..1 at 16 kHz, at one loudness for all voices."""
        phonemes, _ = self._phonemes_of(text)
        tokens = [self._vocabulary[p] for p in phonemes if p in self._vocabulary]
        feed = {
            "tokens": np.array([[0, *tokens, 0]], np.int64),
            "style": self._styles(voice)[len(tokens) - 1][None],  # a voice has one style for each length of sentence
            "speed": np.ones(1, np.float32),
        }
        return trimmed(at_16_khz(self._session.run(None, feed)[0].ravel()))


def main(folder: Path) -> None:
    """Writes every utterance that standard input asks for; one that was begun is never taken for a whole one."""
    kokoro = Kokoro(folder)
    for line in sys.stdin:
        wanted = json.loads(line)
        sound = kokoro.say(wanted["text"], wanted["voice"])
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
