"""A desk in a village of five households, and people of every role who sit at it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from admin import create_app
from tests import builders
from tests.conftest import TODAY
from village import clock
from village.model.household import Household
from village.model.staff import Role
from village.printing.queue import print_queue
from village.services import households, staff
from village.settings import Settings
from village.store import Store
from village.voice.client import Voice

PASSWORD = "海印寺2026年"  # long enough, and not ASCII on purpose
HEADS = (
    ("张桂芳", "三组", "13812345678"),
    ("单雄信", "三组", ""),
    ("𠮷田㐂", "三组", ""),
    ("李建国", "五组", "13987654321"),
    ("张桂芳", "五组", ""),
)


@dataclass
class Desk:
    """A browser at the desk, as a test writes to it."""

    client: FlaskClient

    def get(self, url: str) -> TestResponse:
        return sendable(self.client.get(url))

    def csrf(self) -> str:
        self.client.get("/login", follow_redirects=True)  # any page makes the token
        with self.client.session_transaction() as session:
            return str(session.get("csrf", ""))

    def post(self, url: str, *, htmx: bool = False, **fields: Any) -> TestResponse:
        headers = {"HX-Request": "true"} if htmx else {}
        return sendable(self.client.post(url, data={"csrf": self.csrf(), **fields}, headers=headers))


def sendable(answer: TestResponse) -> TestResponse:
    """The answer, once a real server could send its headers too: Chinese has to be encoded there."""
    for words in answer.headers.values():
        words.encode("latin-1")
    return answer


@pytest.fixture(scope="session")
def staffed(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The village file with people and households, made once."""
    path = tmp_path_factory.mktemp("staffed") / "village.db"
    shutil.copyfile(founded, path)
    with clock.held(TODAY):
        store = Store(path, writer=True)
        for role in Role:
            staff.add(store, login=role.value, name=f"{role.value}同志", role=role, password=PASSWORD, actor="建村")
        for head, group, phone in HEADS:
            builders.a_household(store, head, group, phone=phone)
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        store.close()
    return path


def staff_before_a_book(founded: Path, staffed: Path, folder: Path) -> Iterator[Store]:
    """A village whose book is still empty, so that last year can be written too, and the people of its desk."""
    folder.mkdir()
    shutil.copyfile(founded, folder / "village.db")
    opened = Store(folder / "village.db", writer=True)
    opened.db.conn.execute("ATTACH ? AS other", (str(staffed),))
    opened.db.conn.execute("INSERT INTO staff SELECT * FROM other.staff")
    yield opened
    opened.close()


@pytest.fixture
def store(staffed: Path, tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "data" / "village.db"
    path.parent.mkdir()
    shutil.copyfile(staffed, path)
    opened = Store(path, writer=True)
    yield opened
    opened.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data")


@pytest.fixture
def app(store: Store, settings: Settings) -> Flask:
    """The desk without a speech worker; receipts wait in the queue."""
    voice = Voice(settings.data / "no-worker.sock", patience=0)
    return create_app(settings=settings, store=store, voice=voice, prints=print_queue(store, settings))


@pytest.fixture
def stranger(app: Flask) -> Desk:
    return Desk(app.test_client())


@pytest.fixture
def sit(app: Flask) -> Callable[[Role], Desk]:
    """Somebody of a role, logged in."""

    def sit_down(role: Role) -> Desk:
        desk = Desk(app.test_client())
        assert desk.post("/login", login=role.value, password=PASSWORD).status_code == 303
        return desk

    return sit_down


@pytest.fixture
def clerk(sit: Callable[[Role], Desk]) -> Desk:
    return sit(Role.CLERK)


@pytest.fixture
def secretary(sit: Callable[[Role], Desk]) -> Desk:
    return sit(Role.SECRETARY)


@pytest.fixture
def inspector(sit: Callable[[Role], Desk]) -> Desk:
    return sit(Role.INSPECTOR)


@pytest.fixture
def zhang(store: Store) -> Household:
    """张桂芳 of 三组."""
    return households.search(store, "张桂芳")[0]


@pytest.fixture
def photo() -> Callable[[], BytesIO]:
    """A small real photo file."""

    def taken() -> BytesIO:
        file = BytesIO()
        Image.new("RGB", (64, 48), "#86a06c").save(file, "JPEG")
        file.seek(0)
        return file

    return taken
