"""Every form and every address of the kiosk with nothing, far too much, hostile, repeated values: a sentence, and the
points add up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from flask import Flask

from tests.kiosk.conftest import Residents
from tests.kiosk.market import market, on_shelf
from tests.kiosk.page import Page
from village.model.points import Points
from village.model.redemption import Collector, RedemptionState
from village.services import declarations, ledger, redemptions, wishes
from village.store import Store

FIELDS = (
    *("card", "digits", "household", "yes", "new", "order", "place", "token", "item", "option", "witness", "ago"),
    *("reason", "rate", "microphone", "speaker", "call", "goods_id", "listening", "code", "step"),
)
ASKED = (
    *("page", "group", "surname", "digits", "subject", "camera", "place", "ppi", "kiosk", "headphones", "item"),
    *("option", "shown", "order", "left"),
)
HUGE = "９" * 4000
HOSTILE = "<script>alert(1)</script>\x00'; DROP TABLE entries; -- ‮{{ 7 * 7 }}"
KINDS: dict[str, list[str]] = {
    "empty": [""],
    "huge": [HUGE],
    "hostile": [HOSTILE],
    "repeated": ["1", "2", "-1", "1e999", "²"],
    "beyond": [str(2**70)],
}
NUMBERS = {"repeated": ("0", "1"), "huge": ("9" * 4000,), "beyond": ("9" * 18, str(2**63)), "hostile": ("１", "-1")}
NAMES = {"huge": (HUGE,), "hostile": (HOSTILE, "..", "%00"), "beyond": ("\U0001f409",)}
CHOICES = re.compile(r"<any\((?:[^)]*, )?(\w+)\):\w+>")
BY_SCRIPTS = {"card.scan", "present.tell", "home.stay", "phone.receive", "photo.take", "listen"}
"""What a script of the page sends, or a phone: no form of a page leads there."""


class Forms(HTMLParser):
    """(address, fields with their values) of every form of a page that changes something."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self._open = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._open = given.get("method") == "post"
            if self._open:
                self.found.append((given["action"] or "", {}))
        elif self._open and (name := given.get("name")):
            self.found[-1][1].setdefault(name, given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag != "form"


def addresses(app: Flask, method: str, kind: str) -> Iterator[str]:
    """Every address of the kiosk, with values of this kind for what is free in it."""
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()):
            plain = CHOICES.sub(r"\1", str(rule))
            numbers, names = NUMBERS.get(kind, ("1",)), NAMES.get(kind, ("x",))
            for number, name in zip(numbers, names * 2, strict=False):
                filled = re.sub(r"<(?:id|int)[^>]*>", quote(number), plain)
                yield re.sub(r"<[^>]*>", quote(name, safe=""), filled)


def ways_in(page: Page, store: Store, residents: Residents, shelf: list[int]) -> Iterator[str]:
    """To each page on which a form stands, as it is reached; answers what it is."""
    tea, honey, wished = shelf
    line = next(each.seq for each in ledger.every(store) if each.reason == "门口堆了柴草")
    order = redemptions.of_household(store, residents.zhang.id)[0].id
    for way in ("/find/number", "/find/phone", "/find/household?group=三组&surname=王"):
        page.get("/").get(way)
        yield way
    page.get("/").post("/choose", household=residents.li.id)
    yield "who"
    page.get("/").post("/choose", household=residents.zhang.id).post("/who/yes").get("/orders").get("/pin")
    yield "pin"
    for way in (
        *("/balance", "/errands", f"/shop/{tea}", f"/shop/{honey}", f"/orders/{order}", f"/orders/{order}/collector"),
        *("/declare/item/P18", f"/objection/{line}", "/settings", "/settings?page=2", f"/wishes/{wished}"),
    ):
        page.get("/").card(residents.card).get(way)
        yield way
    page.get("/").card(residents.card).post("/print")
    yield "print"


def sound(page: Page, address: str) -> None:
    """The answer is no accident, and shows nothing of what was sent as if it were a page."""
    assert page.answer.status_code < 500, address
    if page.answer.mimetype == "text/html":
        assert "<script>alert" not in page.html, address
        assert "error.unexpected" not in page.html, address


