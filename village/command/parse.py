"""`village parse`: what a written sentence would mean at the kiosk, as JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path

from village import settings
from village.language.sentences import book, intents_for, screens
from village.store import Store
from village.voice import understanding, vocabulary
from village.voice.understanding import Understanding
from village.voice.vocabulary import Vocabulary


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verb."""
    parser = subparsers.add_parser("parse", help="what a sentence means, as JSON")
    parser.add_argument("text", help="as somebody may say it: 我家有多少分")
    where(parser)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Always 0: a text that is no sentence has no intent, and the nearest ones as its alternatives."""
    show(understanding.of_text(given.text, village_of(given.data), intents_of(given.screen)))
    return 0


def where(parser: argparse.ArgumentParser) -> None:
    """The options of what is asked: the screen, and the village whose names and goods are known."""
    parser.add_argument("--screen", choices=screens(), metavar="SCREEN", help="only what may be said there")
    parser.add_argument("--data", type=Path, help="the data folder (default: $VILLAGE_DATA or ./data)")


def intents_of(screen: str | None) -> Collection[str]:
    """Those of a screen, or all."""
    return intents_for(screen) if screen else book().intents


def village_of(data: Path | None) -> Vocabulary:
    """The names, groups, goods and items of the village there; none where there is no village yet."""
    path = settings.load(data).database
    if not path.exists():
        return Vocabulary()
    store = Store(path)
    try:
        return vocabulary.of(store)
    finally:
        store.close()


def show(found: Understanding) -> None:
    """Print it."""
    print(json.dumps(asdict(found), ensure_ascii=False))
