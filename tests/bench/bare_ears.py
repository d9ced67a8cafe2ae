"""Bare vosk: the model, one grammar, one question decoded; then it waits. `python -m tests.bench.bare_ears`."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import vosk

from tests.bench.questions import chunks, questions
from voice_models import locate

_GRAMMAR = ["多少 分", "为什么", "回去", "[unk]"]


@contextmanager
def listening() -> Iterator[int]:
    """Its process id, once it has heard something."""
    command = [sys.executable, "-m", "tests.bench.bare_ears"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdin
        assert "多少" in process.stdout.readline(), "bare vosk did not hear 多少分"
        yield process.pid
        process.stdin.close()


def _main() -> None:
    vosk.SetLogLevel(-1)
    model = vosk.Model(str(locate("vosk-model-small-cn-0.22")))
    recogniser = vosk.KaldiRecognizer(model, 16_000, json.dumps(_GRAMMAR, ensure_ascii=False))
    for chunk in chunks(questions()[0])[:15]:
        recogniser.AcceptWaveform(chunk)
    print(json.loads(recogniser.FinalResult())["text"], flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    _main()
