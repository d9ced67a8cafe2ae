"""说话, as the server answers it: a real worker with the real model, and sound that is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

import kiosk
from tests import speech
from tests.kiosk.conftest import Nudged, Residents
from tests.kiosk.market import market, on_shelf
from tests.kiosk.page import Page, sentences
from village.services import goods, ledger
from village.settings import Settings
from village.store import Store
from village.voice.client import Voice
from village.voice.supervisor import Supervisor

CHUNK = 3200


@pytest.fixture(scope="module")
def voice() -> Iterator[Voice]:
    supervisor = Supervisor()
    supervisor.start()
    assert supervisor.wait(60).ears == "ready"
    yield supervisor.voice
    supervisor.stop()


@pytest.fixture
def page(settings: Settings, store: Store, residents: Residents, voice: Voice) -> Page:  # noqa: ARG001
    app = kiosk.create_app(settings=settings, store=store, voice=voice, prints=Nudged())
    return Page(app.test_client()).get("/")


def begin(page: Page) -> str:
    page.post("/listen")
    return str(page.answer.json["id"])


def chunk(page: Page, listening: str, n: int, sound: bytes) -> dict[str, str]:
    headers = {**page.headers, "X-CSRF": page.csrf}
    page.answer = page.client.post(f"/listen/{listening}/{n}", data=sound, headers=headers)
    assert page.answer.status_code == 200
    return dict(page.answer.json)


def hear(page: Page, sound: bytes) -> dict[str, str]:
    """Say it, and wait for the end; the last answer."""
    listening, said = begin(page), sound + speech.silence(2.0)
    for n in range(len(said) // CHUNK):
        answer = chunk(page, listening, n, said[n * CHUNK : (n + 1) * CHUNK])
        if answer["state"] != "hearing":
            return answer
    page.post(f"/listen/{listening}/end")
    return dict(page.answer.json)


def test_it_works(page: Page, residents: Residents) -> None:
    page.card(residents.card)
    answer = hear(page, speech.said("多少", "分"))
    assert answer["state"] == "heard"
    assert "您家现在有" in answer["html"]
    assert page.utterance(answer["speech"]).startswith("三组，张桂芳家，您家现在有二十五分，二十五分。")
    sound = page.client.get(answer["speech"])
    assert sound.mimetype == "audio/wav"
    assert sound.headers["Cache-Control"] == "no-store"


class Noting(Voice):
    """The real voice, and which grammars it was asked to listen with."""

    def begin(self, grammars: Mapping[str, Sequence[str]], **facts: Any) -> str:
        self.asked = dict(grammars)
        return super().begin(grammars, **facts)


def test_questions_commands_and_digits_each_have_a_recogniser_of_their_own(
    settings: Settings, store: Store, residents: Residents, voice: Voice
) -> None:
    noting = Noting(voice.path)
    app = kiosk.create_app(settings=settings, store=store, voice=noting, prints=Nudged())
    page = Page(app.test_client()).get("/").card(residents.card)
    assert "您家现在有" in hear(page, speech.said("多少", "分"))["html"]
    assert list(noting.asked) == ["questions", "commands", "goods", "items"]
    page.get("/find/number")
    assert "at-balance" in hear(page, speech.said("回去"))["html"]
    assert list(noting.asked) == ["questions", "commands", "digits", "names"]


def test_a_lone_syllable_is_no_command(page: Page, residents: Residents) -> None:
    page.card(residents.card)
    sound = speech.said("分") if "分" in speech.recordings() else speech.noise(0.3, seed=3, level=0.2)
    assert hear(page, sound)["state"] != "heard"


def test_slower_says_the_page_again_slower(page: Page, residents: Residents) -> None:
    page.card(residents.card)
    answer = hear(page, speech.pcm(speech.kokoro()["慢一点"]))
    assert page.utterance(answer["speech"]).startswith("好，我说慢一点。三组，张桂芳家，您家现在有二十五分，二十五分。")


def test_a_question_asked_before_the_card_is_answered_aloud_after_it(page: Page, residents: Residents) -> None:
    hear(page, speech.pcm(speech.kokoro()["我家排第几"]))
    page.card(residents.card)
    assert page.screen == "rank"
    assert "您家排第一名" in page.utterance(page.now)


def say(page: Page, text: str) -> dict[str, str]:
    return hear(page, speech.pcm(speech.kokoro()[text]))


def seen(answer: dict[str, str]) -> str:
    """All that is shown, without where its lines are broken."""
    return "".join(shown for _, shown in sentences(answer["html"]))


def test_a_name_is_asked_back_and_opens_nothing(page: Page, residents: Residents) -> None:
    answer = say(page, "三组王秀英家多少分")
    assert "您是三组王秀英家吗？" in seen(answer)
    assert "分。" not in seen(answer), "nobody's points are shown before the yes"
    page.post("/who/yes")
    assert page.screen == "balance"
    assert "王秀英" in page.utterance(page.now), "what was asked aloud is answered aloud"
    assert residents.wang.head == "王秀英"


def test_namesakes_are_asked_apart(page: Page, residents: Residents) -> None:
    answer = say(page, "我是张桂芳")
    assert "您说的是哪一家？" in seen(answer)
    assert residents.zhang.number in seen(answer)
    assert residents.namesake.number in seen(answer)
    page.post("/choose", household=residents.namesake.id)
    assert page.screen == "who"


def test_goods_are_asked_about_and_nothing_is_spent(page: Page, store: Store, residents: Residents) -> None:
    with market(store):
        tea = on_shelf(store)
        page.get("/").card(residents.card)
        before = ledger.balance(store, residents.zhang.id)
        answer = say(page, "我要换茶叶")
        assert "at-order" in answer["html"]
        assert "张桂芳家用2分换茶叶" in seen(answer)
        assert ledger.balance(store, residents.zhang.id) == before
        assert goods.get(store, tea.id).stock == 5


def test_goods_named_without_card_are_come_back_to_after_it(page: Page, store: Store, residents: Residents) -> None:
    with market(store):
        on_shelf(store)
        page.get("/").post("/choose", household=residents.zhang.id).post("/who/yes")
        assert "at-unlock" in say(page, "我要换茶叶")["html"]
        page.card(residents.card)
        assert page.screen == "order"


def test_a_rule_is_told_to_anybody(page: Page) -> None:
    answer = say(page, "垃圾分类加几分")
    assert "at-told" in answer["html"]
    assert "垃圾分类，" in seen(answer)
    assert page.utterance(answer["speech"]).startswith("垃圾分类，")


def test_silence_is_told_first_and_then_come_buttons(page: Page, residents: Residents) -> None:
    page.card(residents.card)
    first = hear(page, speech.silence(6.0))
    assert "没有听到声音" in seen(first)
    assert page.utterance(first["speech"]) == "没有听到声音，请靠近一点，再说一遍。"
    second = hear(page, speech.silence(6.0))
    assert "at-ask" in second["html"]
    page.post("/listen")
    assert page.answer.json["state"] == "sorry", "never a third try by voice"
    assert page.get("/balance").screen == "balance", "touch stays"


def test_noise_is_not_taken_for_a_question(page: Page, residents: Residents) -> None:
    page.card(residents.card)
    answer = hear(page, speech.noise(3.0, seed=7, level=0.2))
    assert answer["state"] != "heard"


@pytest.mark.parametrize("sound", [b"x", bytes(64_002), b"RIFF garbage!"], ids=["half", "huge", "odd"])
def test_what_is_no_sound_is_told_in_a_sentence(page: Page, sound: bytes) -> None:
    answer = chunk(page, begin(page), 0, sound)
    assert answer["state"] == "sorry"
    assert sentences(answer["html"])[0] == ("error.audio_bad", "声音没有传好，请再说一遍。")


@pytest.mark.parametrize("megabytes", [1, 50])
def test_far_too_much_sound_is_told_as_sound(page: Page, megabytes: int) -> None:
    headers = {**page.headers, "X-CSRF": page.csrf}
    page.answer = page.client.post(f"/listen/{begin(page)}/0", data=bytes(megabytes << 20), headers=headers)
    assert page.answer.status_code == 413
    assert sentences(page.answer.json["html"])[0][0] == "error.audio_bad"
    free_again = begin(page)
    page.post(f"/listen/{free_again}/cancel")
    nobody = page.client.application.test_client().post("/listen/x/0", data=bytes(megabytes << 20))
    assert (nobody.status_code, nobody.json["state"]) == (413, "sorry")


def test_chunks_out_of_order_are_told_in_a_sentence(page: Page) -> None:
    answer = chunk(page, begin(page), 5, speech.silence(0.2))
    assert sentences(answer["html"])[0] == ("error.chunks_out_of_order", "声音断了一下，请再说一遍。")


def test_a_wrong_rate_is_told_in_a_sentence(page: Page) -> None:
    page.post("/listen", rate=8000)
    assert page.answer.json["state"] == "sorry"


def test_nobody_speaks_into_anothers_listening(page: Page) -> None:
    mine = begin(page)
    other = Page(page.client.application.test_client()).get("/")
    assert chunk(other, mine, 0, speech.silence(0.2))["state"] == "sorry"
    assert chunk(page, mine, 0, speech.silence(0.2))["state"] == "hearing"
    page.post(f"/listen/{mine}/cancel")


def test_touching_instead_ends_the_listening(page: Page) -> None:
    listening = begin(page)
    assert page.post(f"/listen/{listening}/cancel").answer.status_code == 204
    assert chunk(page, listening, 0, speech.silence(0.2))["state"] == "sorry"


def test_without_a_worker_the_answer_is_a_sentence(settings: Settings, store: Store) -> None:
    app = kiosk.create_app(settings=settings, store=store, voice=None, prints=Nudged())
    page = Page(app.test_client()).get("/").post("/listen")
    assert "现在不能听您说话" in page.answer.json["html"]
