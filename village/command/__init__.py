"""The `village` command: one file a verb, the top floor of the house."""

from __future__ import annotations

import argparse
import importlib
import sys

from village.settings import SettingsError

_OFFICE = ("serve", "init", "demo", "verify", "backup", "restore", "models", "doctor", "rehearse")
VERBS = (*_OFFICE, "parse", "hear", "say", "voices")


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; answers the exit code."""
    parser = argparse.ArgumentParser(prog="village", description="乡音: the village points kiosk and its desk.")
    subparsers = parser.add_subparsers(required=True, metavar="VERB")
    words = sys.argv[1:] if arguments is None else arguments
    # Only the verb asked for is loaded: serving needs both faces and half a second, proving the book does not.
    for verb in words[:1] if words[:1] and words[0] in VERBS else VERBS:
        importlib.import_module(f"village.command.{verb}").add(subparsers)
    given = parser.parse_args(words)
    try:
        return int(given.run(given))
    except SettingsError as why:
        print(why, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
