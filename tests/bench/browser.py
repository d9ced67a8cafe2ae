"""An answer by voice, seen from Chromium: from the last sample of the speech to the sound of the answer.

The microphone is Chromium's fake one, fed from a file; nothing else on the way is replaced. When the last
sample was heard is told by the recorder's chunks: the earliest-arriving one fixes the beginning of the stream, the
last loud sample (2 % of the loudest) its end. The wait for silence after the question is part of the figure.
"""

from __future__ import annotations

import time
from contextlib import nullcontext
from pathlib import Path
from statistics import median

from playwright.sync_api import Page

from tests.bench import served, throttle
from tests.bench.questions import questions
from tests.bench.table import ROUNDS, Figure, percentile
from tests.kiosk.browser import chromium, scan, speak_into

_WATCH = """
window.bench = { chunks: [], playing: 0 };
const Plain = window.AudioWorkletNode;
window.AudioWorkletNode = class extends Plain {
  constructor(...given) {
    super(...given);
    bench.chunks = [];
    this.port.addEventListener("message", ({ data }) =>
      bench.chunks.push({ at: performance.now(), samples: new Int16Array(data.sound.slice(0)) }));
  }
};
document.addEventListener("playing", () => (bench.playing ||= performance.now()), true);
"""
_SECONDS = """() => {
  const length = bench.chunks[0].samples.length, all = bench.chunks.flatMap((each) => [...each.samples]);
  const faint = 0.02 * all.reduce((loudest, each) => Math.max(loudest, Math.abs(each)), 0);
  const begun = Math.min(...bench.chunks.map((each, n) => each.at - (n + 1) * length / 16));
  const last = all.findLastIndex((each) => Math.abs(each) > faint);
  return (bench.playing - begun - (last + 1) / 16) / 1000;
}"""


def measure(room: Path, *, quick: bool) -> list[Figure]:
    """Every question, with a free speech worker and with a held one, in turns."""
    microphone = room / "said.wav"
    speak_into(microphone, b"")
    asked = questions()[: 2 if quick else None]
    free: list[list[float]] = []
    held: list[list[float]] = []
    with served.serving(served.demo(room)) as village, chromium(microphone) as browser:
        village.await_ears()
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.add_init_script(_WATCH)
        page.goto(f"{village.server.kiosk}/?kiosk=大厅&ppi=149")
        scan(page, village.card)
        page.wait_for_selector("#screen.at-balance")
        _ask(page, village, microphone, asked[0])
        for _ in range(2 if quick else ROUNDS):
            for side, hold in ((free, nullcontext()), (held, throttle.third_of_a_core(village.voice.status().pid))):
                with hold:
                    side.append([_ask(page, village, microphone, sound) for sound in asked])
    return [
        _figure("voice, Chromium: last sample to sound, p95", free, 1.2),
        _figure(f"the same, worker held to a third of a core ({throttle.means()})", held, 1.5),
    ]


def _ask(page: Page, village: served.Village, microphone: Path, sound: bytes) -> float:
    """Seconds from the question's last sample to the answer's `playing`."""
    speak_into(microphone, sound)
    page.goto(f"{village.server.kiosk}/balance")
    page.get_by_role("button", name="说话").click()
    until = time.monotonic() + 20
    while not page.evaluate("() => bench.playing"):
        assert time.monotonic() < until, "nothing was answered"
        page.wait_for_timeout(100)
    return float(page.evaluate(_SECONDS))


def _figure(what: str, rounds: list[list[float]], target: float) -> Figure:
    taken = [each for one in rounds for each in one]
    return Figure(
        what,
        percentile(taken, 95),
        target,
        unit="s",
        ours=f"{median(taken):.2f} s median",
        rounds=[round(percentile(each, 95), 3) for each in rounds],
    )
