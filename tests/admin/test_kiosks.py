"""One page for all kiosks and tablets."""

from __future__ import annotations

import re
from datetime import timedelta

from tests.admin.conftest import Desk
from tests.conftest import TODAY
from village import clock
from village.model.kiosk import Microphone, Speaker
from village.services import device_status, help_calls, kiosks
from village.store import Store


def say(store: Store, name: str, microphone: Microphone = Microphone.WORKS, *, in_use: bool = False) -> None:
    kiosks.report(
        store,
        **{"mark": name, "name": name, "place": "进门右手", "address": "10.0.0.7"},  # type: ignore[arg-type]
        microphone=microphone,
        speaker=Speaker.WORKS,
        in_use=in_use,
    )


def states(page: str) -> dict[str, str]:
    return dict(re.findall(r'data-kiosk="([^"]+)" data-state="(\w+)"', page))


def test_it_works(clerk: Desk, store: Store) -> None:
    assert "还没有一台回过话" in clerk.get("/kiosks").text
    say(store, "大厅", in_use=True)
    say(store, "小卖部", Microphone.NONE)
    help_calls.call(store, kiosk="大厅（进门右手）", step="首页")
    device_status.report(store, name="printer", trouble="paper_out")
    for address in ("/kiosks", "/kiosks/now"):
        page = clerk.get(address).text
        assert states(page) == {"大厅": "in_use", "小卖部": "idle"}
        assert "没有接话筒" in page
        assert "请装一卷" in page, "the printer is everybody's"
        assert page.count("求助</b>") == 1
    assert 'hx-trigger="every 5s"' in page


def test_one_that_went_silent_stands_on_the_first_page(clerk: Desk, store: Store) -> None:
    say(store, "大厅")
    assert "没有回话" not in clerk.get("/").text
    with clock.held(TODAY + timedelta(minutes=11)):
        assert "大厅（进门右手）从" in clerk.get("/").text
        assert states(clerk.get("/kiosks").text) == {"大厅": "silent"}


def test_one_that_was_taken_away_is_taken_off(clerk: Desk, inspector: Desk, store: Store) -> None:
    say(store, "大厅")
    found = kiosks.all_of(store)[0]
    assert "去掉 大厅" not in inspector.get("/kiosks").text
    assert "它再开机回话" in clerk.get(clerk.post(f"/kiosks/{found.id}/remove").location).text
    assert kiosks.all_of(store) == []


def test_the_address_for_one_more_is_written_out(clerk: Desk) -> None:
    page = clerk.get("/kiosks?kiosk=小卖部<b>%26&place=门口").text
    assert "/?kiosk=小卖部%3Cb%3E%26&amp;place=门口</code>" in page
