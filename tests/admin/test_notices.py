"""Notices at the desk: written, announced, taken down."""

from __future__ import annotations

import pytest

from tests.admin import waiting
from tests.admin.conftest import Desk
from village.services import notices
from village.store import Store

WORDS = {"title": "停水通知", "text": "明天上午八点停水，请先接好水。", "since": "2026-03-20", "until": "2026-03-22"}


def test_it_works(clerk: Desk, store: Store) -> None:
    done = clerk.post("/notices", **WORDS)
    assert done.status_code == 303
    page = clerk.get(done.location).text
    assert "停水通知" in page
    assert "正在通知" in page
    (made,) = notices.today(store)
    shown = clerk.get(f"/notices/{made.id}").text
    assert "乡亲们请注意，海印寺村通知。" in shown
    assert "明天上午八点停水，请先接好水。" in shown
    assert clerk.post(f"/notices/{made.id}/down").status_code == 303
    assert "撤下了" in clerk.get("/notices").text
    assert notices.today(store) == []


def test_it_is_pinned_and_unpinned(clerk: Desk, store: Store) -> None:
    made = waiting.a_notice(store)
    assert "置顶了" in clerk.get(clerk.post(f"/notices/{made.id}/pin", pinned="yes").location).text
    assert "正在通知，置顶" in clerk.get("/notices").text
    assert "不置顶了</button>" in clerk.get(f"/notices/{made.id}").text
    clerk.post(f"/notices/{made.id}/pin")
    assert not notices.get(store, made.id).pinned


def test_without_a_last_day_it_is_said_to_stand_until_it_is_taken_down(clerk: Desk, store: Store) -> None:
    clerk.post("/notices", **{**WORDS, "until": ""})
    (made,) = notices.today(store)
    assert "撤下为止" in clerk.get("/notices").text
    assert "到撤下为止" in clerk.get(f"/notices/{made.id}").text
    assert "撤下</button>" in clerk.get(f"/notices/{made.id}").text


@pytest.mark.parametrize(
    ("fields", "at", "code"),
    [
        ({"title": ""}, "title", "notice_title"),
        ({"title": "停" * 13}, "title", "notice_title"),
        ({"text": "  "}, "text", "notice_text"),
        ({"text": "水" * 301}, "text", "notice_text"),
        ({"until": "2026-03-19"}, "until", "notice_days"),
        ({"since": "明天"}, "since", "date_wrong"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    clerk: Desk, store: Store, fields: dict[str, str], at: str, code: str
) -> None:
    refused = clerk.post("/notices", **{**WORDS, **fields})
    assert refused.status_code == 422
    assert f'id="{at}-error" data-code="{code}"' in refused.text
    assert "停水" in refused.text
    assert notices.all_of(store) == []


def test_a_reader_finds_it_and_cannot_take_it_down(inspector: Desk, store: Store) -> None:
    made = waiting.a_notice(store)
    page = inspector.get(f"/notices/{made.id}").text
    assert "撤下</button>" not in page
    assert "置顶</button>" not in page
    assert "请照着稿子念" in page, "this machine has no mouth"


def test_one_that_is_none_is_said(clerk: Desk) -> None:
    assert 'data-code="notice_unknown"' in clerk.get("/notices/77").text
