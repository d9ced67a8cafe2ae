"""Bare pages beside the desk's lists: for each one query, fifty rows, one template; nobody is asked who they are.

Both sides answer from one waitress in a process of its own: `python -m tests.bench.bare_lists DATA PORT`.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from pathlib import Path
from typing import Any

import waitress
from flask import Flask, render_template
from jinja2 import DictLoader

from admin import create_app
from tests.bench import busy_village
from tests.bench.bare_web import THREADS
from tests.bench.desk_lists import LISTS
from tests.command import program
from village import clock
from village.printing.queue import print_queue
from village.settings import Settings
from village.store import Store
from village.voice.client import Voice

_PAGE = """<!doctype html><html lang="zh-CN"><title>表</title><table>
{% for row in rows %}<tr>{% for cell in row %}<td>
{% if loop.index0 < links %}<a href="{{ url_for('page', name=name, row=cell) }}">{{ cell }}</a>
{% else %}{{ cell }}{% endif %}
</td>{% endfor %}</tr>
{% endfor %}</table></html>"""
_local = threading.local()


def make(database: Path) -> Flask:
    """An app whose page `/bare/<name>` is the list of that name."""
    app = Flask(__name__)
    app.jinja_loader = DictLoader({"page.html": _PAGE})

    @app.get("/bare/<name>")
    def page(name: str) -> str:
        if not hasattr(_local, "conn"):
            _local.conn = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
        rows = _local.conn.execute(LISTS[name].query).fetchall()
        return render_template("page.html", rows=rows, name=name, links=LISTS[name].links)

    return app


def main() -> None:
    """Serve both until stopped, on the village's day."""
    data = Path(sys.argv[1])
    store, settings = Store(data / "village.db", writer=True), Settings(data=data)
    voice = Voice(data / "no-worker.sock", patience=0)
    desk = create_app(settings=settings, store=store, voice=voice, prints=print_queue(store, settings))
    bare = make(data / "village.db")

    def both(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        def answer() -> Iterable[bytes]:
            with clock.held(busy_village.NOW):
                return (bare if environ["PATH_INFO"].startswith("/bare/") else desk)(environ, start)

        return copy_context().run(answer)

    waitress.serve(both, host="127.0.0.1", port=int(sys.argv[2]), threads=THREADS, ident=None, _quiet=True)


@contextmanager
def serving(data: Path) -> Iterator[str]:
    """The address of both, in a process of its own."""
    port = program.free_port()
    process = subprocess.Popen([sys.executable, "-m", "tests.bench.bare_lists", str(data), str(port)])
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(500):
            try:
                assert program.get(f"{address}/health")[0] == 200
                break
            except urllib.error.URLError:
                time.sleep(0.02)
        yield address
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
