"""What can never be heard is said at the start."""

from __future__ import annotations

import logging

import pytest

from tests import builders
from village.command import unheard
from village.store import Store
from village.voice.supervisor import Supervisor


def test_a_name_that_no_word_sounds_like_is_named_at_the_start(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    builders.a_household(store, "阎淑芬")
    builders.a_household(store, "张龘")
    supervisor = Supervisor()
    supervisor.start()
    try:
        with caplog.at_level(logging.WARNING):
            unheard.tell(store, supervisor)
    finally:
        supervisor.stop()
    assert [record.getMessage() for record in caplog.records if "cannot be heard" in record.getMessage()] == [
        "张龘 cannot be heard: no word of the speech model sounds like 龘"
    ]
