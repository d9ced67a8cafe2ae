"""`village voices`: the clips of the pleasant voice: how many there are, and rendering them now, as while packaging."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from village import settings
from village.settings import Settings
from village.store import Store
from village.voice import script, studio
from village.voice.clips import Clips
from village.voice.script import Line


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verb and its two."""
    voices = subparsers.add_parser("voices", help="the pleasant voice: list its clips, render them")
    verbs = voices.add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="how many clips there are of how many, by kind and voice")
    listing.set_defaults(run=run_list)
    rendering = verbs.add_parser(
        "render",
        help="render the clips that are missing, now",
        description="The running server does this by itself while nobody is at the kiosk; this is for packaging. "
        "It needs village models fetch kokoro. Ctrl-C ends it; the next run goes on from there.",
    )
    rendering.add_argument("--most", type=int, default=0, metavar="N", help="no more than N clips")
    rendering.set_defaults(run=run_render)
    for parser in (listing, rendering):
        parser.add_argument("--data", type=Path, help="the data folder (default: $VILLAGE_DATA or ./data)")


def run_list(given: argparse.Namespace) -> int:
    """Always 0. A line for each kind of the script, and one for each voice."""
    chosen = settings.load(given.data)
    clips, lines = Clips(chosen.voices), _lines(chosen)
    there = Counter(line.kind for line in lines if clips.has(line.text))
    for kind, count in Counter(line.kind for line in lines).items():
        print(f"{kind:<9} {there[kind]} of {count} rendered")
    for voice in clips.voices():
        print(f"voice {voice}: {sum(clips.has(line.text, voice) for line in lines)} clips")
    return 0


def run_render(given: argparse.Namespace) -> int:
    """0: all that were asked for are there. 1: some cannot be rendered. 2: there is no renderer."""
    chosen = settings.load(given.data)
    command = studio.renderer()
    if command is None:
        print("There is no renderer yet: village models fetch kokoro", file=sys.stderr)
        return 2
    wanted = studio.missing(_lines(chosen), chosen.voices)[: given.most or None]
    done, wrong = 0, 0
    running = studio.Renderer(command)
    try:
        for line, complaint in running.render(wanted, chosen.voices):
            done, wrong = done + 1, wrong + bool(complaint)
            print(f"{done} of {len(wanted)}  {line.text}  {complaint}".rstrip(), flush=True)
    finally:
        running.stop()
        running.end()
    return 1 if wrong or done < len(wanted) else 0


def _lines(chosen: Settings) -> tuple[Line, ...]:
    """The village's script; without a village what every village says."""
    if not chosen.database.exists():
        first, later = script.catalogued()
        return (*first, *script.figures(), *later)
    store = Store(chosen.database)
    try:
        return script.of(store)
    finally:
        store.close()
