"""`village backup`: a copy of the whole village on a stick or another disc, proved after writing."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from pathlib import Path

from village import settings
from village.errors import VillageError
from village.services import backups
from village.store import Store


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verb."""
    parser = subparsers.add_parser("backup", help="copy book, photos and settings, and prove the copy")
    parser.add_argument("to", type=Path, metavar="TO", help="a folder that is there, as of a mounted stick")
    parser.add_argument("--data", type=Path, help="the data folder (default: $VILLAGE_DATA or ./data)")
    parser.add_argument("--keep", type=int, default=0, metavar="N", help="leave only the N newest (default: all)")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0: proved. 1: proved, but photos were lost before. 2: there is no backup, and why. Runs beside the server."""
    chosen = settings.load(given.data)
    if not chosen.database.exists():
        print(f"There is no village file at {chosen.database}; name its folder with --data.", file=sys.stderr)
        return 2
    store = Store(chosen.database)
    try:
        made = backups.take(store, chosen, given.to, keep=max(0, given.keep))
    except FileNotFoundError:
        print(f"{given.to} is not there: plug in the stick, or make the folder.", file=sys.stderr)
        return 2
    except (OSError, sqlite3.Error) as why:
        print(f"No backup was made: {why}.", file=sys.stderr)
        return 2
    except VillageError as why:
        print(f"No backup was made: {why.params.get('detail', why)}. Keep the earlier ones.", file=sys.stderr)
        return 2
    finally:
        store.close()
    print(
        f"{given.to / made.folder}: {made.lines} lines, head {made.head}, {len(made.photos)} photos; read back, sound"
    )
    if made.lost:
        print(f"{len(made.lost)} photos were lost before: {', '.join(made.lost)}", file=sys.stderr)
    return int(bool(made.lost))
