"""`village demo`: a pretend village, made through the services, so that a newcomer sees something in five minutes."""

from __future__ import annotations

import argparse
import secrets
import sys
from pathlib import Path

from village import settings
from village.demo import life, people
from village.model.staff import Role
from village.services import households, staff
from village.store import Store, StoreBusy

_SETTINGS = """# The demo serves the office's network too; `village` reads this file at its start.
office_network = true
"""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verb."""
    parser = subparsers.add_parser("demo", help="make a pretend village of 300 households under the Yangkou rules")
    parser.add_argument("--data", type=Path, help="the data folder (default: $VILLAGE_DATA or ./data)")
    parser.add_argument("--if-missing", action="store_true", help="say nothing if there is a village already")
    parser.add_argument("--households", type=int, default=300, metavar="N", help="how many (default 300)")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 when the village is there."""
    chosen = settings.load(given.data)
    if chosen.database.exists():
        if not given.if_missing:
            print(f"{chosen.database} holds a village already; move the folder away to make a new one.")
        return 0
    chosen.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    (chosen.data / "settings.toml").write_text(_SETTINGS, encoding="utf-8")
    # Built beside and moved into place whole: a demo that was broken off must not be taken for a village.
    unfinished = chosen.data / "unfinished.db"
    for leftover in chosen.data.glob("unfinished.*"):
        leftover.unlink()
    print(f"Making a pretend village of {given.households} households in {chosen.data} …", file=sys.stderr)
    try:
        store = Store(unfinished, writer=True)
    except StoreBusy:
        print("Another command is making it at this moment.", file=sys.stderr)
        return 1
    _fill(store, chosen.data, households_wanted=given.households)
    store.checkpoint()
    store.close()
    unfinished.rename(chosen.database)
    unfinished.with_suffix(".lock").unlink()
    return 0


def _fill(store: Store, data: Path, *, households_wanted: int) -> None:
    life.found(store)
    homes = people.enrol_all(store, households_wanted)
    lines = life.live(store, homes)
    password = secrets.token_urlsafe(9)
    for login, name, role in life.DESK:
        staff.add(store, login=login, name=name, role=Role(role), password=password, actor=life.CADRE)
    card = households.card_of(store, homes[0].id)
    households.set_pin(store, homes[0].id, pin="1234", actor=life.CADRE)
    notice = data / "demo.toml"
    notice.touch(mode=0o600)
    notice.write_text(
        f'login = "{life.DESK[0][0]}"\ninspector = "{life.DESK[2][0]}"\npassword = "{password}"\n'
        f'card = "{card}"\nhousehold = "{homes[0].number}"\npin = "1234"\n',
        encoding="utf-8",
    )
    print(f"{len(homes)} households, {lines} lines in the book.", file=sys.stderr)
