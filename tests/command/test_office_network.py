"""The office's network: reached from a machine of its own, never through an address of anybody else."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.command import program
from tests.command.office import Office, office
from village.language import phrase

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]
SOUND = """async (address) => {
  const answer = await fetch(address);
  const samples = new DataView((await answer.arrayBuffer()).slice(44));
  let loudest = 0;
  for (let at = 0; at + 1 < samples.byteLength; at += 2) loudest = Math.max(loudest, samples.getInt16(at, true));
  return [answer.status, answer.headers.get("content-type"), loudest > 1000];
}"""


@pytest.fixture(scope="module")
def other_machine() -> Iterator[Office]:
    with office() as machine:
        yield machine


@pytest.fixture(scope="module")
def open_server(
    other_machine: Office, demo: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[program.Server]:
    """The demo's own settings: the office's network is served. Started when the cable was plugged in."""
    assert other_machine.here
    data = Path(shutil.copytree(demo, tmp_path_factory.mktemp("office") / "village"))
    with program.serve(data) as running:
        yield running


@pytest.fixture(scope="module")
def tablet(
    other_machine: Office, open_server: program.Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    """The kiosk in a browser on the other machine, over plain http."""
    chromium = other_machine.browser(tmp_path_factory.mktemp("browser"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800}, has_touch=True)
        page.set_default_timeout(60_000)
        until = time.monotonic() + program.PATIENCE
        while not page.locator("[data-talk]").count():  # the ears are still loading
            assert time.monotonic() < until
            page.goto(f"http://{other_machine.here}:{open_server.kiosk_port}/")
        yield page
        browser.close()


def said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, timeout=program.PATIENCE, check=True).stdout


def printed(server: program.Server, machine: Office, port: int) -> str:
    """The address of the other machine's cable as the server printed it."""
    found = re.findall(rf"http://{re.escape(machine.here)}:{port}", server.greeting)
    assert len(found) == 1, server.greeting
    return str(found[0])


def test_both_faces_answer_at_the_addresses_that_were_printed(
    open_server: program.Server, other_machine: Office
) -> None:
    kiosk = other_machine.get(printed(open_server, other_machine, open_server.kiosk_port))
    assert "海印寺村" in kiosk
    desk = other_machine.get(printed(open_server, other_machine, open_server.admin_port))
    assert 'type="password"' in desk


def test_with_the_setting_off_only_this_machine_is_answered(village: Path, other_machine: Office) -> None:
    (village / "settings.toml").write_text("office_network = false\n")
    with program.serve(village) as closed:
        assert program.get(closed.kiosk)[0] == 200
        assert other_machine.here not in closed.greeting
        for port in (closed.kiosk_port, closed.admin_port):
            with pytest.raises(subprocess.CalledProcessError, match="exit status 1") as refused:
                other_machine.get(f"http://{other_machine.here}:{port}")
            assert b"unreachable" in refused.value.stderr


def test_over_plain_http_one_sentence_stands_where_the_microphone_was(tablet: Page) -> None:
    assert tablet.evaluate("isSecureContext") is False
    tablet.get_by_text(phrase("voice.plain_http").shown, exact=True).wait_for()
    assert tablet.locator("[data-talk]").count() == 1
    assert not tablet.locator("[data-talk]").is_visible()


def test_over_plain_http_a_card_opens_the_household_and_touch_goes_on(
    tablet: Page, open_server: program.Server
) -> None:
    told = tomllib.loads((open_server.data / "demo.toml").read_text(encoding="utf-8"))
    tablet.keyboard.type(told["card"])
    tablet.keyboard.press("Enter")
    tablet.locator(".at-balance").wait_for()
    tablet.get_by_text(phrase("button.statement").shown, exact=True).tap()
    tablet.locator(".at-statement").wait_for()


def test_over_plain_http_what_a_page_says_can_be_heard(tablet: Page) -> None:
    button = tablet.locator(".bar [data-hear]")
    sounds = (button.get_attribute("data-hear") or "").split()
    assert sounds
    for sound in sounds:
        assert tablet.evaluate(SOUND, sound) == [200, "audio/wav", True]
    button.tap()
    tablet.locator("html.speaking").wait_for()


def test_the_machine_and_its_cable_are_gone_even_after_a_failure() -> None:
    with pytest.raises(ZeroDivisionError), office() as machine:
        raise ZeroDivisionError
    assert machine.name not in subprocess.run(["ip", "netns"], capture_output=True, text=True, check=True).stdout
    assert (
        f"inet {machine.here}/" not in subprocess.run(["ip", "addr"], capture_output=True, text=True, check=True).stdout
    )
