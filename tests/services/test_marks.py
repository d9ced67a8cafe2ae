"""The word that is chosen with a line: the level of an honour (GY-08), the part of a score (MH-07)."""

from __future__ import annotations

from datetime import date

import pytest

from tests import builders
from village.errors import VillageError
from village.model.entry import Entry
from village.model.household import Household
from village.services import corrections, evidence, items, ledger, marks, rulebook, scores, statements
from village.services.scores import Score
from village.services.statements import Access
from village.store import Store

PLAIN = {"code": "M1", "title": "门前整洁", "category": "人居环境类", "kind": "positive", "points": 2, "per": "month"}
HONOUR = {"code": "M2", "title": "得到荣誉", "category": "表彰奖励类", "kind": "positive", "points": 5, "per": "event"}
LEVELS = {
    "code": "M3",
    "title": "受到表彰",
    "category": "表彰奖励类",
    "kind": "positive",
    "options": {"镇村级": 5, "市县级": 10},
    "per": "event",
}


def village(store: Store, pack: str, *rows: dict[str, object]) -> Household:
    rulebook.adopt(
        store, pack_id=pack, since=date(2026, 1, 1), settings={}, actor=builders.CADRE, approval=builders.RECORD
    )
    items.add(store, rows, approval=builders.RECORD, actor=builders.CADRE)
    return builders.a_household(store)


def record(store: Store, home: Household, item: str, mark: str = "", option: str = "") -> Entry:
    paper = evidence.name_paper(store, kind="other", title="记录", actor=builders.CADRE)
    score = Score(
        *(home.id, item, date(2026, 3, 10), option),
        place="门口",
        reason="走访看到",
        evidence_id=paper.id,
        mark=mark,
    )
    return scores.record(store, score, actor=builders.CADRE).entry


def test_an_honour_has_its_level_and_other_lines_have_none(store: Store) -> None:
    home = village(store, "gaoyang-2022", PLAIN, HONOUR)
    with pytest.raises(VillageError, match="mark_missing"):
        record(store, home, "M2")
    with pytest.raises(VillageError, match="mark_unknown"):
        record(store, home, "M2", "宇宙级")
    assert marks.of_line(store, record(store, home, "M2", "市县级")) == "市县级"
    assert marks.of_line(store, record(store, home, "M1")) == ""


def test_an_item_whose_figures_are_levels_says_the_level_itself(store: Store) -> None:
    home = village(store, "gaoyang-2022", LEVELS)
    item = rulebook.rules_on(store, date(2026, 3, 10)).item("M3")
    assert marks.asked(rulebook.rules_on(store, date(2026, 3, 10)), item) is None
    assert marks.of_line(store, record(store, home, "M3", option="镇村级")) == "镇村级"
    assert [one.what for one in statements.statement(store, home.id, access=Access.OWN, limit=1)] == [
        "受到表彰（镇村级）"
    ]


def test_a_score_says_which_part_it_is_and_the_statement_shows_it(store: Store) -> None:
    home = village(store, "minhang-2024", {**PLAIN, "category": "人居环境"})
    line = record(store, home, "M1", "成效")
    shown = statements.statement(store, home.id, access=Access.OWN)
    assert [one.what for one in shown if one.seq == line.seq] == ["门前整洁（成效）"]
    anybody = statements.statement(store, home.id, access=Access.PUBLIC)
    assert [one.what for one in anybody if one.seq == line.seq] == ["门前整洁"]
    corrections.correct(store, seq=line.seq, reason="记错了", actor=builders.CADRE)
    back = statements.statement(store, home.id, access=Access.DESK)[0]
    assert (back.takes_back, back.what) == (line.seq, "门前整洁（成效）")
    assert ledger.balance(store, home.id).hundredths == 0


def test_what_was_chosen_is_never_changed(store: Store) -> None:
    home = village(store, "gaoyang-2022", HONOUR)
    record(store, home, "M2", "国家级")
    with pytest.raises(Exception, match="never changed"):
        store.db.execute("UPDATE line_marks SET word = '镇村级'")
