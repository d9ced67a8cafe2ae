"""A village file that is closed while somebody still reads in it."""

from __future__ import annotations

import threading
from pathlib import Path

from village.store import Store

LONG = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT i, reading(i) FROM n"


def test_a_thread_in_the_middle_of_a_query_reads_it_to_its_end(tmp_path: Path) -> None:
    store = Store(tmp_path / "village.db", writer=True)
    reads, closed = threading.Event(), threading.Event()
    ends: list[int] = []

    def reading(number: int) -> None:
        if number == 1000:
            reads.set()
            closed.wait()

    def read() -> None:
        store.db.conn.create_function("reading", 1, reading)
        ends.extend(number for number, _ in store.db.execute(LONG) if number == 300_000)

    thread = threading.Thread(target=read)
    thread.start()
    reads.wait()
    store.close()
    closed.set()
    thread.join()
    assert ends == [300_000]
