"""How people here say it: judged before it is taken on, live at once, and the starter lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest

import voice_models
from tests import builders, speech
from tests.voice.utterance import speak
from village.devices.ears import MODEL, VoskEars
from village.errors import VillageError
from village.language.localisms import Region, read, regions, written
from village.language.sentences import grammars_for
from village.language.sounds import alike, syllables
from village.model.goods import Goods
from village.model.localism import Localism, LocalismKind
from village.model.points import Points
from village.services import goods
from village.services import localisms as kept
from village.store import Store
from village.voice import answers, localisms, vocabulary
from village.voice.client import Voice
from village.voice.dialogue import Asker
from village.voice.vocabulary import Head, Vocabulary

INTENT, GOODS, ITEM, GROUP = LocalismKind.INTENT, LocalismKind.GOODS, LocalismKind.ITEM, LocalismKind.GROUP
HERE = Vocabulary(
    heads=(Head(1, "赵德贵", "三组", syllables("赵德贵", surname=True)),),
    groups=("三组", "四组"),
    goods={"酱油": (1,), "大米": (2,)},
    items={"垃圾分类": ("P07",)},
)


def anything(_: Sequence[str]) -> dict[str, list[str]]:
    """Ears that hear every word."""
    return {}


def test_a_sentence_of_the_village_is_understood_at_once_and_until_it_is_taken_off(store: Store) -> None:
    home = builders.a_household(store)
    asker = Asker("balance", home.id, trusted=True, proved=True)
    said = "我屋头还有好多分"
    assert answers.answer(store, said, asker, vocabulary.of(store)) is None
    made = localisms.accept(store, anything, INTENT, meant="ask_balance", said=said, actor=builders.CADRE)
    village = vocabulary.of(store)
    reply = answers.answer(store, said, asker, village)
    assert reply
    assert reply.intent == "ask_balance"
    assert said in grammars_for("balance", village.book)["questions"]
    assert said not in grammars_for("pin", village.book).get("questions", ())
    kept.remove(store, made.id, actor=builders.CADRE)
    assert answers.answer(store, said, asker, vocabulary.of(store)) is None
    with pytest.raises(VillageError, match="localism_gone"):
        kept.remove(store, made.id, actor=builders.CADRE)


def test_words_for_goods_deeds_and_groups_stand_for_the_usual_ones(store: Store) -> None:
    builders.a_household(store)
    soy = goods.add(store, Goods(0, "酱油500毫升", Points(200), None, stock=3), actor=builders.CADRE)
    for kind, meant, said in ((GOODS, "酱油", "豆油"), (ITEM, "垃圾分类", "分渣渣"), (GROUP, "三组", "三社")):
        localisms.accept(store, anything, kind, meant=meant, said=said, actor=builders.CADRE)
    village, asker = vocabulary.of(store), Asker("home")
    assert village.goods["豆油"] == (soy.id,)
    assert village.items["分渣渣"] == village.items["垃圾分类"]
    rule = answers.answer(store, "分渣渣加几分", asker, village)
    assert rule
    assert rule.intent == "item_rule"
    found = answers.answer(store, "三社", Asker("identify"), village)
    assert found
    assert found.place
    assert found.place.args == {"group": "三组"}


@pytest.mark.parametrize(
    ("kind", "meant", "said", "code"),
    [
        (INTENT, "ask_balance", "我有3分", "localism_signs"),
        (INTENT, "ask_balance", "称点（米）", "localism_signs"),
        (GOODS, "酱油", "好{goods}", "localism_signs"),
        (INTENT, "ask_balance", "分呢", "localism_short"),
        (GOODS, "酱油", "油", "localism_short"),
        (INTENT, "ask_balance", "我们屋里头的那个积分还剩下好多", "localism_long"),
        (INTENT, "confirm", "要得要得", "localism_gone"),
        (GOODS, "彩电", "电视机", "localism_gone"),
        (INTENT, "price_of", "要好多分", "localism_parts"),
        (INTENT, "ask_balance", "我屋头的{goods}", "localism_parts"),
        (INTENT, "ask_balance", "我家有多少分", "localism_known"),
        (INTENT, "want_goods", "我要换{goods}", "localism_known"),
        (GROUP, "三组", "三组", "localism_known"),
        (INTENT, "ask_balance", "我家排第几", "localism_clash"),  # means something else already
        (INTENT, "ask_balance", "未什么", "localism_clash"),  # sounds as 为什么 does
        (INTENT, "ask_balance", "赵得桂", "localism_clash"),  # sounds like a neighbour
        (INTENT, "price_of", "我要换{goods}", "localism_clash"),
        (INTENT, "ask_balance", "垃圾分类加几分", "localism_clash"),
        (GOODS, "酱油", "大米", "localism_clash"),
        (GOODS, "酱油", "大字", "localism_clash"),  # 换大字 makes the letters larger
        (GROUP, "三组", "四组", "localism_clash"),
    ],
)
def test_what_cannot_be_told_apart_is_refused(kind: LocalismKind, meant: str, said: str, code: str) -> None:
    with pytest.raises(VillageError, match=code):
        localisms.judge(HERE, kind, meant, said)


def test_a_character_that_the_ears_have_no_word_for_is_named_and_nothing_is_kept(voice: Voice, store: Store) -> None:
    with pytest.raises(VillageError, match="localism_unheard") as refused:
        localisms.accept(store, voice.check, INTENT, meant="why", said="龘得很怪", actor=builders.CADRE)
    assert refused.value.params == {"what": "龘"}
    assert kept.standing(store) == []


def test_without_ears_nothing_is_taken_on_unchecked(store: Store) -> None:
    def away(_: Sequence[str]) -> dict[str, list[str]]:
        raise VillageError("ears_missing")

    with pytest.raises(VillageError, match="localism_unchecked"):
        localisms.accept(store, away, INTENT, meant="why", said="为啥子是这个分", actor=builders.CADRE)


def test_what_was_added_is_heard(voice: Voice) -> None:
    """A person's words in an order that no table of ours has."""
    village = vocabulary.with_localisms(HERE, [localism(INTENT, "help", "帮助为什么")])
    sound = speech.silence(0.3) + speech.said("帮助", "为什么") + speech.silence(2)
    progress = speak(voice, sound, grammars_for("balance", village.book))
    assert progress.heard
    assert progress.heard.phrase == "帮助为什么"


def test_a_sentence_is_read_as_a_cadre_writes_it() -> None:
    assert read("给我拿点 (东西)。") == "给我拿点{goods}"
    assert written("给我拿点{goods}") == "给我拿点（东西）"


@pytest.mark.parametrize("region", regions(), ids=[one.id for one in regions()])
def test_every_entry_of_a_starter_list_can_be_heard_and_told_apart(region: Region) -> None:
    ears = VoskEars(voice_models.locate(MODEL), alike)
    words = {kind: dict.fromkeys(meant for one, meant, _ in region.entries if one is kind) for kind in LocalismKind}
    village = Vocabulary(
        heads=HERE.heads,
        groups=tuple(words[GROUP]),
        goods={word: (place,) for place, word in enumerate(words[GOODS])},
        items={word: (word,) for word in words[ITEM]},
    )
    assert len(region.entries) > 40
    taken: list[Localism] = []
    for kind, meant, said in region.entries:
        localisms.judge(vocabulary.with_localisms(village, taken), kind, meant, said)
        assert not ears.lacks(said), said
        taken.append(localism(kind, meant, said))


def localism(kind: LocalismKind, meant: str, said: str) -> Localism:
    return Localism(0, kind, meant, said, datetime(2026, 3, 20, 12), builders.CADRE)
