"""`village hear`: what the ears make of a recording, as JSON. Nothing of it is kept."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from village.command.parse import intents_of, show, village_of, where
from village.devices import recording
from village.devices.ears import MODEL, EarsError, VoskEars
from village.language.sounds import alike
from village.voice import understanding
from voice_models import ModelMissing, locate


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verb."""
    parser = subparsers.add_parser("hear", help="what is said in a wav, as JSON")
    parser.add_argument("file", type=Path, metavar="FILE.wav", help="16-bit PCM of any rate from 8 kHz")
    where(parser)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0: it was listened to, and has an intent or none. 2: there is no such sound, or no model."""
    try:
        pcm = recording.read(given.file)
        ears = VoskEars(locate(MODEL), alike)
    except recording.RecordingError as why:
        print(why, file=sys.stderr)
        return 2
    except ModelMissing as why:
        print(why.english, file=sys.stderr)
        return 2
    except EarsError as why:
        print(f"{why} Run village models fetch.", file=sys.stderr)
        return 2
    show(understanding.of_sound(ears, pcm, village_of(given.data), intents_of(given.screen)))
    return 0
