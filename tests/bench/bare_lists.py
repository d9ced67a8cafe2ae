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
from functools import lru_cache
from pathlib import Path
from typing import Any

import segno
import waitress
from flask import Flask, render_template
from jinja2 import DictLoader
from markupsafe import Markup

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
</td>{% endfor %}BESIDE</tr>
{% endfor %}</table></html>"""
_BESIDE = {
    "": "",
    "act": """<td><details><summary>记错了</summary><form method="post"
action="{{ url_for('page', name=name, row=row[0]) }}">
<input type="hidden" name="csrf" value="{{ name }}"><label>原因 <input name="reason" required maxlength="100"
autocomplete="off"></label> <button class="plain small">更正</button></form></details></td>""",
    "code": "<td>{{ code(row[-1]) }}</td>",
    "cells": """{% for item in items %}{% set text = row[3] if row[2] == item else "" %}<td><input
name="c.{{ row[0] }}.{{ item }}" value="{{ text or "" }}" data-was="{{ text or "" }}" autocomplete="off"
spellcheck="false" maxlength="120" aria-label="{{ row[1] }} {{ item }}"></td>{% endfor %}""",
}
_ITEMS = ("P07", "P08", "N09")
_local = threading.local()


def make(database: Path) -> Flask:
    """An app whose page `/bare/<name>` is the list of that name."""
    app = Flask(__name__)
    app.jinja_loader = DictLoader({f"{name}.html": _PAGE.replace("BESIDE", beside) for name, beside in _BESIDE.items()})

    @app.get("/bare/<name>")
    def page(name: str) -> str:
        if not hasattr(_local, "conn"):
            _local.conn = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
        asked = LISTS[name]
        rows = _local.conn.execute(asked.query).fetchall()
        return render_template(
            f"{asked.beside}.html", rows=rows, name=name, links=asked.links, items=_ITEMS, code=_code
        )

    return app


@lru_cache(maxsize=512)
def _code(number: str) -> Markup:
    """A card's code, drawn once, as the desk's are."""
    return Markup(segno.make(number, error="q", micro=False, boost_error=False).svg_inline(omitsize=True, border=2))


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