@pytest.mark.parametrize("kind", [*KINDS, "nothing"])
def test_no_address_is_hurt_and_the_points_add_up(
    app: Flask, page: Page, residents: Residents, store: Store, kind: str
) -> None:
    values = KINDS.get(kind)
    with market(store):
        on_shelf(store)
        page.get("/").card(residents.card)
        for address in dict.fromkeys(addresses(app, "POST", kind)):
            data = {"csrf": page.csrf, **({name: values for name in FIELDS} if values else {})}
            for _ in range(2):
                page.answer = page.client.post(address, data=data, headers=page.headers, follow_redirects=True)
                sound(page, address)
            page.get("/").card(residents.card)
        for address in dict.fromkeys(addresses(app, "GET", kind)):
            asked = {name: [each[:400] for each in values] for name in ASKED} if values else {}
            page.answer = page.client.get(address, query_string=asked, headers=page.headers, buffered=True)
            sound(page, address)
            if page.answer.status_code != 200 or not address.strip("/"):
                page.get("/").card(residents.card)
    made = redemptions.of_household(store, residents.zhang.id)
    assert len(made) <= 1, "the form that orders is an order, and sent twice it is one"
    open_ = sum(each.points.hundredths for each in made if each.state is RedemptionState.REQUESTED)
    assert ledger.balance(store, residents.zhang.id) == Points(2500 - open_)


def test_each_form_as_it_stands_on_its_page_with_one_value_spoilt(
    app: Flask, page: Page, residents: Residents, store: Store
) -> None:
    shelf = [on_shelf(store).id, on_shelf(store, "蜂蜜", stock=0).id, on_shelf(store, "大米", stock=0).id]
    met: set[str] = set()
    with market(store):
        given = {"household_id": residents.zhang.id, "actor": "大厅"}
        made = redemptions.request(store, goods_id=shelf[0], **given)
        redemptions.send(store, made.id, Collector("王秀英"), actor="大厅")
        wishes.wish(store, goods_id=shelf[2], **given)
        before = ledger.balance(store, residents.zhang.id)
        with app.test_request_context():
            bind = app.url_map.bind("")
        for way in ways_in(page, store, residents, shelf):
            for address, fields in Forms(page.html).found:
                met.add(str(bind.match(address.partition("?")[0], method="POST")[0]))
                for spoilt in (name for name in fields if name != "csrf"):
                    for values in KINDS.values():
                        data = {**fields, "csrf": page.csrf, spoilt: values}
                        page.answer = page.client.post(address, data=data, headers=page.headers, follow_redirects=True)
                        sound(page, f"{way}: {address} {spoilt}")
                        assert page.screen, "a page follows"
    assert ledger.balance(store, residents.zhang.id) <= before
    assert {each.item for each in declarations.of_household(store, residents.zhang.id)} <= {"P18"}
    changing = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert {each for each in changing - met if not BY_SCRIPTS & {each, each.split(".")[0]}} == set()


@pytest.mark.parametrize("sent", [b"", b"<script>", b"\xff\xd8" * 5_000_000], ids=["empty", "hostile", "huge"])
def test_what_is_sent_up_instead_of_sound_or_a_photo(page: Page, residents: Residents, sent: bytes) -> None:
    for address in ("/listen/x/0", "/listen", "/photo/1", "/photo/999999999999999999", "/help", "/present"):
        page.get("/").card(residents.card)
        headers = {**page.headers, "X-CSRF": page.csrf}
        part = b'--line\r\nContent-Disposition: form-data; name="photo"; filename="../../a.php"\r\n\r\n'
        body, kind = b"".join((part, sent, b"\r\n--line--\r\n")), "multipart/form-data; boundary=line"
        page.answer = page.client.post(address, data=body, headers=headers, content_type=kind)
        sound(page, address)
        page.answer = page.client.post(address, data=sent, headers=headers)
        sound(page, address)
