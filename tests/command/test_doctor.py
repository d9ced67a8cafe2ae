"""`village doctor`: every line says what was found, and a line that is wrong says what to do."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.command import program
from tests.command.conftest import Ask
from tests.command.damage import damage, drop_guard
from village import clock
from village.store import Store, entries

Examine = Callable[..., dict[str, tuple[str, str]]]
LINE = re.compile(r"(well|watch|WRONG) +(\w+) +(.+)")


@pytest.fixture
def last(demo: Path) -> datetime:
    """When the newest line of the village was written."""
    store = Store(demo / "village.db")
    at = entries.last_recorded(store)
    store.close()
    assert at
    return at


@pytest.fixture
def examine(ask: Ask, last: datetime, monkeypatch: pytest.MonkeyPatch) -> Examine:
    """The command, a minute after the last line, with ports that nobody has: name -> (state, what is said)."""
    monkeypatch.setenv("VILLAGE_KIOSK_PORT", str(program.free_port()))
    monkeypatch.setenv("VILLAGE_ADMIN_PORT", str(program.free_port()))

    def examine(data: Path, *, at: datetime = last + timedelta(minutes=1)) -> dict[str, tuple[str, str]]:
        with clock.held(at):
            answer = ask("doctor", "--data", data)
        lines = {found[2]: (found[1], found[3]) for found in map(LINE.fullmatch, answer.out.splitlines()) if found}
        assert len(lines) == len(answer.out.splitlines()), answer.out
        assert answer.code == int(any(state == "WRONG" for state, _ in lines.values()))
        assert all(" -> " in said for state, said in lines.values() if state == "WRONG")
        return lines

    return examine


def test_on_a_machine_where_all_is_there_nothing_is_wrong(demo: Path, examine: Examine) -> None:
    found = examine(demo)
    assert {state for state, _ in found.values()} <= {"well", "watch"}
    assert {"ears", "mouth", "receipts", "printer", "disk", "clock", "rules", "guards", "book", "kiosk"} <= set(found)
    assert "sound" in found["book"][1]


def test_a_missing_model_is_named_with_the_command_that_fetches_it(
    demo: Path, tmp_path: Path, examine: Examine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VILLAGE_MODELS", str(tmp_path))
    state, said = examine(demo)["ears"]
    assert state == "WRONG"
    assert said.endswith("-> village models fetch")


def test_a_folder_without_a_village_is_wrong(tmp_path: Path, examine: Examine) -> None:
    state, said = examine(tmp_path)["book"]
    assert state == "WRONG"
    assert "village init" in said
    assert list(tmp_path.iterdir()) == []


def test_an_edited_row_and_a_missing_guard_are_found(village: Path, examine: Examine) -> None:
    damage(village, "UPDATE entries SET points = points + 100 WHERE seq = 17")
    guard = drop_guard(village)
    found = examine(village)
    assert found["book"][0] == found["guards"][0] == "WRONG"
    assert "line 17" in found["book"][1]
    assert guard in found["guards"][1]


def test_a_file_that_is_no_book_is_wrong_and_the_rest_is_still_looked_at(tmp_path: Path, examine: Examine) -> None:
    (tmp_path / "village.db").write_bytes(b"no database" * 1000)
    found = examine(tmp_path)
    assert found["book"][0] == "WRONG"
    assert "cannot be read" in found["book"][1]
    assert found["desk"][0] == "well"


def test_a_clock_behind_the_last_line_is_wrong(demo: Path, last: datetime, examine: Examine) -> None:
    state, said = examine(demo, at=last - timedelta(days=400))["clock"]
    assert state == "WRONG"
    assert str(last.year) in said


def test_a_port_that_another_program_has_is_wrong(
    demo: Path, examine: Examine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("VILLAGE_KIOSK_PORT", str(port))
        found = examine(demo)
    assert found["kiosk"][0] == "WRONG"
    assert str(port) in found["kiosk"][1]
    assert found["desk"][0] == "well"


@pytest.mark.parametrize(
    ("printer", "state", "told"),
    [
        ('kind = "spool"', "watch", "receipts are drawn in"),
        ('kind = "network"\naddress = "127.0.0.1:1"', "WRONG", "unplugged"),
        ('kind = "network"\naddress = "the one in the hall"', "WRONG", "host:port"),
        ('kind = "usb"\naddress = "ffff:ffff"', "WRONG", "unplugged"),
    ],
)
def test_the_printer_is_asked(village: Path, examine: Examine, printer: str, state: str, told: str) -> None:
    (village / "settings.toml").write_text(f"[printer]\n{printer}\n")
    found = examine(village)["printer"]
    assert found[0] == state
    assert told in found[1]


def test_beside_a_running_server_it_finds_the_ports_served(server: program.Server, ask: Ask, last: datetime) -> None:
    with clock.held(last + timedelta(minutes=1)):
        answer = ask("doctor", "--data", server.data)
    assert answer.code == 0, answer.out
    assert answer.out.count("served on port") == 2
