"""One small demo village, made once by the command itself and copied for whoever changes it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.command import program
from village.command import main


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str


Ask = Callable[..., Answer]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    """The command within this process: all that ends by itself."""

    def words(*given: object) -> Answer:
        try:
            code = main([str(word) for word in given])
        except SystemExit as stop:  # argparse
            code = int(str(stop.code))
        return Answer(code, *capsys.readouterr())

    return words


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a village of twelve households. Only to be looked at."""
    data = tmp_path_factory.mktemp("demo")
    made = program.run("demo", "--households", 12, "--data", data)
    assert made.returncode == 0, made.stderr
    return data


@pytest.fixture
def village(demo: Path, tmp_path: Path) -> Path:
    """A copy of the village, to do with as one likes."""
    return Path(shutil.copytree(demo, tmp_path / "village"))


@pytest.fixture(scope="session")
def server(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[program.Server]:
    """A server of a village that nobody else has open."""
    data = Path(shutil.copytree(demo, tmp_path_factory.mktemp("served") / "village"))
    with program.serve(data) as running:
        yield running
