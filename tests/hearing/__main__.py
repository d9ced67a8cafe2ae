"""`python -m tests.hearing`: how well the ears understand, and who spoke. A row for each set and condition."""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path

from tests.hearing import answers, apart, speaker, utterances
from tests.hearing.engines import ENGINES, VOSK, ears_of
from tests.hearing.judge import Judge
from tests.hearing.known import complaints
from tests.hearing.rooms import rooms
from tests.hearing.row import Row, head, row_of
from tests.hearing.utterances import Utterance

ROOT = Path(__file__).parents[2]
HOUSEHOLDS = 300
SETS = ("sentences", "spliced", "names", "names3000", "nothing")
MOUTH = "mouth"
"""Not how well the ears hear, but how clear the mouth is: a table of its own."""


def main() -> int:
    """0 when everything could be measured, whether or not the targets held."""
    parser = argparse.ArgumentParser(prog="python -m tests.hearing", description=__doc__)
    known = (*SETS, MOUTH, *apart.SETS)
    parser.add_argument("sets", nargs="*", choices=[[], *known], metavar="set", help=f"of {', '.join(known)}")
    parser.add_argument("--rooms", nargs="+", default=["clean"], choices=["all", *rooms()], metavar="ROOM")
    parser.add_argument("--most", type=int, default=0, help="utterances a set at most, drawn by a fixed seed")
    parser.add_argument("--said", action="store_true", help="only what Kokoro has said already; say nothing new")
    parser.add_argument("--ears", default=VOSK, choices=ENGINES, metavar="MODEL", help=f"of {', '.join(ENGINES)}")
    parser.add_argument("--misses", type=Path, help="write what was not understood there, a line of JSON each")
    given = parser.parse_args()
    print(head(), flush=True)
    figures = [row.figures for name in given.sets or SETS if name in SETS for row in _measure(name, given)]
    if MOUTH in (given.sets or (MOUTH,)):
        most = given.most or 200
        for row in answers.rows(most, most, said=given.said):
            print("  ".join(f"{name} {value}" for name, value in row.items()), flush=True)
            figures.append(row)
    for name in (each for each in given.sets or apart.SETS if each in apart.SETS):
        for row in apart.rows(name, given.ears, most=given.most, said=given.said):
            print("  ".join(f"{title} {value}" for title, value in row.items()), flush=True)
            figures.append({**row, "ears": given.ears})
    (ROOT / "bench-voice.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    return 0


def _measure(name: str, given: argparse.Namespace) -> list[Row]:
    households = 3000 if name == "names3000" else HOUSEHOLDS
    judge = Judge(households, ears_of(given.ears))
    asked = _asked(name, judge)
    if given.said:
        asked = [each for each in asked if each.cut or "people" in each.voice or speaker.is_said(each.text, each.voice)]
    if given.most and len(asked) > given.most:
        asked = random.Random(1).sample(asked, given.most)
    speaker.say((each.text, each.voice) for each in asked if each.voice in utterances.VOICES)
    rows = []
    for room in rooms() if "all" in given.rooms else given.rooms:
        outcomes = [judge.hear(each, rooms()[room], seed) for seed, each in enumerate(asked)]
        rows.append(row_of(name, room, given.ears, asked, outcomes))
        print(rows[-1], flush=True)
        if (name, room) == ("sentences", "clean"):
            print("".join(f"  {complaint}\n" for complaint in complaints(asked, outcomes)), end="")
        if given.misses:
            with given.misses.open("a", encoding="utf-8") as file:
                missed = (pair for pair in zip(asked, outcomes, strict=True) if not pair[1].right)
                file.writelines(outcome.told(name, room, each) + "\n" for each, outcome in missed)
    return rows


def _asked(name: str, judge: Judge) -> list[Utterance]:
    if name == "sentences":
        return utterances.in_domain(judge.village)
    if name == "spliced":
        return utterances.spliced()
    if name == "nothing":
        return utterances.out_of_domain(cuts=300, voices=5)
    return utterances.named(200)


if __name__ == "__main__":
    sys.exit(main())
