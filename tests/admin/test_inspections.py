"""The inspector at the desk: four parts, lines drawn by lot, what was found, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from tests import builders
from tests.admin.conftest import Desk
from village.model.household import Household
from village.model.staff import Role
from village.services import findings, rulebook
from village.store import Store


@pytest.mark.parametrize("pack", ["yangkou-2023", "jiuxian-2022", "minhang-2024"])
def test_a_quarter_has_exactly_four_parts(inspector: Desk, store: Store, pack: str) -> None:
    rulebook.adopt(
        store, pack_id=pack, since=date(2026, 1, 1), settings={}, actor=builders.CADRE, approval=builders.RECORD
    )
    page = inspector.get("/inspections").text
    assert re.findall(r'<h2 id="\w+">(.*?)</h2>', page) == ["考核打分", "积分公示", "积分兑换", "台账管理"]
    assert ">巡查<" in page


def test_an_inspector_draws_lines_and_writes_down_what_was_found(
    inspector: Desk, clerk: Desk, secretary: Desk, store: Store, zhang: Household
) -> None:
    rulebook.adopt(
        store, pack_id="jiuxian-2022", since=date(2026, 1, 1), settings={}, actor=builders.CADRE, approval="会议"
    )
    line = builders.a_plain_line(store, zhang, "5", item="P07")
    assert inspector.post("/inspections/2026-Q1", part="scoring", seed="88", size="3").status_code == 303
    page = inspector.get("/inspections").text
    assert "88 号签，从 1 条里抽 1 条" in page
    assert "三组 张桂芳" in page
    subject = f"entry:{line.seq}"
    form = {"quarter": "2026-Q1", "part": "积分制开展", "agrees": "no", "inspector": "督查组", "subject": subject}
    assert 'id="found-error" data-code="finding_empty"' in inspector.post("/findings", **form).text
    assert inspector.post("/findings", **form, found="现场没有做").status_code == 303
    assert '<b class="ill">不符</b> 现场没有做' in clerk.get("/inspections").text
    (made,) = findings.all_of(store)
    assert made.actor == "inspector同志"
    assert 'data-code="read_only"' in inspector.post(f"/findings/{made.id}/mend", how="改了").text
    assert "待整改" in inspector.get("/findings").text
    assert "1 个问题待整改、待审核" in clerk.get("/").text
    assert clerk.post(f"/findings/{made.id}/mend", how="补记了说明").status_code == 303
    assert 'data-code="role_wrong"' in clerk.post(f"/findings/{made.id}/approve", approval="区审3号").text
    assert secretary.post(f"/findings/{made.id}/approve", approval="区审3号").status_code == 303
    page = clerk.get("/findings").text
    assert "补记了说明" in page
    assert "区审3号" in page
    assert "审过了" in page


def test_without_a_number_the_machine_draws_and_keeps_its_own(inspector: Desk) -> None:
    inspector.post("/inspections/2026-Q1", part="ledger", size="2")
    assert re.search(r"\d+ 号签，从 5 条里抽 2 条", inspector.get("/inspections").text)


@pytest.mark.parametrize(
    ("fields", "at", "code"),
    [
        ({"part": "redemption"}, "", "draw_empty"),
        ({"part": "ledger", "size": "51"}, "size", "count_wrong"),
        ({"part": "kitchen"}, "part", "field_wrong"),
    ],
)
def test_a_draw_from_nothing_says_so(inspector: Desk, fields: dict[str, str], at: str, code: str) -> None:
    refused = inspector.post("/inspections/2026-Q1", **fields)
    assert refused.status_code == 422
    assert f'id="{at}-error" data-code="{code}"' in refused.text


def test_a_shopkeeper_finds_nothing(sit: Callable[[Role], Desk], store: Store) -> None:
    assert 'data-code="role_wrong"' in sit(Role.SHOPKEEPER).post("/findings").text
    assert findings.all_of(store) == []


def test_what_a_finding_names_and_nobody_has_is_shown_as_it_was_written(clerk: Desk) -> None:
    form = {"quarter": "2026-Q1", "part": "考核打分", "agrees": "yes", "inspector": "督查组"}
    for subject in (
        "entry:99",
        "board:1:2",
        "horse:1",
        "entry:x",
        "redemption:7",
        "household:1:2",
        "entry:" + "9" * 30,
    ):
        assert clerk.post("/findings", **form, subject=subject).status_code == 303
        assert subject in clerk.get("/findings").text
