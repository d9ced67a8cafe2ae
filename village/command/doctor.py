"""`village doctor`: what is well on this machine, what is missing, and what to do about it, a line each."""

from __future__ import annotations

import argparse
import ctypes
import fcntl
import os
import shutil
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rules import PackError
from village import settings
from village.command import unheard
from village.devices.ears import MODEL, EarsError, VoskEars
from village.devices.mouth import EspeakMouth, MouthError
from village.devices.printers import open_port
from village.errors import VillageError
from village.language.sounds import alike
from village.model.device import Trouble
from village.printing import glyphs
from village.services import readiness, verification
from village.services.readiness import State
from village.settings import Settings, SettingsError
from village.store import Store
from village.web.addresses import office_addresses
from voice_models import ModelMissing, locate, manifest

_MEGABYTE = 1_000_000
_SCREEN_FONTS = ("NotoSansCJK", "wqy-microhei", "SourceHanSans")
_MARKS = {State.WELL: "well ", State.WATCH: "watch", State.ILL: "WRONG"}
_READY = {
    "full": ("hardly any room is left: {free} MB", "free the disc: lines can soon not be written"),
    "low": ("{free} MB are free", "make room before the year's photos fill it"),
    "room": ("{free} MB are free", ""),
    "behind": ("it is {now}, but the book's last line was written at {last}", "set the clock (timedatectl)"),
    "right": ("it is {now}", ""),
    "in_force": ("{title}, digest {digest}", ""),
    "broken": ("{detail}", "restore the file from a backup, then run this again"),
    "whole": ("all of the ledger's triggers stand as they were written", ""),
    "unsaved": ("there is no backup yet", "village backup FOLDER, on a stick or another disc"),
    "old": ("the last one is {days} days old, in {folder}", "village backup FOLDER"),
    "saved": ("{folder}, proved", ""),
    "ready": ("the running server finds it ready", ""),
    "unseen": ("the running server has not looked at it yet", "run this again in a minute"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """What was looked at, how it is, and what to do ("" when nothing has to be done)."""

    state: State
    name: str
    found: str
    do: str = ""

    def __str__(self) -> str:
        return f"{_MARKS[self.state]}  {self.name:<8}  {self.found}" + (f" -> {self.do}" if self.do else "")


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verb."""
    parser = subparsers.add_parser("doctor", help="what is well and what is missing on this machine")
    parser.add_argument("--data", type=Path, help="the data folder (default: $VILLAGE_DATA or ./data)")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 when nothing is wrong, 1 when something is. Changes nothing, and may be run beside the server."""
    chosen = settings.load(given.data)
    wrong = False
    for line in examine(chosen):
        print(line, flush=True)
        wrong = wrong or line.state is State.ILL
    return int(wrong)


def examine(chosen: Settings) -> Iterator[Line]:
    """Every line, in the order of the house: machine, devices, book, network."""
    yield from _ears()
    yield _mouth()
    yield from _type()
    serving = _serving(chosen.database)
    if not serving or chosen.printer.kind == "spool":  # a running server has the printer's line to itself
        yield _printer(chosen)
    yield from _book(chosen, serving=serving)
    yield from _network(chosen, serving=serving)


def _ears() -> Iterator[Line]:
    for model in (each for each in manifest.read() if each.kind == "asr" and not each.optional):
        try:
            _loaded(locate(model.name))
        except ModelMissing:
            yield Line(State.ILL, "ears", f"{model.name} is not on this machine", "village models fetch")
        except EarsError as why:
            yield Line(State.ILL, "ears", str(why), "village models verify")
        except (ImportError, OSError) as why:
            yield Line(State.ILL, "ears", f"vosk cannot be loaded: {why}", "apt-get install libatomic1")
        else:
            yield Line(State.WELL, "ears", f"{model.name} loads from {locate(model.name)}")


@lru_cache(maxsize=1)
def _loaded(model: Path) -> VoskEars:
    return VoskEars(model, alike)


def _mouth() -> Line:
    try:
        EspeakMouth().say("好")
    except MouthError as why:
        return Line(State.ILL, "mouth", str(why), "run prepare.sh again, or apt-get install libespeak-ng1")
    return Line(State.WELL, "mouth", "espeak-ng speaks")


def _type() -> Iterator[Line]:
    try:
        yield Line(State.WELL, "receipts", f"drawn with {glyphs.font_file()}")
    except FileNotFoundError as why:
        yield Line(State.ILL, "receipts", str(why), "apt-get install fonts-noto-cjk")
    if shutil.which("chromium"):
        fonts = [path for path in Path("/usr/share/fonts").rglob("*.tt[cf]") if path.name.startswith(_SCREEN_FONTS)]
        if fonts:
            yield Line(State.WELL, "screen", f"Chromium and {fonts[0].name} are here")
        else:
            yield Line(State.ILL, "screen", "no Chinese typeface for the browser", "apt-get install fonts-noto-cjk")


def _printer(chosen: Settings) -> Line:
    kind = chosen.printer.kind
    if kind == "spool":
        return Line(State.WATCH, "printer", f"none: receipts are drawn in {chosen.spool}", "[printer] in settings.toml")
    if kind == "usb" and not _loads("libusb-1.0.so.0"):
        return Line(State.ILL, "printer", "libusb is missing", "apt-get install libusb-1.0-0")
    try:
        port = open_port(chosen, picture=lambda data: data)
    except SettingsError as why:
        return Line(State.ILL, "printer", str(why), "mend the address")
    trouble = port.status()
    port.close()
    where = f"{kind} {chosen.printer.address}"
    if trouble is None:
        return Line(State.WELL, "printer", f"{where} is ready")
    state = State.WATCH if trouble is Trouble.PAPER_LOW else State.ILL
    return Line(state, "printer", f"{where} says {trouble}", "look at plug, cover and paper; then run this again")


def _book(chosen: Settings, *, serving: bool) -> Iterator[Line]:
    if not chosen.database.exists():
        yield Line(
            State.ILL, "book", f"there is no village in {chosen.data}", "village init, or name its folder with --data"
        )
        return
    if not all(os.access(path, os.W_OK) for path in (chosen.data, chosen.database)):
        yield Line(State.ILL, "folder", f"{chosen.data} may not be written by this user", "run this as its owner")
    try:
        store = Store(chosen.database)
        try:
            yield from _ready(store, chosen, serving=serving)
            yield from _words(store)
            verdict = verification.verify(store)
        finally:
            store.close()
    except PackError as why:
        yield Line(State.ILL, "rules", str(why), "run prepare.sh again, or take the whole checkout anew")
    except (sqlite3.Error, VillageError) as why:
        yield Line(State.ILL, "book", f"it cannot be read: {why}", "restore the file from a backup")
    else:
        if verdict.fault:
            yield Line(State.ILL, "book", verdict.fault, "stop the server and keep the file as it is; ask the town")
        else:
            yield Line(State.WELL, "book", f"sound: {verdict.lines} lines, head {verdict.head}")


def _ready(store: Store, chosen: Settings, *, serving: bool) -> Iterator[Line]:
    """What the desk's readiness page looks at too, less what is asked of the machine itself here."""
    names = {"disk", "clock", "rules", "guards", "backup"}
    if serving and chosen.printer.kind != "spool":
        names.add("printer")
    for finding in readiness.check(store, data=chosen.data, ears="ready", mouth="ready"):
        if finding.name in names:
            found, do = _READY.get(finding.code, (finding.code, "the desk's readiness page says more"))
            params = {**finding.params, "free": shutil.disk_usage(chosen.data).free // _MEGABYTE}
            yield Line(finding.state, finding.name, found.format(**params), do)


def _words(store: Store) -> Iterator[Line]:
    """What cannot be asked for by voice, for want of a word that sounds like it."""
    with suppress(ModelMissing, EarsError, ImportError, OSError):  # the line of the ears says so
        ears = _loaded(locate(MODEL))
        lacking = unheard.lacking(unheard.words_of(store), lambda said: {each: ears.lacks(each) for each in said})
        if lacking:
            found = f"cannot be heard: {'、'.join(lacking)}"
            yield Line(State.WATCH, "words", found, "they are found by touch, card or digits")
        else:
            yield Line(State.WELL, "words", "all names, goods and items of the village can be heard")


def _network(chosen: Settings, *, serving: bool) -> Iterator[Line]:
    for name, port in (("kiosk", chosen.kiosk_port), ("desk", chosen.admin_port)):
        if serving:
            yield Line(State.WELL, name, f"served on port {port}")
        elif why := _taken(port):
            yield Line(
                State.ILL, name, f"port {port} cannot be had: {why}", "stop what has it, or change settings.toml"
            )
        else:
            yield Line(State.WELL, name, f"port {port} is free")
    if chosen.office_network and not office_addresses():
        yield Line(State.WATCH, "network", "this machine has no address in the office", "look at the cable")


def _serving(database: Path) -> bool:
    """Whether a server has this village open: it holds the lock beside the file."""
    try:
        with database.with_suffix(".lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def _taken(port: int) -> str:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except (OSError, OverflowError) as why:
            return str(why)
    return ""


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
