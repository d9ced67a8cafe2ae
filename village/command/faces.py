"""What answers at the two ports: the setting up of a village until there is one, then kiosk and desk."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from typing import Any

import admin
import kiosk
from admin.founding import create_founding
from kiosk.founding import create_waiting
from village.command import daily, unheard
from village.printing.queue import PrintQueue, print_queue
from village.settings import Settings
from village.store import Store, foundings
from village.voice.clips import Clips
from village.voice.studio import Studio, nobody, renderer
from village.voice.supervisor import Supervisor

App = Callable[[dict[str, Any], Any], Iterable[bytes]]
_log = logging.getLogger(__name__)


class Faces:
    """One pool of threads serves both ports; which face answers is decided by the port a request came in by.

    Without a village the first request after its founding, from whichever command it came, opens it: nobody has to
    start the server anew.
    """

    def __init__(self, chosen: Settings) -> None:
        self._chosen = chosen
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._store: Store | None = None
        self._prints: PrintQueue | None = None
        self._supervisor: Supervisor | None = None
        self._studio: Studio | None = None
        self._beside: list[threading.Thread] = []
        self._apps: dict[str, App] = {}

    def found(self) -> str:
        """Show the guided setup; answers the code that lets in browsers of other machines."""
        code = foundings.code(self._chosen.data)
        self._show(create_waiting(settings=self._chosen), create_founding(settings=self._chosen, code=code))
        return code

    def open(self, store: Store) -> None:
        """Show kiosk and desk of a village; `start` brings paper and speech to life."""
        self._prints = prints = print_queue(store, self._chosen)
        self._supervisor = Supervisor()
        self._supervisor.voice.clips = Clips(self._chosen.voices)
        self._studio = Studio(store, self._chosen.voices, nobody if self._chosen.rendering == "off" else renderer)
        given: dict[str, Any] = {"settings": self._chosen, "store": store, "voice": self._supervisor.voice}
        self._show(kiosk.create_app(**given, prints=prints), admin.create_app(**given, prints=prints))
        self._store = store

    def start(self) -> None:
        """Begin what goes on beside the pages, where there is a village."""
        if self._store and self._prints and self._supervisor:
            self._prints.start()
            self._supervisor.start()
            if self._studio:
                self._studio.start()
            self._start_beside(daily.keep, self._store, self._stopping, self._chosen)
            self._start_beside(unheard.tell, self._store, self._supervisor)

    def _start_beside(self, work: Callable[..., None], *given: object) -> None:
        self._beside.append(threading.Thread(target=work, args=given, name=work.__module__, daemon=True))
        self._beside[-1].start()

    def close(self) -> None:
        """End it all; the village file is closed last."""
        self._stopping.set()
        with self._lock:
            if self._studio:
                self._studio.stop()
            if self._supervisor:
                self._supervisor.stop()
            if self._prints:
                self._prints.stop()
            for thread in self._beside:
                thread.join()
            if self._store:
                self._store.close()

    @property
    def well(self) -> bool:
        """Whether the speech worker, if there has to be one, is watched over."""
        return self._supervisor is None or self._supervisor.alive

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer a request."""
        if self._store is None and self._chosen.database.exists():
            self._open_founded()
        if self._studio and self._is_touch(environ):
            self._studio.touched()
        return self._apps[environ["SERVER_PORT"]](environ, start_response)

    def _is_touch(self, environ: dict[str, Any]) -> bool:
        """Whether somebody is at a kiosk: its first page asks for itself too, and is nobody."""
        port, path = str(environ["SERVER_PORT"]), str(environ["PATH_INFO"])
        return port == str(self._chosen.kiosk_port) and path != "/idle"

    def _open_founded(self) -> None:
        with self._lock:
            if self._store is None and not self._stopping.is_set():
                store = Store(self._chosen.database, writer=True)
                try:
                    self.open(store)
                except BaseException:
                    store.close()
                    raise
                self.start()
                _log.info("the village was founded: kiosk and desk are open")

    def _show(self, for_households: App, for_cadres: App) -> None:
        self._apps = {str(self._chosen.kiosk_port): for_households, str(self._chosen.admin_port): for_cadres}
