"""The units, judged by systemd itself under a root of stubs: any word it says is a failure."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from village.command import VERBS
from voice_models import manifest

UNITS = Path(__file__).parents[2] / "systemd"
SERVICES = sorted(path.name for path in UNITS.glob("*.service"))
HOME = "/opt/xiangyin/.venv/bin"
MOST_EXPOSED = {"village.service": 2.0, "village-voice.service": 1.0, "village-screen.service": 5.0}
"""Points of `systemd-analyze security`, 0 (sealed) to 10: a browser needs namespaces, the worker nearly nothing."""


def commands(unit: str) -> list[list[str]]:
    lines = re.findall(r"^Exec\w+=(.+)$", (UNITS / unit).read_text(encoding="utf-8"), re.MULTILINE)
    return [line.split() for line in lines]


def programs(unit: str) -> list[str]:
    """What a unit runs, and what the compositor runs in turn (after `--`)."""
    found = []
    for command in commands(unit):
        found.append(command[0])
        if "--" in command:
            found.append(command[command.index("--") + 1])
    return found


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A root with systemd's targets, our units, and a stub for every program they name."""
    system = tmp_path / "lib/systemd/system"
    system.mkdir(parents=True)
    for target in Path("/lib/systemd/system").glob("*.target"):
        shutil.copy(target, system)
    ours = tmp_path / "etc/systemd/system"
    ours.mkdir(parents=True)
    for unit in SERVICES:
        shutil.copy(UNITS / unit, ours)
        for program in programs(unit):
            stub = tmp_path / program.lstrip("/")
            stub.parent.mkdir(parents=True, exist_ok=True)
            stub.write_text("#!/bin/sh\n")
            stub.chmod(0o755)
    return tmp_path


def complaints(machine: Path, unit: str) -> str:
    """What systemd says of a unit; its exit code is 0 even for a misspelt key."""
    command = ["systemd-analyze", "verify", "--man=no", f"--root={machine}", f"/etc/systemd/system/{unit}"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    return done.stdout + done.stderr + ("" if done.returncode == 0 else f"exit code {done.returncode}")


@pytest.mark.parametrize("unit", SERVICES)
def test_systemd_has_nothing_to_say_about_the_unit(machine: Path, unit: str) -> None:
    assert complaints(machine, unit) == ""


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("WatchdogSec=30", "WatchdogSecs=30", "WatchdogSecs"),
        ("Restart=always", "Restart=allways", "allways"),
        ("ProtectSystem=strict", "ProtectSystem=stricter", "stricter"),
        (f"ExecStart={HOME}/village", f"ExecStart={HOME}/villag", "villag"),
        ("[Service]", "[Servise]", "Servise"),
    ],
)
def test_a_broken_twin_of_the_unit_is_reported(machine: Path, right: str, wrong: str, told: str) -> None:
    twin = machine / "etc/systemd/system/village.service"
    text = twin.read_text(encoding="utf-8")
    assert right in text
    twin.write_text(text.replace(right, wrong), encoding="utf-8")
    assert told in complaints(machine, "village.service")


@pytest.mark.parametrize("unit", SERVICES)
def test_every_program_of_ours_that_a_unit_starts_exists(unit: str) -> None:
    for program, *rest in commands(unit):
        if program == f"{HOME}/python":
            assert rest[0] == "-m"
            assert find_spec(rest[1]) is not None
        elif program == f"{HOME}/village":
            assert rest[0] in VERBS
        else:
            assert program.startswith("/usr/bin/")


def test_the_worker_understands_the_options_its_unit_gives() -> None:
    program, *options = next(command for command in commands("village-voice.service"))
    asked = subprocess.run(
        [sys.executable, *options[:2], "--help"], capture_output=True, text=True, timeout=120, check=True
    )
    for option in (word for word in options[2:] if word.startswith("--")):
        assert f"{option} " in asked.stdout
    assert Path(options[options.index("--model") + 1]).name in {model.name for model in manifest.read()}
    assert program == f"{HOME}/python"


def test_server_and_worker_meet_at_one_socket() -> None:
    server = (UNITS / "village.service").read_text(encoding="utf-8")
    [there] = re.findall(r"VILLAGE_VOICE_SOCKET=(\S+)", server)
    worker = commands("village-voice.service")[0]
    assert worker[worker.index("--socket") + 1] == there


@pytest.mark.parametrize(("unit", "most"), MOST_EXPOSED.items())
def test_what_a_unit_may_do_to_the_machine_is_little(unit: str, most: float) -> None:
    said = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", str(UNITS / unit)],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    ).stdout
    [score] = re.findall(r"exposure level for \S+: ([\d.]+)", said)
    assert float(score) < most


def test_no_python_lies_beside_the_units() -> None:
    """A package named systemd would hide python-systemd."""
    assert list(UNITS.rglob("*.py")) == []
