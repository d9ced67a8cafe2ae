"""Through every screen of the kiosk, and every state a screen can be in: one short walk a journey."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, Page

import kiosk
from kiosk.visitor import Visitor, Visitors
from tests.conftest import TODAY
from tests.kiosk.browser import Served, serving, standing_at
from tests.kiosk.conftest import PIN, Nudged, settle
from tests.kiosk.crowded import COUNTERS, Crowd, Ready
from tests.kiosk.crowded import settle as crowd
from tests.kiosk.market import OPEN_DAY, market
from village import clock
from village.model.receipt import ReceiptState
from village.services import declarations, help_calls, households, receipts, redemptions
from village.settings import Settings
from village.store import Store
from village.voice import boards, told
from village.voice.dialogue import Place

GO = """([method, address, values]) => htmx.ajax(method, address,
    {source: "#screen", target: "#screen", swap: "outerHTML", select: "#screen", values})"""

WATCH = """
window.moved = [];
window.watch = new PerformanceObserver((list) => list.getEntries().forEach(noted));
window.noted = ({ value, sources }) => moved.push(
    [value, ...sources.map(({ node }) => node && (node.className || node.nodeName))]);
watch.observe({ type: "layout-shift", buffered: true });
"""
"""Script: what moves on a page once it stands there."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Somebody before a screen, in a village of long names, on the day of the market."""

    page: Page
    served: Served
    store: Store
    crowd: Crowd
    visitors: Alike

    def go(self, address: str, **form: object) -> None:
        """Follow a link, or press the button of a form."""
        values = {key: str(value) for key, value in form.items()}
        self.page.evaluate(GO, ["POST" if form else "GET", address, values])

    def on(self, *steps: tuple[str, str]) -> Iterator[str]:
        """(name, address) one after the other."""
        for name, address in steps:
            self.go(address)
            yield name

    def come(self, card: object) -> None:
        """With a card in the hand."""
        self.go("/card", card=card)

    def put(self, *places: Place, misses: int = 0) -> None:
        """Where a voice would have led."""
        self.visitors.newest.trail, self.visitors.newest.misses = list(places), misses
        self.go("/again")


Journey = Callable[[Walk], Iterator[str]]


def finding(walk: Walk) -> Iterator[str]:
    """By group and surname, by digits; is it you?"""
    yield "home"
    yield from walk.on(
        ("find", "/find"),
        ("group", "/find/group"),
        ("group-2", "/find/group?page=2"),
        ("surname", "/find/surname?group=三组"),
        ("surname-2", "/find/surname?group=三组&page=2"),
        ("household", "/find/household?group=三组&surname=张"),
        ("nobody", "/find/household?group=三组&surname=王二"),
        ("pad", "/find/number"),
        ("pad-phone", "/find/phone"),
    )
    walk.go("/find/digits", digits="9999")
    yield "pad-sorry"
    walk.go("/find/digits", digits="4821")
    yield "found"
    walk.put(Place("ask"), misses=2)
    yield "ask-stranger"
    ids = " ".join(str(number) for number in range(1, 13))
    for number in ("1", "2"):
        walk.put(Place("find"), Place("named", {"ids": ids, "number": number}))
        yield f"named-{number}"
    walk.go("/choose", household=walk.crowd.long.id)
    yield "who"


def proving(walk: Walk) -> Iterator[str]:
    """What everybody may see of a household; by PIN to a receipt."""
    walk.go("/choose", household=walk.crowd.long.id)
    walk.go("/who/yes", yes=1)
    yield "balance-public"
    yield from walk.on(("statement-public", "/statement/all"), ("statement-public-plus", "/statement/plus"))
    yield from walk.on(("unlock-reasons", "/unlock"), ("unlock-errand", "/orders"))
    walk.go("/print", new=1)
    yield "unlock-receipt"
    yield from walk.on(("pin", "/pin"))
    walk.go("/pin", digits="0000")
    yield "pin-sorry"
    walk.go("/pin", digits=PIN)
    walk.page.wait_for_selector("#screen.at-print")
    walk.page.wait_for_function("() => [...document.images].every((each) => each.complete)")
    yield "print"
    job = receipts.recent(walk.store)[0].id
    for state, trouble in ((ReceiptState.QUEUED, "paper_out"), (ReceiptState.UNKNOWN, "")):
        receipts.mark(walk.store, job, state=state, trouble=trouble)
        walk.go("/again")
        yield f"print-{trouble or state}"


