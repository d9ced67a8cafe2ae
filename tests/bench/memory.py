"""Memory of the whole product after some use, beside a bare Flask process and a bare vosk process.

PSS: what several processes share is divided among them. All four run while they are measured.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.bench import bare_ears, bare_web, served
from tests.bench.questions import chunks, questions
from tests.bench.table import ROUNDS, Figure, of_rounds
from tests.bench.visit import Visit
from tests.command import program

_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.M)


def measure(room: Path, *, quick: bool) -> list[Figure]:
    """After each of some visits by card, with pages, questions and a receipt."""
    data = served.demo(room)
    with (
        served.serving(data) as village,
        bare_web.serving(data / "village.db") as (bare, web),
        bare_ears.listening() as ears,
    ):
        village.await_ears()
        pid = village.server.process.pid
        rounds = []
        for _ in range(1 if quick else ROUNDS):
            _use(village)
            for _ in range(200):
                program.get(bare)
            rounds.append(([_pss(pid), *map(_pss, program.children(pid))], [_pss(web), _pss(ears)]))
    ours, alternative = rounds[-1]
    return [
        of_rounds(
            "memory (PSS) of the product : bare Flask + bare vosk",
            [sum(product) / sum(both) for product, both in rounds],
            1.5,
            ours=" + ".join(f"{each:.0f}" for each in ours) + " MB",
            bare=" + ".join(f"{each:.0f}" for each in alternative) + " MB",
        )
    ]


def _use(village: served.Village) -> None:
    visit = Visit(village.server.kiosk, village.card)
    for _ in range(20):
        for page in ("/balance", "/statement/all", "/rank"):
            visit.ask("GET", page)
        program.get(village.server.desk)
    for sound in questions():
        visit.ask("GET", "/balance")
        listening = json.loads(visit.form("/listen", rate=16_000))["id"]
        for n, chunk in enumerate(chunks(sound)):
            answer = json.loads(visit.ask("POST", f"/listen/{listening}/{n}", chunk))
            if answer["state"] != "hearing":
                visit.ask("GET", answer["speech"])
                break
    visit.form("/print")


def _pss(pid: int) -> float:
    """MB."""
    found = _PSS.search(Path(f"/proc/{pid}/smaps_rollup").read_text())
    assert found
    return int(found[1]) / 1024
