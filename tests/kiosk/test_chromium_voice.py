"""The whole way by voice: microphone, page, chunks, ears, answer, mouth. Nothing on the path is replaced."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response, expect

import kiosk
from tests import speech
from tests.kiosk.browser import FITS, SCREENS, Served, chromium, scan, serving, speak_into, standing_at
from tests.kiosk.conftest import Nudged, Residents
from village.services import help_calls
from village.settings import Settings
from village.store import Store
from village.voice.client import Voice
from village.voice.supervisor import Supervisor


@pytest.fixture(scope="module")
def voice() -> Iterator[Voice]:
    supervisor = Supervisor()
    supervisor.start()
    assert supervisor.wait(60).ears == "ready"
    yield supervisor.voice
    supervisor.stop()


@pytest.fixture(scope="module")
def microphone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("microphone") / "said.wav"
    speak_into(path, b"")
    return path


@pytest.fixture(scope="module")
def browser(microphone: Path) -> Iterator[Browser]:
    with chromium(microphone) as opened:
        yield opened


@pytest.fixture
def served(settings: Settings, store: Store, residents: Residents, voice: Voice) -> Iterator[Served]:  # noqa: ARG001
    app = kiosk.create_app(settings=settings, store=store, voice=voice, prints=Nudged())
    with serving(app) as served:
        yield served


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    with standing_at(browser, served) as opened:
        yield opened


def ask(page: Page, microphone: Path, sound: bytes) -> bytes:
    """Press 说话 and say it; the wav that is played in answer."""
    speak_into(microphone, sound)

    def played(answer: Response) -> bool:
        return "/speech/" in answer.url and answer.status == 200

    with page.expect_response(played, timeout=60_000) as spoken:
        page.get_by_role("button", name="说话").click()
        expect(page.locator(".ear")).to_be_visible()
    return spoken.value.body()


def loudest(wav: bytes) -> int:
    return max(abs(sample) for sample in array("h", wav[44 : len(wav) // 2 * 2]))


def test_it_works(page: Page, served: Served, microphone: Path, residents: Residents) -> None:
    """One whole sentence: 我家还有多少分."""
    scan(page, residents.card)
    expect(page.locator("#screen.at-balance")).to_be_visible()
    page.locator(".acts a").last.click()
    page.get_by_role("link", name="排第几名").click()
    expect(page.locator("#screen.at-rank")).to_be_visible()
    sound = speech.pcm(speech.kokoro()["我家还有多少分"])
    answer = ask(page, microphone, sound)
    expect(page.locator("#screen.at-balance .balance")).to_contain_text("您家现在有")
    assert loudest(answer) > 2000
    expect(page.locator("html")).to_have_class(re.compile("speaking"))
    page.wait_for_function("() => mouth.currentTime > 0.2")
    chunks = [(at, path) for at, method, path, size in served.asked if method == "POST" and size == 3200]
    assert [path.rsplit("/", 1)[1] for _, path in chunks] == [str(n) for n in range(len(chunks))]
    seconds_of_speech = len(sound) / 2 / speech.RATE
    assert len(chunks) >= 4
    assert chunks[-1][0] - chunks[0][0] > seconds_of_speech / 2, "they come while one speaks, not all at the end"


WATCH = """() => {
    const seen = (window.seen = []), note = (what) => seen.push([what, performance.now()]);
    document.addEventListener("pointerdown", () => note("press"), true);
    const changed = ({ target, addedNodes }) => {
        if ([...addedNodes].some((node) => node.id === "screen")) note("answer");
        else if (target.matches(".ear") && target.dataset.state) note(target.innerText.split("\\n")[0]);
    };
    new MutationObserver((changes) => changes.forEach(changed))
        .observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-state"] });
}"""
REFUSE = """() => {
    navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("", "NotAllowedError"); };
}"""
FIRST_CHUNK = """() => performance.getEntriesByType("resource").find((each) => each.name.endsWith("/0")).startTime"""
FINISHED = """() => {
    window.finished = new Promise((done) => mouth.addEventListener("ended", () => done(), { once: true }));
}"""


def test_it_says_at_once_that_it_listens_and_then_that_it_looks(
    page: Page, microphone: Path, residents: Residents
) -> None:
    """正在听 before the first sound is on its way, by the page's own clock; 正在找 before the answer."""
    scan(page, residents.card)
    expect(page.locator("#screen.at-balance")).to_be_visible()
    page.evaluate(WATCH)
    ask(page, microphone, speech.said("为什么"))
    expect(page.locator("#screen.at-statement")).to_be_visible()
    seen: list[tuple[str, float]] = page.evaluate("seen")
    words = [what for what, _ in seen]
    first = {what: at for what, at in reversed(seen)}
    assert words[:2] == ["press", "正在听，请说。"]
    assert words[-2:] == ["正在找，请稍等。", "answer"]
    assert first["正在听，请说。"] < page.evaluate(FIRST_CHUNK)


def test_a_microphone_that_is_refused_is_told_aloud_and_again_when_asked(page: Page, residents: Residents) -> None:
    scan(page, residents.card)
    expect(page.locator("#screen.at-balance")).to_be_visible()
    page.evaluate(REFUSE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
    refused = "voice.microphone_refused.wav"
    page.evaluate("mouth.defaultPlaybackRate = 8")  # nobody has to listen to it here
    page.evaluate(FINISHED)
    page.get_by_role("button", name="说话").click()
    expect(page.locator(".word")).to_contain_text("话筒没有打开")
    page.evaluate("finished")
    assert [name for name in asked if name.endswith(".wav")] == [refused]
    page.get_by_role("button", name="念给我听").click()
    expect(page.locator("#mouth")).not_to_have_attribute("src", re.compile("refused"))
    sounds = [name for name in asked if name.endswith(".wav")]
    assert len(set(sounds)) == 2, "the sentence, and then the page"


def test_a_spliced_question_from_the_first_page_waits_for_the_card(
    page: Page, microphone: Path, residents: Residents
) -> None:
    assert loudest(ask(page, microphone, speech.said("多少", "分"))) > 2000
    expect(page.locator(".word")).to_contain_text("还没有找到您家")
    scan(page, residents.card)
    expect(page.locator("#screen.at-balance")).to_be_visible()


@pytest.mark.parametrize(
    ("word", "lands_on"), [("为什么", "statement"), ("取消", "home"), ("回去", "home"), ("帮助", "help")]
)
def test_a_word_of_a_person_does_what_the_button_does(
    page: Page, microphone: Path, residents: Residents, store: Store, word: str, lands_on: str
) -> None:
    scan(page, residents.card)
    expect(page.locator("#screen.at-balance")).to_be_visible()
    assert loudest(ask(page, microphone, speech.said(word))) > 2000
    expect(page.locator(f"#screen.at-{lands_on}")).to_be_visible()
    assert bool(help_calls.waiting(store)) is (word == "帮助")


def test_not_understood_once_gives_an_example_and_twice_four_buttons(
    page: Page, microphone: Path, residents: Residents
) -> None:
    scan(page, residents.card)
    expect(page.locator("#screen.at-balance")).to_be_visible()
    elsewhere = speech.pcm(speech.kokoro()["晚上去镇上看电影"])
    ask(page, microphone, elsewhere)
    expect(page.locator(".word")).to_contain_text("比如：我有多少分")
    ask(page, microphone, elsewhere)
    expect(page.locator("#screen.at-ask .choices .button, #screen.at-ask .choices button")).to_have_count(4)
    expect(page.get_by_role("button", name="说话")).to_have_count(0)
    assert page.evaluate(FITS, [SCREENS["10"][2] / 25.4, 6]) == []
