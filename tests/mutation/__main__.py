"""`python -m tests.mutation`: change every figure of every pack, and see who notices."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from rules import packs_folder
from tests.mutation import survivors
from tests.mutation.outcome import OUTCOMES, REFUSED, SURVIVED, Outcome, outcome
from tests.mutation.sites import Mutation, mutations, unchanged

PACKS = sorted(folder for folder in packs_folder().iterdir() if folder.is_dir())
WORKERS = 2
LONGEST = 120
"""Seconds for one mutation: a guard against a change that makes the office turn in circles."""


def main() -> int:
    """0 when every change was noticed, or is listed with its reason."""
    given = _arguments()
    chosen = [
        one
        for pack in PACKS
        if not given.pack or pack.name.startswith(given.pack)
        for one in mutations(pack)
        if not given.only or given.only in one.name
    ]
    os.nice(10)
    controls = [unchanged(pack) for pack in dict.fromkeys(one.pack for one in chosen)]
    broken = [
        f"{one.mutation.name}, and still {one.what}: {one.by}" for one in _outcomes(controls) if one.what != SURVIVED
    ]
    if broken:
        print("\n".join(broken))
        return 1
    seen: list[Outcome] = []
    for one in _outcomes(chosen):
        seen.append(one)
        if given.verbose or one.what == SURVIVED:
            print(f"{one.what}: {one.mutation.name}  {one.by}", flush=True)
    print(table(seen))
    faults = survivors.faults(seen, whole=len(chosen) == sum(1 for pack in PACKS for _ in mutations(pack)))
    print("\n".join(faults))
    return int(bool(faults))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--pack", default="", help="only packs whose name begins so")
    parser.add_argument("--only", default="", help="only mutations whose name holds this, such as 'setting rate'")
    parser.add_argument("--verbose", action="store_true", help="a line for each mutation, with who noticed")
    return parser.parse_args()


def _outcomes(chosen: Sequence[Mutation]) -> Iterator[Outcome]:
    """Each in a fresh process: nothing that one changed pack left behind is seen by the next."""
    with multiprocessing.get_context("fork").Pool(WORKERS, maxtasksperchild=1) as pool:
        results = pool.imap(outcome, chosen)
        for _ in chosen:
            yield results.next(LONGEST)


def table(seen: Sequence[Outcome]) -> str:
    """A row for each pack and one for all."""
    rows: dict[str, tuple[str, ...]] = {"pack": ("mutations", *OUTCOMES, "survived of loaded")}
    for name in (*dict.fromkeys(one.mutation.pack.name for one in seen), "all"):
        counts = Counter(one.what for one in seen if name in (one.mutation.pack.name, "all"))
        loaded = counts.total() - counts[REFUSED]
        share = f"{100 * counts[SURVIVED] / loaded:.1f} %" if loaded else "-"
        rows[name] = (str(counts.total()), *(str(counts[what]) for what in OUTCOMES), share)
    return "\n".join(f"{name:14}" + "".join(f"{cell:>20}" for cell in row) for name, row in rows.items())


if __name__ == "__main__":
    sys.exit(main())
