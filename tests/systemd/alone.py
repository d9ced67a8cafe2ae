"""Chromium alone on a machine of its own: python -m tests.systemd.alone FOLDER, under `unshare --mount --net`.

FOLDER lies over /etc/chromium. A page on port 8000 asks for the microphone and the camera, says how that went,
and then reaches for port 8001. Prints, as JSON, what both ports were asked for.
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = b"""<!doctype html><title>kiosk</title><body><script>
const asked = (wish) => navigator.mediaDevices.getUserMedia(wish).then(() => "granted", (why) => why.name);
(async () => {
  await fetch("/microphone/" + await asked({audio: true}));
  await fetch("/camera/" + await asked({video: true}));
  const other = document.createElement("iframe");
  other.onload = () => fetch("/over");
  other.src = "http://localhost:8001/elsewhere";
  document.body.append(other);
})();
</script>"""
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
]
PATIENCE = 60.0


def main(folder: str) -> None:
    for command in (["mount", "--bind", folder, "/etc/chromium"], ["ip", "link", "set", "lo", "up"]):
        subprocess.run(command, check=True)
    asked: queue.Queue[str] = queue.Queue()

    class Face(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.put(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(PAGE if self.path == "/" else b"")

        def log_message(self, *_: object) -> None:
            """Quiet."""

    for port in (8000, 8001):
        threading.Thread(target=ThreadingHTTPServer(("127.0.0.1", port), Face).serve_forever, daemon=True).start()
    print(json.dumps(_visit(asked)))


def _visit(asked: queue.Queue[str]) -> list[str]:
    seen: list[str] = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = ["chromium", *FLAGS, f"--user-data-dir={profile}", "http://localhost:8000/"]
        browser = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            while "/over" not in seen:
                seen.append(asked.get(timeout=PATIENCE))
        except queue.Empty:
            seen.append("nothing more came")
        finally:
            browser.terminate()
            browser.wait(PATIENCE)
    return seen


if __name__ == "__main__":
    main(sys.argv[1])
