"""`village demo`: a village whole or none."""

from __future__ import annotations

import subprocess
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.command import program
from tests.command.conftest import Ask
from village.services import households
from village.services.verification import verify
from village.settings import load
from village.store import Store


@contextmanager
def a_demo_in_the_middle(data: Path) -> Iterator[subprocess.Popen[str]]:
    """One of 300 households that has begun and is far from its end."""
    command = [*program.VILLAGE, "demo", "--data", str(data)]
    with subprocess.Popen(command, env=program.environment(), stderr=subprocess.PIPE, text=True) as making:
        assert making.stderr
        assert "300 households" in making.stderr.readline()
        until = time.monotonic() + program.PATIENCE
        while not (data / "unfinished.db").exists() and time.monotonic() < until:
            time.sleep(0.01)
        try:
            yield making
        finally:
            making.kill()
            making.wait(program.PATIENCE)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_it_makes_a_sound_village_with_a_log_in_and_a_card(demo: Path) -> None:
    store = Store(load(demo).database)
    told = tomllib.loads((demo / "demo.toml").read_text(encoding="utf-8"))
    assert households.count(store) == 12
    assert verify(store).fault == ""
    assert verify(store).lines > 50
    assert households.by_card(store, told["card"]).number == told["household"]
    store.close()


def test_the_log_in_is_different_in_every_village_and_nobody_else_can_read_it(
    demo: Path, tmp_path: Path, ask: Ask
) -> None:
    made = ask("demo", "--households", 1, "--data", tmp_path)
    assert made.code == 0
    assert made.err.split("1 households, ")[1].split()[0] == ask("verify", "--data", tmp_path).out.split()[1]
    words = [tomllib.loads((folder / "demo.toml").read_text())["password"] for folder in (demo, tmp_path)]
    assert words[0] != words[1]
    assert (tmp_path / "demo.toml").stat().st_mode & 0o077 == 0


def test_a_second_time_it_says_so_and_changes_nothing(village: Path, ask: Ask) -> None:
    before = contents(village)
    again = ask("demo", "--households", 12, "--data", village)
    assert again.code == 0
    assert "holds a village already" in again.out
    assert contents(village) == before


def test_asked_only_for_a_missing_one_it_is_silent(village: Path, ask: Ask) -> None:
    again = ask("demo", "--if-missing", "--data", village)
    assert (again.code, again.out, again.err) == (0, "", "")


def test_killed_in_the_middle_it_is_not_taken_for_a_village(tmp_path: Path, ask: Ask) -> None:
    with a_demo_in_the_middle(tmp_path) as making:
        second = ask("demo", "--households", 2, "--data", tmp_path)
        assert second.code == 1
        assert "Another command is making a village" in second.err
        assert making.poll() is None
    assert (tmp_path / "unfinished.db").exists()
    with program.serve(tmp_path) as server:
        assert "There is no village" in server.greeting
    assert ask("demo", "--households", 2, "--data", tmp_path).code == 0
    assert ask("verify", "--data", tmp_path).code == 0
    assert not list(tmp_path.glob("unfinished*"))


def test_settings_that_people_chose_stay(tmp_path: Path, ask: Ask) -> None:
    (tmp_path / "settings.toml").write_text('kiosk_name = "门口"\n', encoding="utf-8")
    assert ask("demo", "--households", 1, "--data", tmp_path).code == 0
    assert load(tmp_path).kiosk_name == "门口"


def test_a_folder_that_cannot_hold_a_village_is_refused_in_a_sentence(tmp_path: Path, ask: Ask) -> None:
    file = tmp_path / "file"
    file.write_text("")
    refused = ask("demo", "--data", file)
    assert refused.code == 1
    assert refused.err.startswith(f"No village can be made in {file}")
    assert len(refused.err.splitlines()) == 1


def test_a_village_of_nobody_is_refused(tmp_path: Path, ask: Ask) -> None:
    refused = ask("demo", "--households", 0, "--data", tmp_path / "new")
    assert refused.code == 2
    assert "1 to 5000" in refused.err
    assert not (tmp_path / "new").exists()
