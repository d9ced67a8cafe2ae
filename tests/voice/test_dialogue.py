"""What is heard becomes an answer: from the ledger, for this asker, on this screen."""

from __future__ import annotations

from datetime import date

import pytest

from tests import builders
from village.language import phrase
from village.language.sentences import intents_for, screens, sentences_of
from village.model.household import Household
from village.services import pin_codes
from village.store import Store
from village.voice.dialogue import Asker, Place, Reply, answer

KNOWING = ("ask_balance", "why", "why_plus", "why_minus", "ask_rank", "whose_household")


@pytest.fixture
def zhang(store: Store) -> Household:
    household = builders.a_household(store)
    builders.a_line(store, household, "P07", occurred=date(2026, 3, 2))
    builders.a_line(store, household, "N08", occurred=date(2026, 3, 12), reason="门口堆了柴草")
    return household


def ask(store: Store, heard: str, household: Household | None, *, trusted: bool = True, screen: str = "") -> Reply:
    place = screen or ("balance" if household else "home")
    reply = answer(store, heard, Asker(place, household.id if household else None, trusted))
    assert reply is not None
    return reply


def test_it_works(store: Store, zhang: Household) -> None:
    reply = ask(store, "我家还有多少分", zhang)
    assert reply.place == Place("balance")
    assert reply.says is not None
    assert reply.says.phrase.spoken == "您家现在有二十分。"


@pytest.mark.parametrize(
    ("heard", "key", "place"),
    [
        ("为什么", "statement.why", Place("statement", {"sign": "all"})),
        ("为什么加分", "statement.why_plus", Place("statement", {"sign": "plus"})),
        ("为什么扣分", "statement.why_minus", Place("statement", {"sign": "minus"})),
        ("我家排第几", "rank.first", Place("rank")),
        ("这是谁家", "who.is", None),
    ],
)
def test_each_question_has_its_sentence_and_its_screen(
    store: Store, zhang: Household, heard: str, key: str, place: Place | None
) -> None:
    reply = ask(store, heard, zhang)
    assert reply.says is not None
    assert (reply.says.key, reply.place) == (key, place)


@pytest.mark.parametrize("heard", ["为什么", "为什么加分", "为什么扣分"])
def test_reasons_without_card_or_pin_are_answered_by_how_to_hear_them(
    store: Store, zhang: Household, heard: str
) -> None:
    reply = ask(store, heard, zhang, trusted=False)
    assert reply.says is not None
    assert reply.says.key == "unlock.reasons_card"


def test_the_total_and_the_rank_are_public(store: Store, zhang: Household) -> None:
    for heard in ("多少分", "我家排第几"):
        reply = ask(store, heard, zhang, trusted=False)
        assert reply.says is not None
        assert not reply.says.key.startswith("unlock.")


def test_a_receipt_needs_card_or_pin_and_is_remembered(store: Store, zhang: Household) -> None:
    assert ask(store, "打印小票", zhang).place == Place("print")
    reply = ask(store, "打印小票", zhang, trusted=False)
    assert (reply.place, reply.wish) == (Place("unlock", {"what": "receipt"}), Place("print"))
    assert reply.says is not None
    assert "密码" not in reply.says.phrase.shown, "this household has none"
    pin_codes.choose(store, zhang.id, pin="4071", actor=builders.CADRE)
    reply = ask(store, "打印小票", zhang, trusted=False)
    assert reply.says is not None
    assert "或者按密码" in reply.says.phrase.shown


def test_a_guest_is_asked_to_find_the_household_first(store: Store) -> None:
    for heard in ("多少分", "为什么扣分", "我家排第几"):
        reply = ask(store, heard, None)
        assert reply.says is not None
        assert reply.says.key == "who.guest"
        assert reply.wish is not None


def test_spoken_digits_are_handed_on(store: Store) -> None:
    assert ask(store, "户号是零三零幺七", None, screen="identify").digits == "03017"


def test_what_is_not_said_on_this_screen_is_not_understood(store: Store, zhang: Household) -> None:
    assert answer(store, "多少分", Asker("pin", zhang.id, True)) is None
    assert answer(store, "今天天气怎么样", Asker("balance", zhang.id, True)) is None
    assert answer(store, "", Asker("home")) is None


@pytest.mark.parametrize("screen", screens())
def test_every_sentence_of_every_screen_gets_a_reply(store: Store, zhang: Household, screen: str) -> None:
    for intent in intents_for(screen):
        for heard in sentences_of(intent)[:2]:
            for household in (zhang, None):
                reply = answer(store, heard, Asker(screen, household and household.id, trusted=bool(household)))
                assert reply is not None
                assert reply.intent == intent
                assert (reply.says is not None) is (intent in KNOWING) or reply.wish is not None
                if reply.says:
                    assert phrase(reply.says.key, **reply.says.params)
