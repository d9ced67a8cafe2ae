"""The process: python -m village.services.intakes.worker FOLDER. Reads its order and its file there, and leaves what it
found."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import msgspec

from village import clock
from village.errors import VillageError
from village.services import refusals
from village.services.apart import child, orders
from village.services.intakes.apart import Order
from village.services.intakes.looking import look
from village.sheets import safe
from village.store import Store

SECONDS = 90
"""After so long it ends by itself."""


def main() -> None:
    """Look the file over; a file that is not taken leaves a sentence."""
    folder = Path(sys.argv[1])
    order = msgspec.json.decode((folder / "order.json").read_bytes(), type=Order)
    child.keep_within(SECONDS)
    try:
        with clock.held(order.at), closing(Store(Path(order.database))) as book:
            told = child.progress(folder, 0, 1)
            content = (folder / "file").read_bytes()
            found = look(book, order.kind, content, order.terms, folder=folder, told=told)
        orders.write(folder, "result.json", found)
    except VillageError as why:
        orders.write(folder, "failure.json", refusals.sentence(why))
    except MemoryError:
        too_large = VillageError("workbook_large", count=safe.LARGEST // 1024**2)
        orders.write(folder, "failure.json", refusals.sentence(too_large))


if __name__ == "__main__":
    main()
