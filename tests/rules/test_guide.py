"""What a new village is told: every open choice of every pack in two plain sentences, every answer understood."""

from __future__ import annotations

import re

import pytest

from rules import PackError, load_pack, packs_folder
from rules.guide import Question, guide_of, pack_ids
from rules.settings import SETTINGS

SENTENCE = re.compile(r"[^。！？]+。")
LATIN = re.compile(r"[A-Za-z]")
OPEN = [(pack_id, one) for pack_id in pack_ids() for one in guide_of(pack_id).questions]


def named(value: object) -> str:
    return value if isinstance(value, str) else value.key if isinstance(value, Question) else ""


def question(pack_id: str, key: str) -> Question:
    return next(one for one in guide_of(pack_id).questions if one.key == key)


def test_there_are_five_packs() -> None:
    assert len(pack_ids()) == 5


@pytest.mark.parametrize("pack_id", pack_ids())
def test_no_open_choice_of_a_pack_is_without_its_words(pack_id: str) -> None:
    pack = load_pack(packs_folder() / pack_id)
    still_open = {key for key, row in pack.settings.items() if row.choice}
    assert {one.key for one in guide_of(pack_id).questions} == still_open
    assert len(still_open) >= 25


@pytest.mark.parametrize("pack_id", pack_ids())
def test_a_pack_says_in_two_sentences_who_wrote_it_and_what_is_special(pack_id: str) -> None:
    about = guide_of(pack_id).about
    assert len(about) == 2
    assert all(SENTENCE.fullmatch(sentence) for sentence in about)
    year = pack_id.rpartition("-")[2]
    assert re.search(rf"{year}年写的", about[0])


@pytest.mark.parametrize("one", [one for _, one in OPEN], ids=named)
class TestTheWordsOfAChoice:
    def test_are_two_plain_sentences(self, one: Question) -> None:
        assert all(SENTENCE.fullmatch(sentence) for sentence in one.says)
        assert all(len(clause) <= 30 for sentence in one.says for clause in re.split("[，。]", sentence))
        assert not LATIN.search("".join(one.says) + one.title)
        assert len(one.title) <= 14

    def test_name_every_answer_it_may_have(self, one: Question) -> None:
        accepts = SETTINGS[one.key]
        words = {"true", "false"} if accepts.flag else set(accepts.words)
        assert words <= set(one.words)
        assert bool(accepts.whole or accepts.points) == bool(one.figure)
        assert not any(LATIN.search(label) for label in one.words.values())
        assert len(set(one.words.values())) == len(one.words)


@pytest.mark.parametrize(("pack_id", "one"), OPEN, ids=named)
class TestEveryChoice:
    def test_names_a_clause_that_stands_in_the_document(self, pack_id: str, one: Question) -> None:
        pack = load_pack(packs_folder() / pack_id)
        assert one.clause == pack.setting(one.key).clause
        assert one.place == pack.place(one.clause)

    def test_takes_each_of_its_answers_and_says_it_back(self, pack_id: str, one: Question) -> None:
        pack = load_pack(packs_folder() / pack_id)
        for word in one.words:
            chosen = pack.choose({one.key: one.read(word)})
            assert chosen.setting(one.key).value is not None
            assert one.said(word) == one.words[word]
        if one.usual is not None:
            chosen = pack.choose({one.key: one.read(one.usual)})
            assert chosen.setting(one.key).value == pack.setting(one.key).value


def test_only_what_a_document_leaves_wholly_open_has_no_usual_answer() -> None:
    assert {(pack_id, one.key) for pack_id, one in OPEN if one.usual is None} == {
        ("yangkou-2023", "base_points"),
        ("yangkou-2023", "publication_day"),
        *(("minhang-2024", key) for key in ("year_change", "rate", "redemption_months", "redemption_days")),
    }


@pytest.mark.parametrize(
    ("pack_id", "key", "text", "raw", "said"),
    [
        ("yangkou-2023", "publication_day", "5", 5, "5号"),
        ("yangkou-2023", "publication_day", " ５号 ", 5, "5号"),
        ("yangkou-2023", "line_fields", "", [], "都不用"),
        ("yangkou-2023", "line_fields", "place、reason", ["place", "reason"], "在什么地方、为了什么事"),
        ("minhang-2024", "redemption_months", "1、4 7，10月", [1, 4, 7, 10], "1、4、7、10月"),
        ("minhang-2024", "redemption_months", "all", "all", "全年都能换"),
        ("minhang-2024", "scoring_deadline", "20", 20, "20号"),
        ("minhang-2024", "open_reason", "true", True, "要写原因"),
    ],
)
def test_answers_are_read_as_people_write_them(pack_id: str, key: str, text: str, raw: object, said: str) -> None:
    one = question(pack_id, key)
    assert one.read(text) == raw
    if text.isascii():
        assert one.said(text) == said


@pytest.mark.parametrize(
    ("pack_id", "key", "text"),
    [
        ("yangkou-2023", "publication_day", "29"),
        ("yangkou-2023", "publication_day", "月初"),
        ("yangkou-2023", "publication_day", ""),
        ("yangkou-2023", "base_points", "-5"),
        ("yangkou-2023", "base_points", "20.3"),
        ("yangkou-2023", "base_points", "inf"),
        ("yangkou-2023", "base_points", "20 30"),
        ("minhang-2024", "redemption_months", ""),
        ("minhang-2024", "redemption_months", "all,3"),
        ("minhang-2024", "redemption_days", "5,5"),
        ("minhang-2024", "year_change", "burn"),
        ("minhang-2024", "rate", "0"),
        ("dazu-2021", "filed_reports", "annex7"),
        ("dazu-2021", "redemption_proof", ""),
    ],
)
def test_what_is_no_answer_is_refused(pack_id: str, key: str, text: str) -> None:
    with pytest.raises(PackError, match=key):
        question(pack_id, key).read(text)


def test_a_question_is_asked_only_where_its_answer_matters() -> None:
    pack = load_pack(packs_folder() / "minhang-2024")
    guide = guide_of("minhang-2024")
    bare = {one.key for one in guide.asked(pack, {})}
    assert "base_points" not in bare
    assert "late_events" not in bare
    granted = {one.key for one in guide.asked(pack, {"base_grant": "each_year", "scoring_deadline": "20"})}
    assert granted - bare == {
        *("base_points", "base_redeemable", "base_after_year"),
        *("deadline_inclusive", "late_events", "late_proof"),
    }
