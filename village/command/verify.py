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
    """0: the book is sound. 1: it is not, and the first bad row is named. 2: it could not be read."""
    path = settings.load(given.data).database
    if not path.exists():
        print(f"There is no village file at {path}; name its folder with --data.", file=sys.stderr)
        return 2
    store = Store(path)
    try:
        verdict = verification.verify(store, against=given.against, points=given.points)
    except (ValueError, VillageError) as why:
        print(f"Cannot verify: {why}", file=sys.stderr)
        return 2
    except sqlite3.Error as why:
        print(f"{path} cannot be read: {why}. Restore it from a backup.", file=sys.stderr)
        return 2
    finally:
        store.close()
    if verdict.fault:
        print(f"NOT SOUND: {verdict.fault}", file=sys.stderr)
        return 1
    print(f"sound: {verdict.lines} rows, head {verdict.head}")
    return 0
