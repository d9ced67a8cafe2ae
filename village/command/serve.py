"""`village serve`: the one server. Kiosk and desk on two ports, the print queue, and the speech worker's keeper."""

from __future__ import annotations

import argparse
import logging
import signal
import sqlite3
import sys
import threading
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType
from typing import Any

import waitress

import admin
import kiosk
from village import settings
from village.command import daily, systemd
from village.command.addresses import office_addresses
from village.printing.queue import print_queue
from village.settings import Settings
from village.store import BrokenGuard, Store, StoreBusy
from village.voice.supervisor import Supervisor

THREADS = 8
_IN_MEMORY = 1 << 26  # bytes of an answer or an upload
App = Callable[[dict[str, Any], Any], Iterable[bytes]]


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the verb."""
    parser = subparsers.add_parser("serve", help="serve the kiosk and the desk until Ctrl-C")
    parser.add_argument("--data", type=Path, help="the data folder (default: $VILLAGE_DATA or ./data)")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 after a clean stop, 1 when the village cannot be opened. Raises SettingsError."""
    chosen = settings.load(given.data)
    if not chosen.database.exists():
        print(f"There is no village in {chosen.data}; `village demo` makes a pretend one.", file=sys.stderr)
        return 1
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    _on_signal(_stop)
    try:
        store = Store(chosen.database, writer=True)
    except StoreBusy:
        print(f"Another server has {chosen.database} open; stop that one first.", file=sys.stderr)
        return 1
    except BrokenGuard as why:
        print(f"The ledger's guards are broken: {why}.", file=sys.stderr)
        return 1
    except (sqlite3.Error, OSError) as why:
        print(f"{chosen.database} cannot be opened: {why}. `village doctor` says more.", file=sys.stderr)
        return 1
    try:
        return _serve(store, chosen)
    finally:
        store.close()


def _serve(store: Store, chosen: Settings) -> int:
    prints = print_queue(store, chosen)
    supervisor = Supervisor()
    voice = supervisor.voice
    apps: dict[int, App] = {
        chosen.kiosk_port: kiosk.create_app(settings=chosen, store=store, voice=voice, prints=prints),
        chosen.admin_port: admin.create_app(settings=chosen, store=store, voice=voice, prints=prints),
    }
    try:
        # What is spoken to a household must not overflow into a temporary file.
        memory = {"outbuf_overflow": _IN_MEMORY, "inbuf_overflow": _IN_MEMORY}
        server = waitress.create_server(_by_port(apps), listen=_listen(chosen), threads=THREADS, ident=None, **memory)
    except (OSError, ValueError, OverflowError) as why:
        print(f"Port {chosen.kiosk_port} or {chosen.admin_port} cannot be opened: {why}.", file=sys.stderr)
        print("Stop the program that has it, or set kiosk_port and admin_port in settings.toml.", file=sys.stderr)
        return 1
    stopping = threading.Event()
    try:
        prints.start()
        supervisor.start()
        threading.Thread(target=daily.keep, args=(store, stopping), name="daily", daemon=True).start()
        _start_watchdog(chosen, supervisor, stopping)
        _greet(chosen)
        systemd.notify("READY=1")
        server.run()
    finally:
        systemd.notify("STOPPING=1")
        stopping.set()
        server.close()
        supervisor.stop()
        prints.stop()
    return 0


def _stop(_number: int, _frame: FrameType | None) -> None:
    _on_signal(signal.SIG_IGN)  # a second Ctrl-C must not leave the speech worker behind
    raise SystemExit(0)


def _on_signal(handler: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, handler)


def _start_watchdog(chosen: Settings, supervisor: Supervisor, stopping: threading.Event) -> None:
    def well() -> bool:
        return supervisor.alive and systemd.answers(chosen.admin_port)

    threading.Thread(target=systemd.watch, args=(well, stopping), name="watchdog", daemon=True).start()


def _by_port(apps: dict[int, App]) -> App:
    """One pool of threads for both faces; which one answers is the port the request came in by."""
    by_port = {str(port): app for port, app in apps.items()}

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return by_port[environ["SERVER_PORT"]](environ, start_response)

    return answer


def _listen(chosen: Settings) -> str:
    host = "0.0.0.0" if chosen.office_network else "127.0.0.1"
    return " ".join(f"{host}:{port}" for port in (chosen.kiosk_port, chosen.admin_port))


def _greet(chosen: Settings) -> None:
    hosts = ["localhost", *(office_addresses() if chosen.office_network else [])]
    for face, port in (("kiosk", chosen.kiosk_port), ("desk ", chosen.admin_port)):
        print(f"{face}  " + "   ".join(f"http://{host}:{port}" for host in hosts))
    demo = chosen.data / "demo.toml"
    if demo.exists():
        kept = tomllib.loads(demo.read_text(encoding="utf-8"))
        print(f"log-in at the desk: {kept['login']} (or {kept['inspector']}, read-only), password {kept['password']}")
        print(f"a card to scan at the kiosk: {kept['card']}   (household {kept['household']}, PIN {kept['pin']})")
    print("Ctrl-C stops.", flush=True)
