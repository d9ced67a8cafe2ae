"""`village serve` before there is a village: it prints a code, answers, stops well, and opens what `init` made."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
from pathlib import Path

import pytest

from tests.command import program
from tests.command.office import office
from tests.command.program import children, get, serve


def test_an_empty_folder_is_served_with_the_setup_and_its_code(tmp_path: Path) -> None:
    data = tmp_path / "village"
    data.mkdir()
    with serve(data) as server:
        assert "There is no village" in server.greeting
        assert "village init" in server.greeting
        code = re.findall(r"setup code: (\S{4})-(\S{4})\n", server.greeting)
        assert ["".join(found) for found in code] == [(data / "founding.code").read_text()]
        assert get(f"{server.desk}/health") == (200, "ok")
        assert "选一套办法" in get(server.desk)[1]
        assert "还在准备" in get(server.kiosk)[1]
        assert children(server.process.pid) == []
        assert server.stop(signal.SIGTERM) == 0
    assert not list(data.glob("*.db*"))


def test_a_folder_that_is_not_there_is_made_for_its_user_only(tmp_path: Path) -> None:
    data = tmp_path / "a" / "b"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ports = {"VILLAGE_KIOSK_PORT": taken.getsockname()[1], "VILLAGE_ADMIN_PORT": program.free_port()}
        refused = program.run("serve", "--data", data, **ports)
    assert refused.returncode == 1
    assert "cannot be opened" in refused.stderr
    assert data.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    refused = program.run("serve", "--data", tmp_path / "file" / "village")
    assert refused.returncode == 1
    assert "cannot be opened" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_an_office_machine_is_asked_for_the_code(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("office_network = true\n")
    with office() as machine, serve(tmp_path) as server:
        asked = machine.get(f"http://{machine.here}:{server.admin_port}/")
        assert "八位号码" in asked
        assert "大足区" not in asked
        assert "还在准备" in machine.get(f"http://{machine.here}:{server.kiosk_port}/")
        with pytest.raises(subprocess.CalledProcessError):
            machine.get(f"http://{machine.here}:{server.admin_port}/founding/nowhere/at/all")
