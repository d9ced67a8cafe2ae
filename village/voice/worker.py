"""The speech worker: python -m village.voice.worker --socket PATH [--model DIR] [--whisper PYTHON] [--leash].

One process, one thread, and no file: sound comes over the socket and lives in memory for as long as its
utterance. It may crash in C code and come back without harm to the ledger, which it cannot reach.
"""

from __future__ import annotations

import argparse
import os
import resource
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

from village.devices.ears import Ears, EarsError, VoskEars
from village.devices.mouth import EspeakMouth, Mouth, MouthError
from village.devices.whisper import WhisperEars
from village.language.sounds import alike, same
from village.voice.attendant import Attendant
from village.voice.door import Door


def main(arguments: list[str] | None = None) -> None:
    """Serve until told to stop (SIGTERM), or with --leash until standard input ends."""
    given = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(prog="python -m village.voice.worker", description="Hears and speaks.")
    parser.add_argument("--socket", type=Path, required=True, help="where faces find this worker")
    parser.add_argument("--model", type=Path, help="folder of the vosk model; without it nothing is heard")
    parser.add_argument("--whisper", type=Path, metavar="PYTHON", help="the model is Whisper's, run by this python")
    parser.add_argument("--leash", action="store_true", help="stop when standard input ends: the parent is gone")
    asked = parser.parse_args(given)
    if os.environ.get("MALLOC_ARENA_MAX") != "1":  # read by glibc at start, and only then
        again = [sys.executable, "-m", "village.voice.worker", *given]
        os.execve(sys.executable, again, {**os.environ, "MALLOC_ARENA_MAX": "1"})
    with suppress(OSError, ValueError):  # systemd's sandbox does it itself, and forbids it here
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold a visitor's voice
    signal.signal(signal.SIGTERM, _stop)
    # The door opens first: who knocks while the model loads waits, and is not sent away.
    with Door(asked.socket, leash=sys.stdin.fileno() if asked.leash else None) as door:
        door.serve(Attendant(_ears(asked.model, asked.whisper), _mouth(), time.monotonic))


def _ears(model: Path | None, whisper: Path | None) -> Ears | None:
    if model is None:
        return None
    try:
        return WhisperEars(model, whisper, same) if whisper else VoskEars(model, alike)
    except (EarsError, OSError) as why:
        print(f"village voice: {why}", file=sys.stderr, flush=True)
        return None


def _mouth() -> Mouth | None:
    try:
        return EspeakMouth()
    except MouthError as why:
        print(f"village voice: {why}", file=sys.stderr, flush=True)
        return None


def _stop(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)


if __name__ == "__main__":
    main()
