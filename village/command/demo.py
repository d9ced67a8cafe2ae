"""`village demo`: a pretend village, made through the services, so that a newcomer sees something in five minutes."""

from __future__ import annotations

import argparse
import secrets
import sys
from pathlib import Path

from village import settings
from village.demo import life, people
from village.demo.cadres import CADRE, DESK
from village.model.staff import Role
from village.services import households, ledger, pin_codes, staff
from village.settings import Settings
from village.store import Store, foundings

_SETTINGS = """# The demo serves the office's network too; `village` reads this file at its start.
office_network = true
"""
_MOST = 5_000


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verb."""
    parser = subparsers.add_parser("demo", help="make a pretend village of 300 households under the Yangkou rules")
    parser.add_argument("--data", type=Path, help="the data folder (default: $VILLAGE_DATA or ./data)")
    parser.add_argument("--if-missing", action="store_true", help="say nothing if there is a village already")
    parser.add_argument("--households", type=_some, default=300, metavar="N", help="how many (default 300)")
    parser.set_defaults(run=run)


def _some(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _MOST:
        raise argparse.ArgumentTypeError(f"a village has 1 to {_MOST} households")
    return int(text)


def run(given: argparse.Namespace) -> int:
    """0 when the village is there, 1 when it could not be made."""
    chosen = settings.load(given.data)
    try:
        return _make_once(chosen, given.households, quiet=given.if_missing)
    except BlockingIOError:
        print(f"Another command is making a village in {chosen.data} at this moment.", file=sys.stderr)
    except OSError as why:
        print(f"No village can be made in {chosen.data}: {why}. Name another folder with --data.", file=sys.stderr)
    return 1


def _make_once(chosen: Settings, wanted: int, *, quiet: bool) -> int:
    """Raises BlockingIOError while another command makes it, OSError where nothing can be written."""
    with foundings.locked(chosen.data, wait=False):
        if chosen.database.exists():
            if not quiet:
                print(f"{chosen.database} holds a village already; move the folder away to make a new one.")
            return 0
        _make(chosen, wanted)
    return 0


def _make(chosen: Settings, wanted: int) -> None:
    chosen_by_people = chosen.data / "settings.toml"
    if not chosen_by_people.exists():
        chosen_by_people.write_text(_SETTINGS, encoding="utf-8")
    print(f"Making a pretend village of {wanted} households in {chosen.data} …", file=sys.stderr)
    with foundings.new_file(chosen.database) as store:
        _fill(store, chosen.data, households_wanted=wanted)


def _fill(store: Store, data: Path, *, households_wanted: int) -> None:
    life.found(store)
    homes = people.enrol_all(store, households_wanted)
    life.live(store, homes)
    password = secrets.token_urlsafe(9)
    for login, name, role in DESK:
        staff.add(store, login=login, name=name, role=Role(role), password=password, actor=CADRE)
    card = households.card_of(store, homes[0].id)
    pin_codes.choose(store, homes[0].id, pin="1234", actor=CADRE)
    notice = data / "demo.toml"
    notice.touch(mode=0o600)
    notice.write_text(
        f'login = "{DESK[0][0]}"\ninspector = "{DESK[1][0]}"\npassword = "{password}"\n'
        f'card = "{card}"\nhousehold = "{homes[0].number}"\npin = "1234"\n',
        encoding="utf-8",
    )
    print(f"{len(homes)} households, {ledger.head(store).seq} lines in the book.", file=sys.stderr)
