"""`village serve`: the one server. Kiosk and desk on two ports, the print queue, and the speech worker's keeper."""

from __future__ import annotations

import argparse
import ctypes
import logging
import signal
import sqlite3
import sys
import threading
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import waitress

from village import settings
from village.command import systemd
from village.command.faces import Faces
from village.settings import Settings
from village.store import BrokenGuard, NewerFile, Store, StoreBusy
from village.web.addresses import office_addresses

THREADS = 8
_IN_MEMORY = 1 << 26  # bytes of an answer or an upload
_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8  # glibc's malloc.h


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verb."""
    parser = subparsers.add_parser("serve", help="serve the kiosk and the desk until Ctrl-C")
    parser.add_argument("--data", type=Path, help="the data folder (default: $VILLAGE_DATA or ./data)")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 after a clean stop, 1 when the village cannot be opened. Raises SettingsError."""
    chosen = settings.load(given.data)
    _keep_memory_small()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    _on_signal(_stop)
    faces, code = Faces(chosen), ""
    try:
        if chosen.database.exists():
            faces.open(Store(chosen.database, writer=True))
        else:
            chosen.data.mkdir(mode=0o700, parents=True, exist_ok=True)
            code = faces.found()
    except StoreBusy:
        print(f"Another server has {chosen.database} open; stop that one first.", file=sys.stderr)
        return 1
    except BrokenGuard as why:
        print(f"The ledger's guards are broken: {why}.", file=sys.stderr)
        return 1
    except NewerFile as why:
        print(f"{chosen.database} stays as it is: {why}.", file=sys.stderr)
        return 1
    except (sqlite3.Error, OSError) as why:
        print(f"{chosen.database} cannot be opened: {why}. `village doctor` says more.", file=sys.stderr)
        return 1
    try:
        return _serve(faces, chosen, code)
    finally:
        faces.close()


def _keep_memory_small() -> None:
    """Threads of one interpreter take turns, so one arena is enough; large pieces go back as soon as they are free."""
    libc = ctypes.CDLL(None)
    libc.mallopt(_M_ARENA_MAX, 1)
    libc.mallopt(_M_MMAP_THRESHOLD, 1 << 17)


def _serve(faces: Faces, chosen: Settings, code: str) -> int:
    try:
        # What is spoken to a household must not overflow into a temporary file.
        memory = {"outbuf_overflow": _IN_MEMORY, "inbuf_overflow": _IN_MEMORY}
        server = waitress.create_server(faces, listen=_listen(chosen), threads=THREADS, ident=None, **memory)
    except (OSError, ValueError, OverflowError) as why:
        print(f"Port {chosen.kiosk_port} or {chosen.admin_port} cannot be opened: {why}.", file=sys.stderr)
        print("Stop the program that has it, or set kiosk_port and admin_port in settings.toml.", file=sys.stderr)
        return 1
    stopping = threading.Event()
    try:
        faces.start()
        _start_watchdog(chosen, faces, stopping)
        _greet(chosen, code)
        systemd.notify("READY=1")
        server.run()
    finally:
        systemd.notify("STOPPING=1")
        stopping.set()
        server.close()
    return 0


def _stop(_number: int, _frame: FrameType | None) -> None:
    _on_signal(signal.SIG_IGN)  # a second Ctrl-C must not leave the speech worker behind
    raise SystemExit(0)


def _on_signal(handler: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, handler)


def _start_watchdog(chosen: Settings, faces: Faces, stopping: threading.Event) -> None:
    def well() -> bool:
        return faces.well and systemd.answers(chosen.admin_port)

    threading.Thread(target=systemd.watch, args=(well, stopping), name="watchdog", daemon=True).start()


def _listen(chosen: Settings) -> str:
    host = "0.0.0.0" if chosen.office_network else "127.0.0.1"
    return " ".join(f"{host}:{port}" for port in (chosen.kiosk_port, chosen.admin_port))


def _greet(chosen: Settings, code: str) -> None:
    hosts = ["localhost", *(office_addresses() if chosen.office_network else [])]
    for face, port in (("kiosk", chosen.kiosk_port), ("desk ", chosen.admin_port)):
        print(f"{face}  " + "   ".join(f"http://{host}:{port}" for host in hosts))
    if code:
        print(f"There is no village in {chosen.data} yet: set one up at the desk's address, or with `village init`.")
        print(f"A browser on another machine asks for this setup code: {code[:4]}-{code[4:]}")
    demo = chosen.data / "demo.toml"
    if demo.exists():
        kept = tomllib.loads(demo.read_text(encoding="utf-8"))
        print(f"log-in at the desk: {kept['login']} (or {kept['inspector']}, read-only), password {kept['password']}")
        print(f"a card to scan at the kiosk: {kept['card']}   (household {kept['household']}, PIN {kept['pin']})")
    print("Ctrl-C stops.", flush=True)
