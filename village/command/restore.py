"""`village restore`: a backup becomes a village again."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from pathlib import Path

import msgspec

from village import settings
from village.errors import VillageError
from village.services import backups
from village.settings import Settings


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verb."""
    parser = subparsers.add_parser("restore", help="put a backup into a data folder without a village")
    parser.add_argument("source", type=Path, metavar="FROM", help="a backup, or the folder of several: the newest")
    parser.add_argument("--data", type=Path, help="the data folder (default: $VILLAGE_DATA or ./data)")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0: the village is there, proved. 2: it is not, and nothing was changed."""
    chosen = settings.load(given.data)
    try:
        made = backups.restore(given.source, chosen)
    except VillageError as why:
        print(
            _SAID.get(why.code, str(why)).format(data=chosen.data, source=given.source, **why.params), file=sys.stderr
        )
        return 2
    except (OSError, sqlite3.Error, msgspec.DecodeError) as why:
        print(f"Nothing was restored: {why}.", file=sys.stderr)
        return 2
    _told(chosen, made)
    return 0


_SAID = {
    "backup_missing": "{source} holds no backup: name the folder that `village backup` wrote into.",
    "backup_unsound": "Nothing was restored: {detail}. Take an older backup.",
    "village_founded_already": "There is a village in {data} already: move that folder away first.",
}


def _told(chosen: Settings, made: backups.Backup) -> None:
    print(f"{chosen.data}: {made.village} as of {made.taken_at:%Y-%m-%d %H:%M}, {made.lines} lines, head {made.head}")
    print(f"{len(made.photos)} photos are back. Next: village doctor --data {chosen.data}")
