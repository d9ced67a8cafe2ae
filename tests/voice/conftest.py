"""A real speech worker with the real model, kept as the server keeps it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from village.voice.client import Voice
from village.voice.supervisor import Supervisor


@pytest.fixture(scope="session")
def voice() -> Iterator[Voice]:
    """The client of one worker that all tests share, each of which ends what it began."""
    supervisor = Supervisor()
    supervisor.start()
    assert supervisor.wait(60).ears == "ready"
    yield supervisor.voice
    supervisor.stop()
