"""The list of the evidence kept."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from tests import builders
from tests.admin.conftest import Desk
from village.model.household import Household
from village.services import evidence
from village.settings import Settings
from village.store import Store


def test_it_works(
    clerk: Desk, store: Store, zhang: Household, settings: Settings, photo: Callable[[], BytesIO]
) -> None:
    assert "这个月没有留凭据" in clerk.get("/evidence").text
    line = builders.a_line(store, zhang)
    with evidence.lay_aside(store, photo().read(), folder=settings.evidence) as laid:
        evidence.keep_photo(store, laid, kind="photo", title="门口", actor="李会计")
    page = clerk.get("/evidence").text
    assert f'<a href="/lines/{line.seq}">' in page
    assert "网格员反馈" in page
    assert "还没有记分" in page
    assert "不见了" not in page
    (settings.evidence / laid.place.name).unlink()
    assert "有 1 张照片不见了" in clerk.get("/evidence").text


def test_each_month_has_its_own_list(clerk: Desk, store: Store, zhang: Household) -> None:
    builders.a_line(store, zhang)
    assert "网格员反馈" not in clerk.get("/evidence?month=2026-02").text
    assert clerk.get("/evidence?month=never").status_code == 404
