"""The process: python -m village.services.apart.worker FOLDER. Reads its order there, and leaves what it found."""

from __future__ import annotations

import sys
import tempfile
from contextlib import closing
from pathlib import Path

import msgspec

import rules
from rules import faults
from village.errors import VillageError
from village.services import refusals
from village.services.apart import child, orders, results
from village.services.apart.orders import Order
from village.services.rehearsal import Malformed, rehearse
from village.services.replay import replay
from village.store import Store

SECONDS = {"scenarios": 120, "replay": 900}
"""After so long it ends by itself."""


def main() -> None:
    """Do what the order says; ends when standard input does, which means that the server is gone."""
    folder = Path(sys.argv[1])
    order = msgspec.json.decode((folder / "order.json").read_bytes(), type=Order)
    child.keep_within(SECONDS["scenarios" if order.files else "replay"])
    tempfile.tempdir = str(folder)
    try:
        _rehearse(order, folder) if order.files else _replay(order, folder)
    except VillageError as why:
        orders.write(folder, "failure.json", refusals.sentence(why))
    except rules.PackError as why:
        orders.write(folder, "failure.json", faults.told_of(why, _text(folder / "pack" / why.file)))


def _rehearse(order: Order, folder: Path) -> None:
    found = []
    for number, name in enumerate(order.files):
        tell = child.progress(folder, number, len(order.files))
        try:
            found.append(results.told(name, rehearse(path := folder / f"{number}.toml", told=tell)))
        except Malformed as why:
            found.append(results.not_understood(name, why, _text(path)))
    orders.write(folder, "result.json", found)


def _text(path: Path) -> str:
    """What a file says; "" where there is none."""
    return path.read_text(encoding="utf-8-sig", errors="replace") if path.is_file() else ""


def _replay(order: Order, folder: Path) -> None:
    trial = order.amended.trial(folder)
    with tempfile.TemporaryDirectory() as books, closing(Store(Path(order.database))) as real:
        outcome = replay(
            real, year=order.year, trial=trial, at=order.at, folder=Path(books), progress=child.progress(folder, 0, 1)
        )
    orders.write(folder, "result.json", outcome)


if __name__ == "__main__":
    main()
