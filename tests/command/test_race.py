"""Two kiosks ask for the last piece at the same moment, five hundred times: it goes out once and is paid once.

Every hand taps twice. A shop that looks first and takes afterwards sells many a last piece twice in the same races:
so the races are real ones.
"""

from __future__ import annotations

import http.client
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests import builders
from tests.bench.visit import Visit
from tests.command import program
from village import clock
from village.model.goods import Goods
from village.model.household import CardNumber
from village.model.points import Points
from village.services import goods, households, ledger, redemptions, rulebook, verification, villages
from village.store import Store

RACES = 500
PRICE = Points(200)
PURSE = Points(PRICE.hundredths * RACES)  # one household could have them all


class Hand:
    """One connection that can press 对，换 in front of one kiosk."""

    def __init__(self, address: str, headers: dict[str, str]) -> None:
        self._wire = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
        self._headers = {**headers, "Content-Type": "application/x-www-form-urlencoded"}

    def press(self, goods_id: int) -> int:
        """The answer's status; every tap of one question carries the same token."""
        self._wire.request("POST", f"/shop/{goods_id}/order", f"token=question-{goods_id}", self._headers)
        answer = self._wire.getresponse()
        answer.read()
        return answer.status

    def close(self) -> None:
        self._wire.close()


def race(address: str, kiosks: list[dict[str, str]]) -> list[list[int]]:
    """The statuses of every race: two taps at each kiosk, all at once, for the last piece of a kind."""
    hands = [Hand(address, headers) for headers in kiosks for _ in range(2)]
    told = [[0] * len(hands) for _ in range(RACES)]
    gate = threading.Barrier(len(hands), timeout=120)

    def run(place: int, hand: Hand) -> None:
        with closing(hand):
            for number in range(RACES):
                gate.wait()
                told[number][place] = hand.press(number + 1)

    threads = [threading.Thread(target=run, args=each) for each in enumerate(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


@pytest.fixture
def shop(tmp_path: Path) -> tuple[Path, list[CardNumber]]:
    """A village whose shop never closes, five hundred last pieces, and two households that could pay for all."""
    data = tmp_path / "data"
    data.mkdir()
    store = Store(data / "village.db", writer=True)
    with clock.held(datetime.now() - timedelta(hours=1)), store.transaction():
        today = clock.today()
        villages.found(store, node="yk01", name="海印寺村", town="三驱镇")
        rulebook.adopt(store, pack_id="dazu-2021", since=today, settings={}, actor=builders.CADRE)
        homes = [builders.a_household(store, head) for head in ("张桂芳", "王秀英")]
        for home in homes:
            builders.a_plain_line(store, home, str(PURSE), period=f"{today:%Y-%m}", occurred_on=today)
        cards = [households.issue_card(store, home.id, actor=builders.CADRE) for home in homes]
        for number in range(RACES):
            goods.add(store, Goods(0, f"第{number + 1}件", PRICE, None, 1), actor=builders.CADRE)
    store.close()
    return data, cards


def test_the_last_piece_goes_out_once_and_is_paid_once(shop: tuple[Path, list[CardNumber]]) -> None:
    data, cards = shop
    with program.serve(data) as server:
        visits = [Visit(server.kiosk, str(card)) for card in cards]
        told = race(server.kiosk, [visit.headers for visit in visits])
        for visit in visits:
            visit.wire.close()
    assert {tuple(sorted(each)) for each in told} == {(200, 200, 422, 422)}
    with closing(Store(data / "village.db")) as store:
        made = [redemptions.get(store, number + 1) for number in range(RACES)]
        assert sold_twice(data / "village.db", "SELECT goods_id FROM redemptions") == 0
        assert sorted(each.goods_id for each in made) == list(range(1, RACES + 1))
        assert {each.stock for each in goods.all_of(store)} == {0}
        for home in (1, 2):
            spent = sum(each.points.hundredths for each in made if each.household_id == home)
            assert ledger.balance(store, home).hundredths == PURSE.hundredths - spent
        assert verification.verify(store).fault == ""


def test_a_shop_that_looks_first_and_takes_afterwards_sells_it_twice(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf.db"
    with naive(shelf) as address:
        race(address, [{}, {}])
    assert sold_twice(shelf, "SELECT goods_id FROM orders") > 0


def sold_twice(book: Path, every_order: str) -> int:
    """How many last pieces went out more than once."""
    with closing(sqlite3.connect(book)) as conn:
        return sum(count > 1 for count in Counter(conn.execute(every_order)).values())


@contextmanager
def naive(shelf: Path) -> Iterator[str]:
    """The address of the other shop: the same question and the same answers, but stock and order are not one act."""
    with closing(sqlite3.connect(shelf)) as conn:
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("CREATE TABLE goods (id INTEGER PRIMARY KEY, stock INTEGER)")
        conn.execute("CREATE TABLE orders (goods_id INTEGER)")
        conn.executemany("INSERT INTO goods VALUES (?, 1)", [(number + 1,) for number in range(RACES)])
        conn.commit()

    class Till(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle(self) -> None:
            with closing(sqlite3.connect(shelf, isolation_level=None)) as self.book:
                super().handle()

        def do_POST(self) -> None:
            goods_id = int(self.path.split("/")[2])
            self.rfile.read(int(self.headers["Content-Length"]))
            (stock,) = self.book.execute("SELECT stock FROM goods WHERE id = ?", (goods_id,)).fetchone()
            if stock > 0:
                self.book.execute("UPDATE goods SET stock = stock - 1 WHERE id = ?", (goods_id,))
                self.book.execute("INSERT INTO orders VALUES (?)", (goods_id,))
            self.send_response(200 if stock > 0 else 422)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Till)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
