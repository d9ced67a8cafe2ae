"""The table of `make bench` tells what was missed."""

from __future__ import annotations

import json
from pathlib import Path

from tests.bench.table import Figure, of_rounds, table, write

FAST = of_rounds("a line", [0.4, 0.6, 0.7], 0.5, at_least=True)
SLOW = Figure("a page", 2.5, 2.0)
UNKNOWN = Figure("a voice", None, 1.2, "s")


def test_a_missed_target_is_marked_as_missed() -> None:
    fast, slow, unknown = table([FAST, SLOW, UNKNOWN]).splitlines()[2:5]
    assert "0.60" in fast
    assert "held" in fast
    assert "2.50" in slow
    assert "MISSED" in slow
    assert "MISSED" in unknown
    assert table([FAST, SLOW, UNKNOWN]).endswith("1 held, 2 missed")


def test_the_file_says_the_same(tmp_path: Path) -> None:
    write([FAST, SLOW], tmp_path / "bench.json", quick=True)
    kept = json.loads((tmp_path / "bench.json").read_text("utf-8"))
    assert [(each["what"], each["value"], each["held"]) for each in kept["figures"]] == [
        ("a line", 0.6, True),
        ("a page", 2.5, False),
    ]
