"""Before there is a village: one page at every address, in the catalogue's words, that looks again by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.founding import create_waiting
from village.language import phrase
from village.settings import Settings


@pytest.mark.parametrize("address", ["/", "/card", "/find/3402", "/balance?x=1"])
def test_every_address_says_that_it_is_being_prepared(tmp_path: Path, address: str) -> None:
    answer = create_waiting(settings=Settings(data=tmp_path, admin_port=8123)).test_client().get(address)
    assert answer.status_code == 200
    for key in ("waiting.title", "waiting.soon", "waiting.ask"):
        assert phrase(key).shown in answer.text
    assert "localhost:8123" in answer.text
    assert 'http-equiv="refresh"' in answer.text


@pytest.mark.parametrize("address", ["/card", "/static/nothing.css"])
def test_whatever_is_tried_there_leads_to_the_same_page(tmp_path: Path, address: str) -> None:
    waiting = create_waiting(settings=Settings(data=tmp_path)).test_client()
    for answer in (waiting.get(address), waiting.post(address, data={"card": "XY"})):
        assert phrase("waiting.title").shown in answer.text
