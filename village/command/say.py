"""`village say`: a sentence as the kiosk would say it, as a wav."""

from __future__ import annotations

import argparse
import io
import sys
import wave
from functools import partial
from pathlib import Path

from village import settings
from village.devices.mouth import DEFAULT_RATE, RATES, EspeakMouth, MouthError
from village.language.speakable import speakable
from village.voice.clips import RENDERED, Clips, sentences
from village.voice.narrating import narrated

ESPEAK = "espeak"


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verb."""
    parser = subparsers.add_parser("say", help="a sentence as the kiosk would say it, as a wav")
    parser.add_argument("text", metavar="TEXT", help="as it is written: 您家现在有105分。")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.wav", help="where the sound goes")
    parser.add_argument(
        "--voice",
        default="",
        metavar="VOICE",
        help=f"{ESPEAK}, {RENDERED} or the folder of a villager's voice (default: the pleasantest that has the words)",
    )
    parser.add_argument(
        "--rate", type=int, choices=range(1, len(RATES) + 1), default=DEFAULT_RATE, help="step of speed, 1 slowest"
    )
    parser.add_argument("--data", type=Path, help="the data folder (default: $VILLAGE_DATA or ./data)")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0: it was said. 2: nothing in it can be said, there is no such voice, or FILE cannot be written."""
    text = speakable(given.text)
    if not text:
        print(f"{given.text!r} has nothing that can be said.", file=sys.stderr)
        return 2
    clips = None if given.voice == ESPEAK else Clips(settings.load(given.data).voices)
    if given.voice not in ("", ESPEAK) and (clips is None or given.voice not in clips.voices()):
        there = ", ".join((ESPEAK, *(clips.voices() if clips else ())))
        print(f"There is no voice {given.voice} yet; there are: {there}.", file=sys.stderr)
        return 2
    espeak = partial(_espeak, rate=given.rate)
    try:
        said = narrated(text, given.rate, espeak, clips, voice=given.voice)
        given.out.write_bytes(said)
    except (ValueError, MouthError, OSError) as why:
        print(f"It could not be said: {why}.", file=sys.stderr)
        return 2
    print(f"{given.out}: {_seconds(said):.1f} seconds, {_voice(text, given.voice, clips)}")
    return 0


def _voice(text: str, wanted: str, clips: Clips | None) -> str:
    """Whose voice it is: one for all of it, or for some of its sentences."""
    spoken = {_of_sentence(sentence, wanted, clips) for sentence in sentences(text)}
    return f"voice {' and '.join(sorted(spoken))}"


def _of_sentence(sentence: str, wanted: str, clips: Clips | None) -> str:
    voices = clips.voices() if clips else []
    found = (one for one in voices if clips and wanted in ("", one) and clips.covers(sentence, one))
    return next(found, ESPEAK)


def _seconds(wav: bytes) -> float:
    with wave.open(io.BytesIO(wav)) as read:
        return float(read.getnframes() / read.getframerate())


def _espeak(piece: str, rate: int) -> bytes:
    return EspeakMouth().say(piece, rate)
