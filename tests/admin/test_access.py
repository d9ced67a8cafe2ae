"""Who may do what, asked of every route that the desk has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask import Flask

from tests import builders
from tests.admin import waiting
from tests.admin.conftest import PASSWORD, Desk
from tests.photos import photo
from village import clock
from village.model.household import Household
from village.model.staff import Role
from village.services import goods_pictures, objections, papers, receipts
from village.store import Store

OWN = {"staff.change_password"}  # what belongs to nobody else: everybody with a log-in may
DOORS = {"login.save", "login.again", "login.leave"}  # what one does without being logged in

GONE = dict.fromkeys(
    (
        *("rehearsals.show", "rehearsals.progress", "trials.show", "trials.homes", "trials.gone", "trials.ask"),
        *("announcements.sound", "notices.sound"),
        *("intakes.look", "intakes.progress"),
        *("claims.package", "claim_prints.claim", "claim_prints.draft"),  # no money is applied for here
    ),
    422,
)  # what is kept as long as the server runs, and was never there; what nobody can say on a machine without a mouth

FOUND = {"inspections.draw", "findings.find"}  # what inspectors write: the lines that they drew, and what they found
KEYS = {"intakes.now", "cards.index", "cards.show", "prints.cards"}  # what opens accounts
KEEPERS = {Role.CLERK, Role.SECRETARY}


@pytest.fixture
def places(store: Store, zhang: Household) -> dict[str, int | str]:
    """Something that exists for every number, and every word, in an address."""
    line = builders.a_line(store, zhang, occurred=date(2026, 3, 10))
    job = receipts.issue(store, zhang.id, actor=builders.CADRE)
    return {
        **{"kind": "roll", "ledger": "lines", "look_id": "none", "intake_id": waiting.an_intake(store).id},
        **{"household_id": zhang.id, "seq": line.seq, "job_id": job.id, "call_id": 1, "staff_id": 1},
        "sheet_id": waiting.a_score_sheet(store, zhang).id,
        "paper_id": papers.keep(store, b"%PDF", title="方案", name="方案.pdf", actor=builders.CADRE).id,
        "scanned": zhang.number,
        "recording_id": waiting.a_recording(store).id,
        "notice_id": waiting.a_notice(store).id,
        "declaration_id": waiting.a_declaration(store, zhang).id,
        "objection_id": objections.raise_one(store, seq=line.seq, household_id=zhang.id, actor=builders.CADRE).id,
        "publication_id": waiting.a_board(store, "2026-01").id,
        "veto_id": waiting.a_veto(store, zhang).id,
        "redemption_id": waiting.an_order(store, zhang).id,
        "digest": goods_pictures.put(store, 1, photo(), actor=builders.CADRE).picture,
        "member_id": waiting.a_member(store).id,
        "localism_id": 1,
        "kiosk_id": 1,
        **{"claim_id": 1, "finding_id": 1},
        **{"fund_id": 1, "budget_id": 1, "form": "goods_budget", "quarter": "2026-Q1"},
        **{"goods_id": 1, "period": "2026-02", "year": 2026, "code": "P07", "letter": "3402"},
        **{
            "pack_id": "yangkou-2023",
            "run_id": "none",
            "row": "1",
            "register": "duty",
            "task": "start",
            "registration_id": 1,
            "table": "ranking",
            "chart": "spread",
        },
    }


def routes(app: Flask, method: str, places: dict[str, int | str]) -> Iterator[tuple[str, str]]:
    """(endpoint, address) of every route that takes `method`."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if method in (rule.methods or ()) and rule.endpoint not in {"static", "shared"}:
                values = {name: places[name] for name in rule.arguments}
                yield rule.endpoint, app.url_map.bind("").build(rule.endpoint, values, method=method)


def test_it_works(app: Flask, places: dict[str, int | str]) -> None:
    assert len(list(routes(app, "GET", places))) > 20
    assert len(list(routes(app, "POST", places))) > 12


def test_every_page_answers_for_every_role(
    app: Flask, places: dict[str, int | str], sit: Callable[[Role], Desk]
) -> None:
    for role in Role:
        desk = sit(role)
        for endpoint, address in routes(app, "GET", places):
            known = {"login.show": 302, "lines.photo": 404, "declarations.photo": 404, "objections.photo": 404, **GONE}
            wanted = known.get(endpoint, 200)
            if endpoint in KEYS and role not in KEEPERS:
                wanted = 422
            assert desk.get(address).status_code == wanted, (role, address)


