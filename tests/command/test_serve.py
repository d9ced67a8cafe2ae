"""`village serve`: started, greeted, reached, stopped; and what it says when it cannot start."""

from __future__ import annotations

import re
import signal
import socket
import time
import tomllib
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from tests.command import program
from tests.command.conftest import Ask
from tests.command.damage import drop_guard
from tests.command.program import Server, children, get, gone, serve
from village.settings import SettingsError, load

SCREEN = Path(__file__).parents[2] / "systemd/village-screen.service"


def worker_of(server: Server) -> int:
    """The one process the server has started, once it is the speech worker."""
    until = time.monotonic() + program.PATIENCE
    while time.monotonic() < until:
        for child in children(server.process.pid):
            if b"village.voice.worker" in Path(f"/proc/{child}/cmdline").read_bytes():
                assert children(server.process.pid) == [child]
                return child
    raise AssertionError("no speech worker was started")


def test_it_greets_with_addresses_log_in_and_a_card(server: Server) -> None:
    told = tomllib.loads((server.data / "demo.toml").read_text(encoding="utf-8"))
    for words in (f"http://localhost:{server.kiosk_port}", f"http://localhost:{server.admin_port}"):
        assert words in server.greeting
    for key in ("login", "password", "card", "household"):
        assert told[key] in server.greeting


def test_each_port_answers_with_its_own_face(server: Server) -> None:
    status, kiosk = get(server.kiosk)
    assert status == 200
    assert "海印寺村" in kiosk
    assert "password" not in kiosk
    status, desk = get(f"{server.desk}/login")
    assert status == 200
    assert 'type="password"' in desk


def test_the_screen_unit_waits_for_an_address_that_the_server_answers(server: Server) -> None:
    [port, path] = re.findall(r"^ExecStartPre=.* http://localhost:(\d+)(/\S*)", SCREEN.read_text(), re.MULTILINE)[0]
    assert get({"8000": server.kiosk, "8001": server.desk}[port] + path)[0] == 200


def test_the_printed_password_opens_the_desk(server: Server) -> None:
    told = tomllib.loads((server.data / "demo.toml").read_text(encoding="utf-8"))
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with browser.open(f"{server.desk}/login") as form:
        token = re.findall(r'name="csrf" value="([^"]+)"', form.read().decode())[0]
    filled = urllib.parse.urlencode({"login": told["login"], "password": told["password"], "csrf": token, "next": ""})
    with browser.open(f"{server.desk}/login", filled.encode()) as desk:
        assert "陈书记" in desk.read().decode()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_told_to_stop_it_ends_well_and_leaves_no_process_and_no_file(
    village: Path, tmp_path: Path, number: signal.Signals
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with serve(village, TMPDIR=scratch, XDG_RUNTIME_DIR="") as server:
        worker = worker_of(server)
        assert server.stop(number) == 0
        assert gone(worker, within=0)
    assert list(scratch.iterdir()) == []
    assert not list(village.glob("*-wal"))


def test_a_second_ctrl_c_does_not_leave_the_worker_behind(village: Path) -> None:
    with serve(village) as server:
        worker = worker_of(server)
        server.process.send_signal(signal.SIGINT)
        assert server.stop() == 0
        assert gone(worker, within=0)


def test_killed_it_takes_its_worker_along_and_the_next_one_starts(village: Path) -> None:
    with serve(village) as server:
        worker = worker_of(server)
        server.stop(signal.SIGKILL)
        assert gone(worker)
    with serve(village) as server:
        assert get(f"{server.desk}/health") == (200, "ok")


def test_a_second_server_of_one_village_refuses_and_harms_nothing(server: Server) -> None:
    second = program.run("serve", "--data", server.data)
    assert second.returncode == 1
    assert "Another server has" in second.stderr
    assert "stop that one first" in second.stderr
    assert get(f"{server.desk}/health") == (200, "ok")


def test_a_port_that_is_taken_is_named_with_what_to_do(village: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = program.run(
            "serve", "--data", village, VILLAGE_KIOSK_PORT=port, VILLAGE_ADMIN_PORT=program.free_port()
        )
    assert refused.returncode == 1
    assert str(port) in refused.stderr
    assert "kiosk_port" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_without_the_speech_model_both_faces_serve_and_the_kiosk_says_what_is_missing(
    village: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "models"
    empty.mkdir()
    with serve(village, VILLAGE_MODELS=empty) as server:
        assert get(f"{server.desk}/health") == (200, "ok")
        until = time.monotonic() + program.PATIENCE
        while 'data-say="voice.no_model"' not in get(server.kiosk)[1]:
            assert time.monotonic() < until
            time.sleep(0.3)
        assert server.stop() == 0


def test_a_broken_guard_keeps_it_from_starting(village: Path) -> None:
    guard = drop_guard(village)
    refused = program.run("serve", "--data", village)
    assert refused.returncode == 1
    assert f"guard {guard} is missing" in refused.stderr
    assert "backup" in refused.stderr


@pytest.mark.parametrize(
    ("kiosk", "desk", "told"),
    [
        ("99999", "8001", "VILLAGE_KIOSK_PORT=99999"),
        ("0", "8001", "VILLAGE_KIOSK_PORT=0"),
        ("8000", "abc", "VILLAGE_ADMIN_PORT=abc"),
        ("8000", "8000", "two different numbers"),
    ],
)
def test_ports_that_are_none_or_one_are_refused(
    demo: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch, kiosk: str, desk: str, told: str
) -> None:
    monkeypatch.setenv("VILLAGE_KIOSK_PORT", kiosk)
    monkeypatch.setenv("VILLAGE_ADMIN_PORT", desk)
    answer = ask("serve", "--data", demo)
    assert answer.code == 2
    assert told in answer.err


def test_when_clips_are_made_is_chosen_by_the_file_or_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VILLAGE_RENDERING", raising=False)
    assert load(tmp_path).rendering == "quiet times"
    (tmp_path / "settings.toml").write_text('rendering = "off"\n')
    assert load(tmp_path).rendering == "off"
    monkeypatch.setenv("VILLAGE_RENDERING", "quiet times")
    assert load(tmp_path).rendering == "quiet times"
    monkeypatch.setenv("VILLAGE_RENDERING", "at night")
    with pytest.raises(SettingsError, match='"quiet times" or "off"'):
        load(tmp_path)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ('colour = "red"\n', "colour"),
        ('office_network = "yes"\n', "office_network"),
        ("kiosk_port = \n", "line 1"),
        ('[printer]\nkind = "fax"\n', "printer.kind"),
        ('data = "elsewhere"\n', "--data"),
    ],
)
@pytest.mark.parametrize("verb", ["serve", "demo", "verify", "doctor"])
def test_wrong_settings_are_told_by_file_and_key_and_nothing_is_done(
    tmp_path: Path, ask: Ask, verb: str, settings: str, told: str
) -> None:
    (tmp_path / "settings.toml").write_text(settings, encoding="utf-8")
    answer = ask(verb, "--data", tmp_path)
    assert answer.code == 2
    assert str(tmp_path / "settings.toml") in answer.err
    assert told in answer.err
    assert "Mend that line" in answer.err
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]
