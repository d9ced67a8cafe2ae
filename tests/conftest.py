"""What every room's tests share: a real SQLite file, a clock that stands still."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests import builders, compiled, speech
from village import clock
from village.store import Store

TODAY = datetime(2026, 3, 20, 9, 30)


@pytest.fixture(autouse=True)
def _time_stands_still() -> Iterator[None]:
    with clock.held(TODAY):
        yield


@pytest.fixture(scope="session", autouse=True)
def _what_every_app_compiles_is_compiled_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as within:
        compiled.once(within)
        yield


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the schema and a founded village, made once and copied for each test."""
    path = tmp_path_factory.mktemp("founded") / "village.db"
    with clock.held(TODAY):
        store = Store(path, writer=True)
        builders.found_village(store)
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        store.close()
    return path


@pytest.fixture
def store(founded: Path, tmp_path: Path) -> Iterator[Store]:
    """A village without households."""
    path = tmp_path / "data" / "village.db"
    path.parent.mkdir()
    shutil.copyfile(founded, path)
    opened = Store(path, writer=True)
    yield opened
    opened.close()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A process that runs a part of the tests tells the one that sums up which recordings it played."""
    told: dict[str, list[str]] | None = getattr(session.config, "workeroutput", None)
    if told is not None:
        told["recordings"] = sorted(speech.used())


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    speech.count(getattr(node, "workeroutput", {}).get("recordings", ()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say whose speech the ears were tested with."""
    terminalreporter.write_line(speech.summary())
