"""The word that goes with a line at the desk: asked for where the document wants one, exported (GY-08, MH-07)."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from typing import Any

import pytest

from tests import builders
from tests.admin.conftest import Desk
from village.model.household import Household
from village.services import declarations, items, rulebook
from village.services.scores import Score
from village.store import Store

HONOUR = {"code": "M1", "title": "得到荣誉", "category": "表彰奖励类", "kind": "positive", "points": 5, "per": "event"}
TIDY = {"code": "M1", "title": "门前整洁", "category": "人居环境", "kind": "positive", "points": 2, "per": "month"}
FORM: dict[str, Any] = {
    **{"item": "M1", "occurred": "2026-03-20", "count": "1", "evidence": "other", "paper": "证书"},
    **{"place": "镇政府", "reason": "表彰大会"},
}


def under(store: Store, pack: str, item: dict[str, object]) -> None:
    rulebook.adopt(
        store, pack_id=pack, since=date(2026, 1, 1), settings={}, actor=builders.CADRE, approval=builders.RECORD
    )
    items.add(store, [item], approval=builders.RECORD, actor=builders.CADRE)


def test_the_level_of_an_honour_is_chosen_with_the_line_and_leaves_with_it(
    clerk: Desk, store: Store, zhang: Household
) -> None:
    under(store, "gaoyang-2022", HONOUR)
    form = f"/households/{zhang.id}/lines"
    asked = clerk.get(f"{form}/item?item=M1&occurred=2026-03-20").text
    assert "荣誉级别" in asked
    assert "市县级" in asked
    refused = clerk.post(f"{form}/new", **FORM)
    assert refused.status_code == 422
    assert 'id="mark-error"' in refused.text
    assert clerk.post(f"{form}/new", **FORM, mark="市县级").status_code == 303
    assert "得到荣誉（市县级）" in clerk.get(f"/households/{zhang.id}").text
    book = clerk.get("/statistics/book?sealed=1")
    rows = list(csv.DictReader(StringIO(book.data.decode("utf-8-sig"))))
    assert [row["mark"] for row in rows if row["item"] == "M1"] == ["市县级"]


def test_who_agrees_to_a_declaration_says_which_part_it_is(secretary: Desk, store: Store, zhang: Household) -> None:
    under(store, "minhang-2024", TIDY)
    score = Score(
        zhang.id,
        "M1",
        date(2026, 3, 10),
        evidence_id=builders.evidence.name_paper(store, kind="other", title="看到的", actor="一体机").id,
    )
    made = declarations.declare(store, score, actor="一体机").declaration
    page = f"/declarations/{made.id}"
    assert "评的是什么" in secretary.get(page).text
    assert 'id="mark-error"' in secretary.post(f"{page}/approve").text
    assert secretary.post(f"{page}/approve", mark="日常维护贡献度").status_code == 303
    assert "门前整洁（日常维护贡献度）" in secretary.get(f"/households/{zhang.id}").text


@pytest.mark.parametrize("mark", ["", "成效"])
def test_a_sheet_says_the_part_once_for_all_or_cell_by_cell(
    clerk: Desk, store: Store, zhang: Household, mark: str
) -> None:
    under(store, "minhang-2024", TIDY)
    asked = {"day": "2026-03-20", "evidence": "other", "paper": "评分表", "mark": mark}
    sheet = clerk.post("/score-sheets/new", item=["M1"], **asked).location
    assert "写在数字后面，比如：1 成效" in clerk.get(sheet).text
    clerk.post(f"{sheet}/cells", **{f"c.{zhang.id}.M1": "1"})
    handed = clerk.post(f"{sheet}/submit")
    if not mark:
        assert 'data-code="sheet_faulty"' in handed.text
        assert "还没有选评的是什么" in handed.text
        clerk.post(f"{sheet}/cells", **{f"c.{zhang.id}.M1": "1 成效 院坝扫得干净", f"w.{zhang.id}.M1": "1"})
        handed = clerk.post(f"{sheet}/submit")
    assert handed.status_code == 303
    assert "门前整洁（成效）" in clerk.get(f"/households/{zhang.id}").text
