"""What is heard becomes an answer: from the ledger, for this asker, on this screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.tuning import STEPS
from tests import builders
from village.devices.ears import Heard
from village.language import phrase
from village.language.sentences import intents_for, screens, sentences_of
from village.language.sounds import syllables
from village.model.household import Household
from village.services import pin_codes
from village.store import Store
from village.voice.answers import answer, guarded, near, understood
from village.voice.dialogue import Asker, Place, Reply
from village.voice.vocabulary import Head, Vocabulary

VILLAGE = Vocabulary(
    heads=(Head(1, "张桂芳", "三组", syllables("张桂芳")),),
    groups=("三组",),
    goods={"酱油": (1,)},
    items={"垃圾分类": ("P07",), "烧秸秆": ("N14",)},
)
SAID = {"name": "张桂芳", "group": "三组", "goods": "酱油", "item": "垃圾分类", "digits": "零三幺七", "nth": "二"}
SILENT = {
    "stop",
    "more",
    "pick",
    "read_receipt",
    "print_again",
    "not_ours",
    "wrong_points",
    "never_was",
    "other_reason",
    "repeat",
    "settings",
    "back",
    "help",
    "goodbye",
    "confirm",
}
"""What the kiosk does by itself, besides tuning, cancelling and digits."""


@pytest.fixture
def zhang(store: Store) -> Household:
    household = builders.a_household(store)
    builders.a_line(store, household, "P07", occurred=date(2026, 3, 2))
    builders.a_line(store, household, "N08", occurred=date(2026, 3, 12), reason="门口堆了柴草")
    return household


def ask(store: Store, heard: str, household: Household | None, *, trusted: bool = True, screen: str = "") -> Reply:
    place = screen or ("balance" if household else "home")
    reply = answer(store, heard, Asker(place, household.id if household else None, trusted, trusted))
    assert reply is not None
    return reply


def test_it_works(store: Store, zhang: Household) -> None:
    reply = ask(store, "我家还有多少分", zhang)
    assert reply.place == Place("balance")
    assert reply.says is not None
    assert reply.says.phrase.spoken == "您家现在有二十分，二十分。"


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
def test_every_sentence_of_every_screen_leads_somewhere(store: Store, zhang: Household, screen: str) -> None:
    for intent in intents_for(screen):
        for heard in sentences_of(intent)[:2]:
            for household in (zhang, None):
                asker = Asker(screen, household and household.id, trusted=bool(household), proved=bool(household))
                reply = answer(store, heard.format_map(SAID), asker, VILLAGE)
                assert reply is not None
                assert reply.intent == intent
                moves = reply.says or reply.place or reply.wish or reply.heads or reply.digits
                assert moves or intent in SILENT or intent in STEPS or intent == "cancel"
                if reply.says:
                    assert phrase(reply.says.key, **reply.says.params)


@pytest.mark.parametrize(
    ("heard", "place"),
    [
        ("我换的东西", Place("orders")),
        ("我要申报", Place("declare")),
        ("我申报的", Place("declared")),
        ("这个分不对", Place("objection")),
        ("为什么只能换这么多", Place("redeemable")),
        ("这个月几分", None),
        ("这个月多少分", Place("told", {"question": "this_month"})),
        ("我要换酱油", Place("order")),
        ("我要申报垃圾分类", Place("witness")),
    ],
)
def test_what_is_a_households_own_needs_card_or_pin_and_is_remembered(
    store: Store, zhang: Household, heard: str, place: Place | None
) -> None:
    asker = Asker("balance", zhang.id)
    reply = answer(store, heard, asker, VILLAGE)
    if place is None:
        assert reply is None
        return
    assert reply is not None
    assert reply.place == Place("unlock", {"what": "errand"})
    assert reply.wish is not None
    assert guarded(reply.wish)
    assert reply.wish.screen == place.screen
    proved = answer(store, heard, Asker("balance", zhang.id, True, True), VILLAGE)
    assert proved is not None
    assert proved.place is not None
    assert (proved.place.screen, proved.wish) == (place.screen, None)


@pytest.mark.parametrize(
    ("heard", "place"),
    [
        ("垃圾分类加几分", Place("told", {"question": "item_rule", "subject": "P07"})),
        ("年底清零吗", Place("told", {"question": "lapse"})),
        ("几号能换", Place("told", {"question": "next_window"})),
        ("按户号找", Place("pad", {"kind": "number"})),
    ],
)
def test_rules_and_ways_in_are_for_anybody(store: Store, heard: str, place: Place) -> None:
    reply = answer(store, heard, Asker("home"), VILLAGE)
    assert reply is not None
    assert reply.place == place


def test_a_name_opens_nothing_and_remembers_what_was_asked_with_it(store: Store) -> None:
    reply = answer(store, "三组张桂芳家多少分", Asker("home"), VILLAGE)
    assert reply is not None
    assert (reply.heads, reply.wish, reply.place, reply.says) == ((1,), Place("balance"), None, None)


def test_all_of_one_sound_are_asked_apart(store: Store) -> None:
    same = [Head(n, name, group, syllables(name)) for n, name, group in [(1, "张桂芳", "三组"), (2, "章贵方", "一组")]]
    village = Vocabulary(heads=tuple(same), groups=("一组", "三组"))
    reply = answer(store, "我是张桂芳", Asker("home"), village)
    assert reply is not None
    assert reply.heads == (1, 2)
    told_apart = answer(store, "我是一组张桂芳我还有多少分", Asker("home"), village)
    assert told_apart is not None
    assert told_apart.heads == (2,)


def test_who_was_nearly_heard_is_offered_and_nobody_else() -> None:
    found = near(("我是杨百合", "今天张贵花"), Asker("home"), VILLAGE)
    assert found is None
    found = near(("我是张贵昏",), Asker("home"), VILLAGE)
    assert found is not None
    assert (found.intent, found.heads) == ("name", (1,))
    assert near(("今天天气怎么样",), Asker("home"), VILLAGE) is None
    assert near(("我是张贵昏",), Asker("balance"), VILLAGE) is None, "no names are asked for there"


def test_what_acts_at_once_is_believed_only_when_it_was_heard_clearly(store: Store, zhang: Household) -> None:
    asker = Asker("balance", zhang.id, True, True)
    for phrase_heard in ("打印小票", "叫干部", "我走了"):
        unsure = Heard("commands", phrase_heard, {"commands": phrase_heard}, lead=1.0)
        assert understood(store, unsure, asker, VILLAGE) is None
        assert understood(store, replace(unsure, lead=5.0), asker, VILLAGE) is not None
    asked = Heard("questions", "多少分", {"questions": "多少分"}, lead=-2.0)
    assert understood(store, asked, asker, VILLAGE) is not None, "a question does no harm"
    assert understood(store, None, asker, VILLAGE) is None
