"""`python -m tests.bench`: all figures, or those named."""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
import traceback
from pathlib import Path

from tests.bench.table import Figure, table, write

ROOT = Path(__file__).parents[2]
FIGURES = {
    "ledger": "a line posted, against a raw insert",
    "balance": "a balance in a small and in a large book",
    "rules_year": "a year's points derived again, against a bare loop",
    "rules_close": "a month published and a year closed, against a bare loop",
    "intake": "a table of the office looked over, against openpyxl reading it",
    "desk": "the desk's lists with 3,000 households, against bare pages",
    "start": "from the command to the first answer",
    "page": "the kiosk's page, against a bare one",
    "touch": "from the touch to the next screen, against a bare page",
    "memory": "the product, against bare Flask and bare vosk",
    "voice": "an answer by voice, seen from the server",
    "browser": "an answer by voice, seen from Chromium",
    "first_sound": "what was said before, said again in Chromium",
}


def main() -> int:
    """0 when all could be measured, whether or not the targets held."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description="Measures speed and memory against the bare alternative; writes bench.json.",
        epilog="; ".join(f"{name}: {what}" for name, what in FIGURES.items()),
    )
    parser.add_argument("figures", nargs="*", choices=[[], *FIGURES], metavar="figure", help="which (default: all)")
    parser.add_argument("--quick", action="store_true", help="few rounds and a small book: to try, not to quote")
    given = parser.parse_args()
    found: list[Figure] = []
    broken = False
    # Not /tmp, which may be in memory, where a commit costs nothing.
    with tempfile.TemporaryDirectory(prefix="village-bench-", dir="/var/tmp") as room:
        for name in given.figures or FIGURES:
            print(f"{name}: {FIGURES[name]} …", file=sys.stderr, flush=True)
            folder = Path(room, name)
            folder.mkdir()
            try:
                found += importlib.import_module(f"tests.bench.{name}").measure(folder, quick=given.quick)
            except Exception:
                traceback.print_exc()
                broken = True
                found.append(Figure(f"{name}: could not be measured", None, 0))
    print(table(found))
    write(found, ROOT / "bench.json", quick=given.quick)
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
