"""An HTTP server on 127.0.0.1 that serves one body, honestly or in one of the ways servers fail."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self


class Loopback:
    """Each request takes the next of `moods`; when none is left the server is honest.

    Moods: honest; breaks (half, then hangs up); no_range (ignores Range, sends all);
    wrong_range (answers 206 from another place); long, short (a false Content-Length);
    gone (404); busy (503).
    """

    def __init__(self, body: bytes, *moods: str) -> None:
        self.body = body
        self.moods = list(moods)
        self.asked: list[str | None] = []
        self.etag = '"first"'
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_port}/tiny-1.zip"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(loopback: Loopback) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers["Range"]
            loopback.asked.append(wanted)
            mood = loopback.moods.pop(0) if loopback.moods else "honest"
            body = loopback.body
            if mood in ("gone", "busy"):
                self.send_error(404 if mood == "gone" else 503)
                return
            start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted else 0
            if mood == "no_range" or self.headers["If-Range"] not in (None, loopback.etag):
                start = 0
            if start >= len(body):
                self.send_response(416)
                self.send_header("Content-Range", f"bytes */{len(body)}")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            if mood == "wrong_range":
                start = max(0, start - 10)
            rest = body[start:]
            promised = len(rest) + {"long": 500, "short": -500}.get(mood, 0)
            self.send_response(206 if start else 200)
            self.send_header("ETag", loopback.etag)
            self.send_header("Content-Length", str(promised))
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
            self.end_headers()
            self.wfile.write(rest[: len(rest) // 2] if mood == "breaks" else rest)

        def log_message(self, *_: object) -> None:
            pass

    return Handler