def reading(walk: Walk) -> Iterator[str]:
    """How many, why, what rests, which place."""
    walk.come(walk.crowd.card)
    yield "balance"
    yield from walk.on(
        ("statement", "/statement/all"),
        ("statement-2", "/statement/all?page=2"),
        ("plus", "/statement/plus"),
        ("minus", "/statement/minus"),
        ("rank", "/rank"),
        ("redeemable", "/redeemable"),
        ("redeemable-2", "/redeemable?page=2"),
        ("errands", "/errands"),
        ("errands-2", "/errands?page=2"),
        ("questions", "/told"),
        ("questions-2", "/told?page=2"),
        *((f"told-{question}", f"/told/{question}") for question in (*told.OWN, *told.PUBLIC)),
    )
    walk.put(Place("balance"), Place("ask"), misses=2)
    yield "ask"
    walk.come(walk.crowd.owing_card)
    yield "balance-owed"
    yield from walk.on(("redeemable-owed", "/redeemable"))
    walk.come(walk.crowd.residents.card)
    yield "balance-usual"
    walk.come(walk.crowd.rare_card)
    walk.page.wait_for_function("() => [...document.images].every((each) => each.complete)")
    yield "balance-rare"


def posted(walk: Walk) -> Iterator[str]:
    """What hangs on the village's boards: nobody's household is open, then one is."""
    yield from walk.on(
        ("boards", "/boards"),
        ("boards-2", "/boards?page=2"),
        ("board-group", "/boards/column"),
        ("board-group-2", "/boards/column?page=2"),
        *((f"board-{kind}", f"/boards/{kind}?group=三组") for kind in boards.KINDS),
        ("board-notices-2", "/boards/notices?page=2"),
        ("board-column-2", "/boards/column?group=三组&page=2"),
    )
    walk.come(walk.crowd.card)
    yield from walk.on(("board-column-own", "/boards/column"), ("board-ranking-own", "/boards/ranking"))


def exchanging(walk: Walk) -> Iterator[str]:
    """The shelf, one thing of it, why not, and what is ordered."""
    walk.come(walk.crowd.card)
    crowd = walk.crowd
    yield from walk.on(
        ("shop", "/shop"),
        ("shop-2", "/shop?page=2"),
        ("shop-enough", "/shop?enough=1"),
        ("orders-none", "/orders"),
        ("order-short", f"/shop/{crowd.short}"),
        ("order-gone", f"/shop/{crowd.gone}"),
        ("counter", f"/shop/{crowd.had}"),
        ("order", f"/shop/{crowd.had}?place=0"),
    )
    redemptions.request(walk.store, household_id=crowd.long.id, goods_id=crowd.had, place=COUNTERS[0], actor=HELPER)
    walk.go(f"/shop/{crowd.had}/order", token="walk", place=0)
    yield "order-meanwhile"
    walk.go(f"/shop/{crowd.had}/order", token="walk", place=0)
    yield "ordered"
    made = walk.page.locator("form[action^='/print?order=']").first.get_attribute("action") or ""
    one = f"/orders/{made.rpartition('=')[2]}"
    yield from walk.on(("orders", "/orders"), ("drop", one), ("collector", f"{one}/collector"))
    walk.come(households.issue_card(walk.store, crowd.residents.long_named.id, actor=HELPER))
    yield "orders-sent"
    yield from walk.on(("collector-again", f"{one}/collector"))
    walk.go(f"/shop/{crowd.gone}")
    walk.go(f"/shop/{crowd.gone}/wish", yes=1)
    yield "wish-noted"
    yield from walk.on(
        ("order-wished", f"/shop/{crowd.gone}"), ("orders-wished", "/orders"), ("unwish", f"/wishes/{crowd.gone}")
    )
    walk.go(f"/wishes/{crowd.gone}/withdraw", yes=1)
    yield "wish-withdrawn"


def declaring(walk: Walk) -> Iterator[str]:
    """A good deed, from its kind to who saw it."""
    walk.come(walk.crowd.card)
    yield from walk.on(
        ("declare", "/declare"),
        ("declare-2", "/declare?page=2"),
        ("declare-9", "/declare?page=9"),
        ("declare-option", "/declare/item/P15"),
        ("witness", "/declare/item/T1"),
        ("witness-on", "/declare/day/3?item=T1&option="),
        ("declared", "/declared"),
        ("declared-2", "/declared?page=2"),
        ("witness-open", "/declare/item/P25"),
    )
    walk.go("/declare", item="P25", option="", token="walk", ago=0, witness="neighbour")
    yield "declared-open"
    waits = f"/photo/{declarations.of_household(walk.store, walk.crowd.long.id)[0].id}"
    walk.page.evaluate("() => { navigator.mediaDevices.getUserMedia = () => new Promise(() => {}); }")
    for host in ("", "192.168.3.17:8000"):
        walk.served.host = host
        for camera in ("", "on", "off"):
            yield from walk.on((f"photo{'-code' * bool(host)}-{camera or 'opening'}", f"{waits}?camera={camera}"))
    walk.served.host = ""


