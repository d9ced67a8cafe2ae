"""Run by render.py inside its own environment: text to phonemes (misaki) to sound (Kokoro-82M)."""

import json
import sys
import tomllib
import wave
from pathlib import Path

import numpy as np
import onnxruntime
from misaki import zh

RATE_OUT = 16_000  # Kokoro speaks at 24,000 Hz; the ears listen at 16,000.
SILENCE_S = 0.1  # Left before and after the words.
PEAK = 0.7


def main(voice_folder: Path, speech_folder: Path) -> None:
    """Writes every sentence of kokoro.toml as a 16 kHz mono PCM16 wav."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(voice_folder / "model.onnx"), options)
    vocabulary = json.loads((voice_folder / "vocab.json").read_text("utf-8"))["vocab"]
    phonemes_of = zh.ZHG2P()
    sentences = tomllib.loads((speech_folder / "kokoro.toml").read_text("utf-8"))["sentence"]
    for sentence in sentences:
        phonemes, _ = phonemes_of(sentence["text"])
        tokens = [vocabulary[p] for p in phonemes if p in vocabulary]
        styles = np.fromfile(voice_folder / "voices" / f"{sentence['voice']}.bin", "<f4")
        # A voice holds one style of 256 numbers for each length of sentence.
        style = styles.reshape(-1, 256)[len(tokens) - 1][None]
        feed = {
            "tokens": np.array([[0, *tokens, 0]], np.int64),
            "style": style,
            "speed": np.ones(1, np.float32),
        }
        sound = trimmed(at_16_khz(session.run(None, feed)[0].ravel()))
        path = speech_folder / "kokoro" / sentence["file"]
        path.parent.mkdir(exist_ok=True)
        with wave.open(str(path), "wb") as file:
            file.setparams((1, 2, RATE_OUT, 0, "NONE", ""))
            file.writeframes((sound * 32767).astype("<i2").tobytes())
        print(f"{sentence['voice']}  {len(sound) / RATE_OUT:.2f} s  {sentence['text']}")


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
    main(Path(sys.argv[1]), Path(sys.argv[2]))
