"""The bare page: Flask, waitress with the kiosk's settings, one indexed read, one template.

In a process of its own: `python -m tests.bench.bare_web DATABASE PORT`.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import waitress
from flask import Flask, render_template
from jinja2 import DictLoader

from tests.command import program

THREADS = 8  # as village.command.serve has it
_PAGE = '<!doctype html><html lang="zh-CN"><title>户</title><p>{{ head }}</p></html>'
_local = threading.local()


def make(database: Path) -> Flask:
    """An app of one page: the head of the first household."""
    app = Flask(__name__)
    app.jinja_loader = DictLoader({"page.html": _PAGE})

    @app.get("/")
    def page() -> str:
        if not hasattr(_local, "conn"):
            _local.conn = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
        (head,) = _local.conn.execute("SELECT head FROM households WHERE id = ?", (1,)).fetchone()
        return render_template("page.html", head=head)

    return app


def main() -> None:
    """Serve until stopped."""
    app = make(Path(sys.argv[1]))
    waitress.serve(app, host="127.0.0.1", port=int(sys.argv[2]), threads=THREADS, ident=None, _quiet=True)


@contextmanager
def serving(database: Path) -> Iterator[tuple[str, int]]:
    """Its address and process id, in a process of its own."""
    port = program.free_port()
    process = subprocess.Popen([sys.executable, "-m", "tests.bench.bare_web", str(database), str(port)])
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(500):
            try:
                assert program.get(address)[0] == 200
                break
            except urllib.error.URLError:
                time.sleep(0.02)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
