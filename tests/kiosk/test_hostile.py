"""Every form of the kiosk with nothing, far too much, hostile, repeated values: a sentence, and the points add up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.kiosk.conftest import Residents
from tests.kiosk.market import market, on_shelf
from tests.kiosk.page import Page
from village.model.points import Points
from village.model.redemption import RedemptionState
from village.services import ledger, redemptions
from village.store import Store

FIELDS = (
    *("card", "digits", "household", "yes", "new", "order", "place", "token"),
    *("item", "option", "witness", "ago", "reason"),
)
HUGE = "９" * 4000
HOSTILE = "<script>alert(1)</script>\x00'; DROP TABLE entries; -- ‮{{ 7 * 7 }}"
FORMS: dict[str, dict[str, list[str]]] = {
    "nothing": {},
    "empty": {name: [""] for name in FIELDS},
    "huge": {name: [HUGE] for name in FIELDS},
    "hostile": {name: [HOSTILE] for name in FIELDS},
    "repeated": {name: ["1", "2", "-1", "1e999", "²"] for name in FIELDS},
    "beyond": {name: [str(2**70)] for name in FIELDS},
}


def forms(app: Flask, goods_id: int) -> Iterator[str]:
    """The address of every form."""
    with app.test_request_context():
        bind = app.url_map.bind("")
        for rule in app.url_map.iter_rules():
            if "POST" in (rule.methods or ()):
                given = {"step": "slower", "goods_id": goods_id, "code": "x", "token": "x", "listening": "x"}
                values = {name: given.get(name, 1) for name in rule.arguments}
                yield bind.build(rule.endpoint, values, method="POST")


def test_there_are_many(app: Flask) -> None:
    assert len(set(forms(app, 1))) > 20


@pytest.mark.parametrize("kind", FORMS)
def test_no_form_is_hurt_and_the_points_add_up(
    app: Flask, page: Page, residents: Residents, store: Store, kind: str
) -> None:
    tea = on_shelf(store)
    with market(store):
        for address in forms(app, tea.id):
            page.get("/").card(residents.card)
            data = {"csrf": page.csrf, **FORMS[kind]}
            for _ in range(2):
                answer = page.client.post(address, data=data, headers=page.headers, follow_redirects=True)
                assert answer.status_code < 500, address
                assert "<script>alert" not in answer.text, address
                assert "error.unexpected" not in answer.text, address
    made = redemptions.of_household(store, residents.zhang.id)
    assert len(made) <= 1, "the form that orders is an order, and sent twice it is one"
    open_ = sum(each.points.hundredths for each in made if each.state is RedemptionState.REQUESTED)
    assert ledger.balance(store, residents.zhang.id) == Points(2500 - open_)