@pytest.mark.parametrize("pack", ["jiuxian-2022", "dazu-2021", "gaoyang-2022", "minhang-2024"])
def test_every_page_answers_under_every_document(
    app: Flask, places: dict[str, int | str], stranger: Desk, store: Store, pack: str
) -> None:
    # Their tables are still empty: no item has figures to change.
    wanted = {
        "login.show": 302,
        "lines.photo": 404,
        "declarations.photo": 404,
        "objections.photo": 404,
        "items.show": 404,
        **GONE,
    }
    wanted["claim_prints.draft"] = 200 if pack == "jiuxian-2022" else 422
    with clock.held(date(2027, 1, 6)):
        builders.adopt(store, pack_id=pack, since=date(2027, 1, 1), settings={}, approval=builders.RECORD, actor="书记")
        stranger.post("/login", login="secretary", password=PASSWORD)
        for endpoint, address in routes(app, "GET", places):
            assert stranger.get(address).status_code == wanted.get(endpoint, 200), address


def test_every_page_asks_for_a_log_in(app: Flask, places: dict[str, int | str], stranger: Desk) -> None:
    for endpoint, address in routes(app, "GET", places):
        if endpoint not in {"login.show", "health.show"}:
            assert stranger.get(address).location.startswith("/login"), address


def test_every_act_asks_for_a_log_in(app: Flask, places: dict[str, int | str], stranger: Desk) -> None:
    for endpoint, address in routes(app, "POST", places):
        if endpoint not in DOORS:
            assert stranger.post(address).location.startswith("/login"), address


def test_every_act_asks_for_the_sessions_token(app: Flask, places: dict[str, int | str], secretary: Desk) -> None:
    for _, address in routes(app, "POST", places):
        for data in ({}, {"csrf": "another"}):
            answer = secretary.client.post(address, data=data)
            assert answer.status_code == 422, address
            assert 'data-code="form_stale"' in answer.text, address


def test_inspectors_change_nothing(app: Flask, places: dict[str, int | str], inspector: Desk, store: Store) -> None:
    before = list(store.db.conn.iterdump())
    for endpoint, address in routes(app, "POST", places):
        if endpoint not in DOORS | OWN | FOUND:
            assert 'data-code="read_only"' in inspector.post(address).text, address
    assert list(store.db.conn.iterdump()) == before


def test_a_shopkeeper_records_no_lines_and_a_clerk_makes_no_log_ins(
    sit: Callable[[Role], Desk], zhang: Household
) -> None:
    refused = sit(Role.SHOPKEEPER).post(f"/households/{zhang.id}/lines/new")
    assert 'data-code="role_wrong"' in refused.text
    assert 'data-code="role_wrong"' in sit(Role.CLERK).post("/staff/new").text


def test_what_a_role_may_not_do_is_not_offered(sit: Callable[[Role], Desk], zhang: Household) -> None:
    page = f"/households/{zhang.id}"
    assert "记一笔" in sit(Role.CLERK).get(page).text
    assert "记一笔" not in sit(Role.SHOPKEEPER).get(page).text
    assert "只能看" in sit(Role.INSPECTOR).get(f"{page}/edit").text


def test_a_log_in_that_was_switched_off_ends_at_once(store: Store, clerk: Desk) -> None:
    store.db.execute("UPDATE staff SET active = 0 WHERE login = 'clerk'")
    assert clerk.get("/").status_code == 303


def test_pages_are_strict_about_where_things_come_from(clerk: Desk) -> None:
    answer = clerk.get("/")
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert " style=" not in answer.text
    assert "onclick" not in answer.text


def test_a_page_that_is_not_there_is_said_in_words(clerk: Desk) -> None:
    answer = clerk.get("/households/9999")
    assert 'data-code="unknown_household"' in answer.text
    assert clerk.get("/nowhere").status_code == 404


@pytest.mark.parametrize("number", [2**63 - 1, 2**63, 2**70])
def test_a_number_that_nothing_has_is_answered_in_words_everywhere(
    app: Flask, places: dict[str, int | str], secretary: Desk, number: int
) -> None:
    for method in ("GET", "POST"):
        for endpoint, known in routes(app, method, places):
            address = known
            for part in {f"/{value}" for value in places.values()}:
                address = address.replace(part, f"/{number}")
            if address != known and endpoint != "help_calls.answer":
                answer = secretary.get(address) if method == "GET" else secretary.post(address)
                assert answer.status_code < 500, address
                assert 'data-code="unexpected"' not in answer.text, address


def test_a_page_of_a_long_account_that_is_not_there_is_said_in_words(clerk: Desk, zhang: Household) -> None:
    assert 'data-code="count_wrong"' in clerk.get(f"/households/{zhang.id}?page={2**70}").text
