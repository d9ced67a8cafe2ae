"""The users, folders, printer rule and screen policy, tried with the programs that will read them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

UNITS = Path(__file__).parents[2] / "systemd"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A bare machine with the groups of Debian's base-passwd and systemd that we join."""
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc/passwd").write_text("root:x:0:0:root:/root:/bin/sh\n")
    names = ("lp", "audio", "video", "input", "render")
    groups = [f"{name}:x:{number}:\n" for number, name in enumerate(names, start=7)]
    (tmp_path / "etc/group").write_text("root:x:0:\n" + "".join(groups))
    run("systemd-sysusers", f"--root={tmp_path}", str(UNITS / "village.sysusers"))
    return tmp_path


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def members(root: Path, group: str) -> list[str]:
    line = next(line for line in (root / "etc/group").read_text().splitlines() if line.startswith(f"{group}:"))
    return line.split(":")[3].split(",")


def test_every_user_a_unit_names_is_made_and_the_server_may_print(root: Path) -> None:
    made = {line.split(":")[0] for line in (root / "etc/passwd").read_text(encoding="utf-8").splitlines()}
    for unit in UNITS.glob("*.service"):
        assert set(re.findall(r"^User=(\S+)", unit.read_text(encoding="utf-8"), re.MULTILINE)) <= made
    assert members(root, "lp") == ["village"]
    assert members(root, "audio") == ["village-screen"]


def test_the_book_has_a_folder_that_only_the_server_can_enter(root: Path) -> None:
    run("systemd-tmpfiles", f"--root={root}", "--create", str(UNITS / "village.tmpfiles"))
    book, models = root / "var/lib/village", root / "var/lib/village/models"
    server = next(
        line.split(":") for line in (root / "etc/passwd").read_text(encoding="utf-8").splitlines() if "village:" in line
    )
    assert book.stat().st_mode & 0o777 == 0o700
    assert models.stat().st_mode & 0o777 == 0o755
    assert book.stat().st_uid == models.stat().st_uid == int(server[2])


def test_the_printer_rule_is_made_of_whole_clauses_and_gives_a_group_we_are_in(root: Path) -> None:
    clause = re.compile(r'[A-Z]+(\{[\w/]+\})?(==|!=|=|\+=|:=)"[^"]*"')
    rules = [
        line for line in (UNITS / "99-village-printer.rules").read_text().splitlines() if line[:1] not in ("#", "")
    ]
    assert rules
    for rule in rules:
        assert all(clause.fullmatch(part.strip()) for part in rule.split(","))
        [group] = re.findall(r'GROUP="(\w+)"', rule)
        assert "village" in members(root, group)


def visit(policies: Path) -> list[str]:
    """What Chromium reached under these policies, from a machine of its own."""
    alone = ["unshare", "--map-root-user", "--mount", "--net", sys.executable, "-m", "tests.systemd.alone"]
    return list(json.loads(run(*alone, str(policies))))


def test_under_the_policy_the_browser_has_the_microphone_and_nothing_but_the_kiosk(tmp_path: Path) -> None:
    managed = tmp_path / "policies/managed"
    managed.mkdir(parents=True)
    shutil.copy(UNITS / "chromium-policy.json", managed)
    reached = visit(tmp_path)
    assert {"/microphone/granted", "/camera/NotAllowedError", "/over"} <= set(reached)
    assert "/elsewhere" not in reached


def test_without_the_policy_it_would_be_the_other_way_round(tmp_path: Path) -> None:
    assert {"/microphone/NotAllowedError", "/elsewhere", "/over"} <= set(visit(tmp_path))


def test_the_screen_goes_where_its_policy_lets_it() -> None:
    policy = json.loads((UNITS / "chromium-policy.json").read_text())
    screen = (UNITS / "village-screen.service").read_text(encoding="utf-8")
    [home] = re.findall(r"^ExecStart=.* (http\S+)/$", screen, re.MULTILINE)
    assert policy["URLAllowlist"] == policy["AudioCaptureAllowedUrls"] == [home]
