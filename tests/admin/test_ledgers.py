"""Every ledger leaves as a real workbook in the order of its form, and nothing that people typed is ever worked out."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO, StringIO

import pytest
from flask import Flask
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from admin.ledgers import LEDGERS
from tests import builders
from tests.admin import waiting
from tests.admin.conftest import Desk
from tests.admin.test_access import places, routes  # noqa: F401
from village.model.goods import Goods
from village.model.intake import IntakeKind
from village.model.points import Points
from village.model.registration import Register, Registration
from village.services import funds, goods, households, registrations, rulebook
from village.store import Store

TABLES = ("figures", "ranking", "nominees", "kinds", "punctuality", "absences")
FORMULA = "=HYPERLINK(1)"
OPENERS = "=+-@＝＋－＠"  # what makes a spreadsheet program work a cell out, as both kinds of keyboard write it
OFFICE = re.compile(r"spreadsheetml|text/csv")


@pytest.fixture
def dangerous(store: Store) -> None:
    """A village in which whatever may hold free words holds a formula."""
    home = builders.a_household(store, "危-险", "七组", dwelling=FORMULA, phone="+8613812345678")
    builders.a_line(store, home, "N01", occurred=date(2026, 3, 5), place=FORMULA, reason=FORMULA)
    households.add_member(store, home.id, name="危-险二", relation="-2+3", actor=FORMULA)
    for name in (FORMULA, *(f"{opener}1+1" for opener in OPENERS), "\t=1+1"):
        goods.add(store, Goods(0, name, Points(200), None, 3), actor=FORMULA)
    funds.record(
        store,
        flow=funds.Flow.RECEIVED,
        amount=100,
        heading=funds.headings(rulebook.rules_on(store, date(2026, 3, 1)), funds.Flow.RECEIVED)[0],
        day=date(2026, 3, 1),
        note="@SUM(A1)",
        actor=FORMULA,
    )
    named = registrations.titles(rulebook.rules_on(store, date(2026, 3, 1)), Register.DUTY)[0]
    row = Registration(0, Register.DUTY, date(2026, 3, 1), named, name=FORMULA, note="+1-1")
    registrations.write(store, row, actor=FORMULA)


def cells(answer: TestResponse) -> Iterator[tuple[str, bool]]:
    """(what stands in a cell, whether a spreadsheet program would work it out) of a file for the office."""
    if answer.mimetype == "text/csv":
        for row in csv.reader(StringIO(answer.data.decode("utf-8-sig"))):
            yield from ((cell, cell[:1] in f"{OPENERS}\t\r" and not re.fullmatch(r"-?[\d.]+|", cell)) for cell in row)
        return
    for sheet in load_workbook(BytesIO(answer.data)):
        for line in sheet.iter_rows():
            for cell in line:
                text = "" if cell.value is None else str(cell.value)
                typed = cell.data_type == "s" and text[:1] in tuple(OPENERS)
                yield text, cell.data_type == "f" or (typed and not cell.quotePrefix)


def addresses(app: Flask, known: dict[str, int | str]) -> Iterator[str]:
    """Every address of the desk; where a word says which table it is, every table."""
    for more in (*({"ledger": one} for one in LEDGERS), *({"table": one} for one in TABLES), *map(kind, IntakeKind)):
        yield from (address for _, address in routes(app, "GET", {**known, **more}))


def kind(one: IntakeKind) -> dict[str, str]:
    return {"kind": one.value}


def files(desk: Desk, address: str) -> Iterator[TestResponse]:
    """What an address answers with for the office, in every form it has."""
    plain = desk.get(address)
    asked = ("?csv", "?items") if OFFICE.search(plain.mimetype) else ()
    if plain.mimetype == "text/html" and "as=xlsx" in plain.text:
        asked = ("?as=xlsx",)
    answers = [plain, *(desk.get(address + one) for one in asked)]
    yield from (one for one in answers if one.status_code == 200 and OFFICE.search(one.mimetype))


@pytest.mark.usefixtures("dangerous")
def test_what_people_typed_is_worked_out_in_no_export_of_the_desk(
    app: Flask, secretary: Desk, request: pytest.FixtureRequest
) -> None:
    seen = held = 0
    for address in dict.fromkeys(addresses(app, request.getfixturevalue("places"))):
        for answer in files(secretary, address):
            found = list(cells(answer))
            assert not [text for text, worked in found if worked], address
            held += sum(text.lstrip("'") == FORMULA for text, _ in found)
            seen += 1
    assert seen > 40
    assert held > 10


def test_a_ledger_has_title_columns_and_signatures_as_its_form(clerk: Desk) -> None:
    for name, made in LEDGERS.items():
        sheet = load_workbook(BytesIO(clerk.get(f"/ledgers/{name}?month=2026-03").data)).active
        rows = [[cell for cell in row if cell] for row in sheet.iter_rows(values_only=True)]
        assert rows[0][0].startswith("洋口镇海印寺村 2026年")
        assert rows[0][0].endswith(made.title)
        assert rows[2 if made.unit else 1] == list(made.head)
        assert rows[-1][0].startswith("填表人")


def test_ledgers_tell_what_the_books_say(clerk: Desk, store: Store) -> None:
    home = households.search(store, "李建国")[0]
    waiting.a_declaration(store, home)
    waiting.a_member(store)
    builders.a_line(store, home, occurred=date(2026, 3, 5))

    def told(name: str) -> str:
        sheet = load_workbook(BytesIO(clerk.get(f"/ledgers/{name}?month=2026-03").data)).active
        return "|".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)

    assert "|2026-03-05|05-001|李建国|五组|P07|垃圾分类|1|5|" in told("lines")
    assert "|05-001|李建国|五组|P05|" in told("declarations")
    assert "赵党员|党员代表" in told("committee")
    assert "|2026-Q1|05-001|李建国|五组|" in told("quarters")


def test_the_page_leads_to_every_ledger(clerk: Desk) -> None:
    page = clerk.get("/ledgers?month=2026-02").text
    for name in LEDGERS:
        assert f'href="/ledgers/{name}?month=2026-02"' in page
    assert clerk.get("/ledgers?month=2026-Q1").status_code == 404
    assert clerk.get("/ledgers/birds").status_code == 404
