"""The readiness page: well or not, in words."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from admin import create_app
from tests import builders
from tests.admin.conftest import PASSWORD, Desk
from tests.devices.tcp_printer import TcpPrinter
from village.model.household import Household
from village.printing.queue import print_queue
from village.services import device_status
from village.settings import Printer, Settings
from village.store import Store
from village.voice.client import Voice


def states(page: str) -> dict[str, str]:
    return dict(re.findall(r'data-name="(\w+)" data-state="(\w+)"', page))


def test_the_picture_of_the_test_page_waits_folded_until_somebody_asks(clerk: Desk) -> None:
    page = clerk.get("/readiness").text
    assert "画一张测试页" in page  # no printer: the page is drawn on the screen
    assert "<details>" in page
    assert "<details open" not in page


def test_it_works(clerk: Desk) -> None:
    page = clerk.get("/readiness").text
    found = states(page)
    assert list(found) == ["ears", "mouth", "printer", "disk", "clock", "rules", "guards", "ledger", "backup"]
    assert found["ears"] == "ill"  # no worker runs in this test
    assert found["rules"] == found["guards"] == found["clock"] == "well"
    assert "用手点" in page
    assert "要修" in page


def test_the_printers_trouble_is_told_with_what_to_do(clerk: Desk, store: Store) -> None:
    device_status.report(store, name="printer", trouble="paper_out")
    page = clerk.get("/readiness").text
    assert states(page)["printer"] == "ill"
    assert "请装一卷" in page
    assert "请装一卷" in clerk.get("/").text


def test_the_book_is_proved_on_request(clerk: Desk) -> None:
    page = clerk.get(clerk.post("/readiness/verify").location).text
    assert "没有被改过" in page
    assert "对过 5 笔" in page
    assert states(page)["ledger"] == "well"


def test_a_forged_line_is_found_and_stays_on_the_first_page(clerk: Desk, store: Store, zhang: Household) -> None:
    builders.a_plain_line(store, zhang)
    store.db.execute("DROP TRIGGER entries_no_update")
    store.db.execute("UPDATE entries SET points = 99900 WHERE seq = 6")
    page = clerk.get(clerk.post("/readiness/verify").location).text
    found = states(page)
    assert (found["ledger"], found["guards"]) == ("ill", "ill")
    assert "line 6 was changed" in page
    assert "对不上" in clerk.get("/").text


def test_without_a_printer_it_says_where_receipts_go(clerk: Desk, store: Store, settings: Settings) -> None:
    for _ in range(2):
        page = clerk.get("/readiness").text
        assert states(page)["printer"] == "watch"
        assert "没有接打印机" in page
        assert str(settings.spool) in page
        assert "回过话" not in page
        device_status.report(store, name="printer")  # the folder has room
    device_status.report(store, name="printer", trouble="disk_full")
    assert states(clerk.get("/readiness").text)["printer"] == "ill"


def test_without_a_printer_the_test_page_is_drawn(clerk: Desk, settings: Settings) -> None:
    page = clerk.get(clerk.post("/readiness/print").location).text
    assert "测试页画好了" in page
    assert re.search(r"<details open>[^~]*?</details>", page)
    assert "lazy" not in page
    assert (settings.spool / "test.png").read_bytes()[:4] == b"\x89PNG"
    shown = re.search(r'class="receipt" src="([^"]+)"', page)
    assert shown
    assert clerk.get(shown[1]).data == (settings.spool / "test.png").read_bytes()


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("ok", ("测试页打好了",)),
        ("low", ("测试页打好了", "纸快用完了")),
        ("out", ("测试页没有打", "请装一卷")),
        ("cover", ("测试页没有打", "请合上")),
    ],
)
def test_a_printer_prints_the_test_page_and_its_outcome_is_told(
    store: Store, settings: Settings, state: str, told: tuple[str, ...]
) -> None:
    with TcpPrinter(state) as printer:
        real = replace(settings, printer=Printer(kind="network", address=f"127.0.0.1:{printer.port}"))
        desk = at_a_desk(store, real)
        page = desk.get(desk.post("/readiness/print").location).text
        assert all(words in page for words in told), page
        assert bool(printer.printed) == (state in ("ok", "low"))
    assert states(page)["printer"] == {"ok": "well", "low": "watch"}.get(state, "ill")


def test_an_unplugged_printer_is_told_and_the_button_needs_the_desks_power(
    store: Store, settings: Settings, inspector: Desk
) -> None:
    with TcpPrinter() as gone:
        address = f"127.0.0.1:{gone.port}"
    desk = at_a_desk(store, replace(settings, printer=Printer(kind="network", address=address)))
    page = desk.get(desk.post("/readiness/print").location).text
    assert "测试页没有打" in page
    assert "请看电源和线" in page
    assert 'data-code="read_only"' in inspector.post("/readiness/print").text
    assert "打一张测试页" not in inspector.get("/readiness").text


def at_a_desk(store: Store, settings: Settings) -> Desk:
    """The clerk at a desk with these settings."""
    voice = Voice(settings.data / "no-worker.sock", patience=0)
    app = create_app(settings=settings, store=store, voice=voice, prints=print_queue(store, settings))
    desk = Desk(app.test_client())
    assert desk.post("/login", login="clerk", password=PASSWORD).status_code == 303
    return desk
