"""The rule book at the desk."""

from __future__ import annotations

from datetime import date

from tests import builders
from tests.admin.conftest import Desk
from village.model.registration import Register, Registration
from village.services import evaluations, items, registrations, rulebook
from village.store import Store


def test_it_works(inspector: Desk) -> None:
    page = inspector.get("/rulebook").text
    assert "50 项" in page
    assert "垃圾分类，一个月加一次，每次加5分。" in page
    assert "附件2第8项" in page
    assert "2023年7月1日" in page
    assert "洋发〔2023〕18号，2023年6月6日印发" in page
    assert "<dd>住户自己、积分小组</dd>" in page
    assert "<dd>存折、存折上的分跟账上一样、签字</dd>" in page


def test_items_that_take_points_away_say_who_reviewed_them(clerk: Desk, store: Store) -> None:
    before = clerk.get("/rulebook").text
    assert before.count("还没有法律审核") == 25
    assert '<option value="N09 ' in clerk.get("/registers/legal").text
    item = next(one for one in rulebook.rules_on(store, date(2026, 3, 20)).items if one.code == "N09")
    row = Registration(
        0, Register.LEGAL, date(2026, 3, 1), registrations.legal_title(item), name="镇司法所", note="不侵害权利"
    )
    registrations.write(store, row, actor=builders.CADRE)
    page = clerk.get("/rulebook").text
    assert "镇司法所法律审核：不侵害权利" in page
    assert page.count("还没有法律审核") == 24


def test_an_item_that_changed_has_to_be_reviewed_again(clerk: Desk, store: Store) -> None:
    pack = rulebook.rules_on(store, date(2026, 3, 20))
    item = next(one for one in pack.items if one.code == "N09")
    row = Registration(0, Register.LEGAL, date(2026, 3, 1), registrations.legal_title(item), name="司法所", note="可以")
    registrations.write(store, row, actor=builders.CADRE)
    held = evaluations.hold(store, on=date(2026, 3, 10), opinions="", outcome="照旧", actor=builders.CADRE)
    given = {"approval": builders.RECORD, "note": "镇里要求", "evaluation": held.id, "actor": builders.CADRE}
    version = item.version_on(date(2026, 3, 20))
    assert version
    figures = {"options": dict.fromkeys(version.options, -2)} if version.options else {"points": -2}
    items.adopt(store, "N09", since=date(2026, 3, 18), **figures, **given)  # type: ignore[arg-type]
    assert clerk.get("/rulebook").text.count("还没有法律审核") == 25
