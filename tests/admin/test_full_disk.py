"""A desk whose disk takes no more, served as in the office: one sentence, nothing half done, and it goes on."""

from __future__ import annotations

import re
import shutil
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from tests.admin.browser import HeldClock, serving
from tests.admin.conftest import PASSWORD, Desk
from tests.small_disk import filled, small_disk
from village.model.household import Household
from village.services import ledger, verification
from village.settings import Settings
from village.store import Store, entries

LINE = {
    "item": "P07",
    "occurred": "2026-03-10",
    "sure": "2026-03-10",
    "count": "1",
    "evidence": "feedback",
    "paper": "网格员反馈",
}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "data", kilobytes=1500) as mounted:
        yield mounted


@pytest.fixture
def store(staffed: Path, disk: Path) -> Iterator[Store]:
    shutil.copyfile(staffed, disk / "village.db")
    opened = Store(disk / "village.db", writer=True)
    yield opened
    opened.close()


class Visitor:
    """A program that keeps cookies and sends the session's token."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())

    def get(self, path: str) -> str:
        with self.opener.open(self.address + path, timeout=60) as answer:
            return str(answer.read().decode())

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        token = re.search(r'"X-CSRF": "([^"]+)"', self.get("/login"))
        assert token
        data = urllib.parse.urlencode({"csrf": token[1], **fields}).encode()
        try:
            with self.opener.open(self.address + path, data, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode()


def test_a_line_on_a_full_disk_is_refused_in_words_and_taken_when_there_is_room(
    app: Flask, store: Store, disk: Path, zhang: Household
) -> None:
    with serving(HeldClock(app)) as address:
        visitor = Visitor(address)
        assert visitor.post("/login", {"login": "clerk", "password": PASSWORD})[0] == 200
        before, lines = ledger.head(store), f"/households/{zhang.id}/lines/new"
        with filled(disk):
            for _ in range(3):
                status, page = visitor.post(lines, LINE)
                assert (status, 'data-code="disk_full"' in page) == (507, True), page
            assert ledger.head(store) == before
            assert not store.db.execute("SELECT count(*) FROM evidence").fetchone()[0]
            assert "张桂芳" in visitor.get(f"/households/{zhang.id}")
        status, page = visitor.post(lines, LINE)
        assert (status, 'data-before="20" data-after="25"' in page) == (200, True)
    assert entries.count(store) == 6
    assert not verification.verify(store).fault


def test_a_photo_without_room_is_refused_in_words(
    clerk: Desk, store: Store, settings: Settings, disk: Path, zhang: Household, photo: Callable[[], BytesIO]
) -> None:
    settings.evidence.mkdir()
    lines = f"/households/{zhang.id}/lines/new"
    with filled(disk):
        refused = clerk.post(lines, **{**LINE, "evidence": "photo"}, photo=(photo(), "a.jpg"))
        assert (refused.status_code, 'data-code="disk_full"' in refused.text) == (507, True)
    assert not list(settings.evidence.iterdir())
    assert entries.count(store) == 5
    assert clerk.post(lines, **{**LINE, "evidence": "photo"}, photo=(photo(), "a.jpg")).status_code == 303
