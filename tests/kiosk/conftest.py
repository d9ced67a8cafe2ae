"""A village with cards, lines and namesakes, and a kiosk of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

import kiosk
from tests import builders
from tests.kiosk.page import Page
from village.model.household import CardNumber, Household
from village.services import households, pin_codes
from village.settings import Settings
from village.store import Store
from village.voice.client import Voice
from village.voice.supervisor import Supervisor

PIN = "4071"


@dataclass(frozen=True, slots=True)
class Residents:
    """Six households of a small village: 张桂芳 has card, PIN and lines, 李建国 only a phone, two are namesakes."""

    zhang: Household
    li: Household
    wang: Household
    namesake: Household
    shan: Household
    long_named: Household
    card: CardNumber
    old_card: CardNumber
    wang_card: CardNumber


@dataclass(slots=True)
class Nudged:
    """A print queue that only counts how often it was told of work."""

    times: int = 0
    waiting: list[int] = field(default_factory=list)

    def nudge(self) -> None:
        """There is work."""
        self.times += 1


def settle(store: Store) -> Residents:
    """The households, their cards, and what they did in March."""
    zhang = builders.a_household(store, "张桂芳", "三组", number="03-017", phone="13800004821")
    li = builders.a_household(store, "李建国", "一组", number="01-002", phone="13912344821")
    wang = builders.a_household(store, "王秀英", "三组", number="03-018", phone="13912340007")
    namesake = builders.a_household(store, "张桂芳", "三组", number="03-021")
    shan = builders.a_household(store, "单雄信", "二组", number="02-004")
    long_named = builders.a_household(store, "阿卜杜热合曼·买买提", "二组", number="02-005")
    builders.a_line(store, zhang, "P07", occurred=date(2026, 3, 2))
    builders.a_line(store, zhang, "P18", occurred=date(2026, 3, 8), reason="照看村口的花")
    builders.a_line(store, zhang, "N08", occurred=date(2026, 3, 12), reason="门口堆了柴草")
    builders.a_line(store, wang, "P07", occurred=date(2026, 3, 5))
    old_card = households.issue_card(store, zhang.id, actor=builders.CADRE)
    card = households.issue_card(store, zhang.id, actor=builders.CADRE)
    pin_codes.choose(store, zhang.id, pin=PIN, actor=builders.CADRE)
    wang_card = households.issue_card(store, wang.id, actor=builders.CADRE)
    return Residents(zhang, li, wang, namesake, shan, long_named, card, old_card, wang_card)


@pytest.fixture
def residents(store: Store) -> Residents:
    """The small village."""
    return settle(store)


@pytest.fixture
def settings(store: Store) -> Settings:
    """Those of a new installation, at the data folder of the store."""
    return Settings(data=store.path.parent)


@pytest.fixture
def prints() -> Nudged:
    """The queue as the kiosk knows it."""
    return Nudged()


@pytest.fixture
def app(
    store: Store,
    settings: Settings,
    prints: Nudged,
    residents: Residents,  # noqa: ARG001 the village must be lived in
) -> Flask:
    """A kiosk without ears and mouth."""
    return kiosk.create_app(settings=settings, store=store, voice=None, prints=prints)


@pytest.fixture
def page(app: Flask) -> Page:
    """A visitor who has just come to the kiosk."""
    return _at_home(app.test_client())


def _at_home(client: FlaskClient) -> Page:
    visit = Page(client)
    visit.get("/?kiosk=大厅东")
    return visit


@pytest.fixture(scope="session")
def voice_without_model() -> Iterator[Voice]:
    """A real speech worker that has a mouth and no ears."""
    supervisor = Supervisor(find_model=lambda: None)
    supervisor.start()
    assert supervisor.wait(60).ears == "no_model"
    yield supervisor.voice
    supervisor.stop()


@pytest.fixture
def speaking(
    store: Store,
    settings: Settings,
    residents: Residents,  # noqa: ARG001
    voice_without_model: Voice,
) -> Page:
    """A visitor at a kiosk that can speak."""
    app = kiosk.create_app(settings=settings, store=store, voice=voice_without_model, prints=Nudged())
    return _at_home(app.test_client())