def objecting(walk: Walk) -> Iterator[str]:
    """Against a line of the board."""
    walk.come(walk.crowd.residents.card)
    yield from walk.on(("objection", "/objection"))
    walk.come(walk.crowd.card)
    yield from walk.on(("objection-long", "/objection"), ("object", f"/objection/{walk.crowd.line}"))
    walk.go(f"/objection/{walk.crowd.line}", reason="other_reason")
    yield "objection-noted"
    yield from walk.on(("object-asked", f"/objection/{walk.crowd.line}"), ("declared-objected", "/declared"))


def waiting(walk: Walk) -> Iterator[str]:
    """Before the shop opens, before the board is up."""
    walk.served.day = TODAY
    walk.page.goto(walk.served.address)
    walk.come(walk.crowd.card)
    yield from walk.on(
        ("balance-closed", "/balance"), ("order-closed", f"/shop/{walk.crowd.had}"), ("objection-none", "/objection")
    )
    walk.served.day = OPEN_DAY
    walk.page.goto(walk.served.address)


def asking(walk: Walk) -> Iterator[str]:
    """声音和字; help that is called and comes."""
    walk.come(walk.crowd.card)
    yield from walk.on(("settings", "/settings"), ("settings-2", "/settings?page=2"))
    walk.go("/settings/larger", larger=1)
    yield "settings-changed"
    walk.go("/settings/smaller", smaller=1)
    walk.go("/help", call=1)
    yield "help"
    help_calls.answer(walk.store, help_calls.waiting(walk.store)[0].id, by=HELPER)
    walk.go("/again")
    yield "help-answered"


def erring(walk: Walk) -> Iterator[str]:
    """Cards and pages that are none."""
    walk.come("XY123456789")
    yield "card-sorry"
    yield from walk.on(("sorry", "/no-such-page"))
    walk.page.goto(walk.served.address)
    walk.come(walk.crowd.card)
    for name in ("offline", "mute", "refused"):
        walk.page.evaluate("name => word(name)", name)
        yield f"word-{name}"


def covered(walk: Walk) -> Iterator[str]:
    """What is laid over a page: are you there, listening, looking."""
    walk.come(walk.crowd.card)
    walk.page.evaluate("stirred -= Number(screen_().dataset.idle) * 1000; find('.warn').hidden = false")
    yield "warning"
    walk.page.evaluate("stir(); find('.warn').hidden = true; look('hearing')")
    yield "listening"
    walk.page.evaluate("look('finding')")
    yield "looking"
    walk.page.evaluate("look('')")
    walk.go("/settings/by_ear", on=1)
    walk.page.wait_for_selector("[data-told] ~ .corners")
    yield "corners"
    walk.go("/settings/by_eye", on=1)
    walk.page.wait_for_selector(".corners", state="detached")
    walk.page.evaluate("document.documentElement.classList.add('no-ears')")
    yield "no-microphone"


HELPER = "李会计"
JOURNEYS: tuple[Journey, ...] = (
    *(finding, proving, reading, posted, exchanging, declaring, objecting),
    *(waiting, asking, erring, covered),
)


@contextmanager
def village(store: Store) -> Iterator[tuple[Served, Crowd]]:
    """The crowded village, served on the day of its market."""
    with clock.held(TODAY):
        found = crowd(store, settle(store))
        app = kiosk_of(store)
    with market(store), serving(app, OPEN_DAY) as served:
        yield served, found


def kiosk_of(store: Store, *, deaf: bool = False) -> Flask:
    """A kiosk of a new installation; a deaf one has neither ears nor mouth."""
    settings = Settings(data=store.path.parent)
    voice = None if deaf else Ready(Path(settings.data, "nobody.sock"))
    return kiosk.create_app(settings=settings, store=store, voice=voice, prints=Nudged())


class Alike(Visitors):
    """Everybody who comes finds letters of this size, and colours or none."""

    def __init__(self, text: int, contrast: int) -> None:
        super().__init__()
        self.text, self.contrast = text, contrast
        self.newest: Visitor

    def welcome(self) -> Visitor:
        """Somebody new."""
        self.newest = super().welcome()
        self.newest.text, self.newest.contrast = self.text, self.contrast
        return self.newest


def through(
    browser: Browser,
    served: Served,
    store: Store,
    crowd: Crowd,
    inches: str,
    journeys: Sequence[Journey] = JOURNEYS,
    *,
    text: int = 1,
    contrast: int = 1,
) -> Iterator[tuple[str, Walk]]:
    """All journeys before a screen: (name, walk) at each state of each page. A village is walked through once."""
    visitors = served.app.extensions["visitors"] = Alike(text, contrast)
    with standing_at(browser, served, inches) as page:
        walk = Walk(page, served, store, crowd, visitors)
        page.add_init_script(WATCH)
        for journey in journeys:
            page.goto(served.address)
            for name in journey(walk):
                yield name, walk
