"""The worker's keeper, and the worker as a process: it dies, it hangs, it gets garbage, and it writes nothing."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import voice_models
from tests import speech
from tests.voice.utterance import COMMANDS, chunks, speak
from village.devices.ears import MODEL
from village.errors import VillageError
from village.voice.client import Voice
from village.voice.supervisor import SOCKET, Supervisor
from village.voice.wire import Message, Reader, pack


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    kept = Supervisor()
    kept.start()
    assert kept.wait(60).ears == "ready"
    yield kept
    kept.stop()


def restarted(supervisor: Supervisor, before: int) -> int:
    """The number of the new worker. Waits for it."""
    until = time.monotonic() + 60
    while (pid := supervisor.voice.status().pid) in (0, before) and time.monotonic() < until:
        time.sleep(0.05)
    assert pid not in (0, before)
    return pid


def test_a_worker_killed_in_mid_word_comes_back_and_the_next_word_is_heard(supervisor: Supervisor) -> None:
    voice = supervisor.voice
    listening = voice.begin({"commands": COMMANDS})
    parts = list(chunks(speech.said("取消")))
    voice.send(listening, 0, parts[0])
    os.kill(voice.status().pid, signal.SIGKILL)
    with pytest.raises(VillageError, match="chunks_out_of_order"):
        voice.send(listening, 1, parts[1])
    progress = speak(voice, speech.said("取消") + speech.silence(1))
    assert progress.heard
    assert voice.speak("请再说一遍。")


def test_a_worker_that_hangs_is_replaced(supervisor: Supervisor) -> None:
    before = supervisor.voice.status().pid
    os.kill(before, signal.SIGSTOP)
    restarted(supervisor, before)
    assert speak(supervisor.voice, speech.said("取消") + speech.silence(1)).heard


def test_a_model_that_was_fetched_is_there_after_a_restart(tmp_path: Path) -> None:
    shelf: list[Path | None] = [None]
    kept = Supervisor(lambda: shelf[0], tmp_path / "voice.sock")
    kept.start()
    try:
        assert kept.wait(60).ears == "no_model"
        with pytest.raises(VillageError, match="ears_missing"):
            kept.voice.begin({"commands": COMMANDS})
        with pytest.raises(VillageError, match="ears_missing"):
            kept.voice.check(COMMANDS)
        assert kept.voice.speak("您好")
        shelf[0] = voice_models.locate(MODEL)
        kept.restart()
        assert kept.wait(60).ears == "ready"
    finally:
        kept.stop()


def test_a_broken_model_leaves_the_mouth(tmp_path: Path) -> None:
    kept = Supervisor(lambda: tmp_path, tmp_path / "voice.sock")
    kept.start()
    try:
        assert kept.wait(60).ears == "no_model"
        assert kept.voice.speak("您好")
    finally:
        kept.stop()


def test_stopping_leaves_no_process_and_no_socket(supervisor: Supervisor) -> None:
    pid = supervisor.voice.status().pid
    supervisor.stop()
    assert not Path(f"/proc/{pid}").exists()
    assert not supervisor.path.parent.exists()


def test_nobody_else_may_come_to_the_socket(supervisor: Supervisor) -> None:
    assert supervisor.path.stat().st_mode & 0o077 == 0
    assert supervisor.path.parent.stat().st_mode & 0o077 == 0


def test_a_worker_that_is_already_there_is_used_and_left_alone(supervisor: Supervisor) -> None:
    pid = supervisor.voice.status().pid
    guest = Supervisor(path=supervisor.path)
    guest.start()
    assert guest.wait().pid == pid
    guest.stop()
    assert supervisor.voice.status().pid == pid


def test_where_systemd_runs_the_worker_none_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SOCKET, str(tmp_path / "voice.sock"))
    kept = Supervisor()
    kept.start()
    assert kept.wait(0.5).ears == "away"
    assert kept.alive
    kept.stop()
    assert list(tmp_path.iterdir()) == []


def worker(*options: str, **more: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "village.voice.worker", *options]
    return subprocess.Popen(command, stderr=subprocess.PIPE, **more)  # type: ignore[call-overload, no-any-return]


def answering(path: Path) -> Voice:
    voice = Voice(path)
    until = time.monotonic() + 60
    while voice.status().mouth == "away" and time.monotonic() < until:
        time.sleep(0.05)
    return voice


def test_a_worker_whose_server_is_gone_goes_too(tmp_path: Path) -> None:
    child = worker("--socket", str(tmp_path / "s"), "--leash", stdin=subprocess.PIPE)
    assert answering(tmp_path / "s").status().mouth == "ready"
    child.communicate(timeout=60)  # closes its standard input, as the end of a server does
    assert child.returncode == 0
    assert not (tmp_path / "s").exists()


def test_a_worker_asked_to_stop_clears_its_socket_away_and_has_one_arena(tmp_path: Path) -> None:
    alone = {key: value for key, value in os.environ.items() if key != "MALLOC_ARENA_MAX"}
    child = worker("--socket", str(tmp_path / "s"), env=alone)
    assert answering(tmp_path / "s").status().pid == child.pid
    assert b"MALLOC_ARENA_MAX=1" in Path(f"/proc/{child.pid}/environ").read_bytes()
    assert len(list(Path(f"/proc/{child.pid}/task").iterdir())) == 1
    child.terminate()
    child.communicate(timeout=60)
    assert child.returncode == 0
    assert not (tmp_path / "s").exists()


def test_two_workers_do_not_take_one_socket(supervisor: Supervisor) -> None:
    second = worker("--socket", str(supervisor.path))
    _, complaint = second.communicate(timeout=60)
    assert second.returncode != 0
    assert b"already served" in complaint
    assert supervisor.voice.status().ears == "ready"


def test_a_socket_left_by_a_killed_worker_is_taken_over(tmp_path: Path) -> None:
    left = socket.socket(socket.AF_UNIX)
    left.bind(str(tmp_path / "s"))
    left.close()
    child = worker("--socket", str(tmp_path / "s"), "--leash", stdin=subprocess.PIPE)
    assert answering(tmp_path / "s").status().mouth == "ready"
    child.communicate(timeout=60)


BEGINNING = {"sample_rate": 16_000, "listener": ""}
GARBAGE = [
    b"\n",
    b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    bytes(range(256)) * 300,
    b"[" * 100_000,
    b'{"kind":"audio","bytes":5}\nab',
    *(
        pack(message)
        for message in (
            Message("nonsense"),
            Message("begin"),
            Message("begin", BEGINNING, b"[" * 50_000),
            Message("begin", BEGINNING, b'{"grammars": {"a": [3]}, "slots": {}}'),
            Message("begin", BEGINNING, b'{"grammars": {}, "slots": {"name": 3}}'),
            Message("begin", BEGINNING, b'{"a": ["b"]}'),
            Message("begin", BEGINNING, b'{"grammars": {"a": ["\\ud800"]}, "slots": {}}'),
            Message("begin", BEGINNING, '{"grammars": {"a": ["[一]{9,1}"]}, "slots": {}}'.encode()),
            Message("begin", BEGINNING, '{"grammars": {"a": ["[一]{1,99999999999}"]}, "slots": {}}'.encode()),
            Message("audio", {"id": [], "n": 0}),
            Message("audio", {"id": None, "n": "x"}),
            Message("speak", {"rate": "fast"}, b"\xff\xfe"),
            Message("speak", {"rate": 1e400}, "您好".encode()),
            Message("speak", {"rate": 2.5, "private": {}}, "您好".encode()),
            Message("check", {}, b"{}"),
            Message("status", {"ears": "\ud800"}),
        )
    ),
]


def test_no_garbage_ends_a_worker(voice: Voice) -> None:
    pid = voice.status().pid
    for garbage in GARBAGE:
        with socket.socket(socket.AF_UNIX) as wire:
            wire.settimeout(10)
            wire.connect(str(voice.path))
            wire.sendall(garbage)
            wire.shutdown(socket.SHUT_WR)
            answer = b""
            try:
                while data := wire.recv(65_536):
                    answer += data
            except ConnectionResetError:
                pass
        for message in Reader().feed(answer):
            assert message.kind in ("error", "state")
    assert voice.status().pid == pid


def test_faces_that_hang_up_early_or_never_do_no_harm(voice: Voice) -> None:
    waiting = []
    for _ in range(100):
        wire = socket.socket(socket.AF_UNIX)
        wire.connect(str(voice.path))
        wire.sendall(pack(Message("speak", {"rate": 3}, "您家现在有一百零五分。".encode()))[:-1])
        waiting.append(wire)
    assert voice.speak("您好")
    for wire in waiting:
        wire.close()
    assert voice.speak("您好")


def open_files(pid: int) -> list[Path]:
    found = []
    for each in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # a connection is closed a moment after its answer
            found.append(each.readlink())
    return [path for path in found if path.is_file()]


def written(pid: int) -> dict[str, int]:
    """Bytes that a process has written so far by write(2), which is how files are; sockets send otherwise."""
    lines = Path(f"/proc/{pid}/io").read_text().splitlines()
    return {key: int(value) for key, value in (line.split(": ") for line in lines) if key in ("wchar", "write_bytes")}


def test_no_voice_and_no_answer_is_ever_written_to_a_file(voice: Voice) -> None:
    pid = voice.status().pid
    before = written(pid)
    assert speak(voice, speech.said("取消") + speech.silence(1)).heard
    listening = voice.begin({"commands": COMMANDS})
    voice.send(listening, 0, speech.said("取消")[:6_400])
    assert open_files(pid) == []
    voice.cancel(listening)
    voice.speak("您家现在有一百零五分，比上个月多了十分。", private=True)
    assert written(pid) == before
    assert open_files(pid) == []


def test_a_crash_leaves_no_core_with_a_voice_in_it(voice: Voice) -> None:
    limits = Path(f"/proc/{voice.status().pid}/limits").read_text()
    line = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
    assert line.split()[4:6] == ["0", "0"]


def test_a_last_chunk_that_is_lost_ends_the_listening_with_what_was_heard(voice: Voice) -> None:
    listening = voice.begin({"commands": COMMANDS})
    for n, chunk in enumerate(chunks(speech.said("取消"))):
        voice.send(listening, n, chunk)
    until = time.monotonic() + 60
    while voice.status().listening and time.monotonic() < until:
        time.sleep(0.1)
    voice.cancel(voice.begin({"commands": COMMANDS}))  # the ears are free for the next one
    progress = voice.end(listening)
    assert progress.heard
    assert progress.heard.phrase == "取消"
