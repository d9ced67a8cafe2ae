"""`village verify`: prove the book."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from pathlib import Path

from village import settings
from village.errors import VillageError
from village.services import verification
from village.store import Store


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verb."""
    parser = subparsers.add_parser("verify", help="walk the ledger's chain and derive every figure again")
    parser.add_argument("--data", type=Path, help="the data folder (default: $VILLAGE_DATA or ./data)")
    parser.add_argument("--against", default="", metavar="SEQ:HASH", help="a kept head, as printed on a receipt")
    parser.add_argument("--points", action="store_true", help="also derive every line's points again from the rules")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0: the book is sound. 1: it is not, and the first bad line is named. 2: it could not be read, or the head that
    was kept was not copied as it stands."""
    path = settings.load(given.data).database
    if not path.exists():
        print(f"There is no village file at {path}; name its folder with --data.", file=sys.stderr)
        return 2
    store = Store(path)
    try:
        verdict = verification.verify(store, against=given.against, points=given.points)
        alone = verification.verify(store) if given.against and verdict.fault else verdict
    except (ValueError, VillageError) as why:
        print(f"Nothing can be said yet: {why}.", file=sys.stderr)
        return 2
    except sqlite3.Error as why:
        print(f"{path} cannot be read: {why}. Restore it from a backup.", file=sys.stderr)
        return 2
    finally:
        store.close()
    if verdict.fault:
        called = "NOT SOUND" if alone.fault else "sound in itself, but it does not fit the head that was kept"
        print(f"{called}: {verdict.fault}.", file=sys.stderr)
        return 1
    print(f"sound: {verdict.lines} lines, head {verdict.head}")
    if verdict.derived is not None:
        print(f"points: {verdict.derived} scored lines derived again from the rules they name; all of them agree")
    if given.against:
        print(f"against {given.against}: the book still has this line as it was when the receipt was printed")
    return 0
