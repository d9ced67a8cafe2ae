"""The worker's door: a Unix socket, one thread that looks after every connection, speech before sound."""

from __future__ import annotations

import os
import selectors
import socket
from collections import deque
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from village.voice.attendant import Attendant
from village.voice.wire import Message, Reader, WireError, pack

MOST_CONNECTIONS = 64
_TICK = 0.25
_READ = 1 << 16


class DoorError(Exception):
    """Another worker already answers at this socket."""


class _Connection:
    def __init__(self, wire: socket.socket) -> None:
        self.wire = wire
        self.reader = Reader()
        self.outgoing = bytearray()


class Door:
    """Listens at `path` from the moment it is made. `leash` is a file number whose end ends the serving."""

    def __init__(self, path: Path, leash: int | None = None) -> None:
        self._path, self._leash = path, leash
        self._selector = selectors.DefaultSelector()
        self._connections: dict[int, _Connection] = {}
        self._urgent: deque[tuple[_Connection, Message]] = deque()
        self._sound: deque[tuple[_Connection, Message]] = deque()
        self._socket = _listen(path)
        self._selector.register(self._socket, selectors.EVENT_READ)
        if leash is not None:
            self._selector.register(leash, selectors.EVENT_READ)

    def serve(self, attendant: Attendant) -> None:
        """Answer whoever comes, until the leash is let go."""
        while self._look(0 if self._sound else _TICK):
            while self._urgent:
                self._answer(attendant, *self._urgent.popleft())
            if self._sound:  # one piece of sound, then look again whether someone wants something said
                self._answer(attendant, *self._sound.popleft())
            attendant.tidy()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, why: BaseException | None, at: TracebackType | None) -> None:
        for connection in list(self._connections.values()):
            self._close(connection)
        self._socket.close()
        self._selector.close()
        with suppress(FileNotFoundError):
            self._path.unlink()

    def _look(self, seconds: float) -> bool:
        for key, events in self._selector.select(seconds):
            if key.fd == self._leash:
                if not os.read(key.fd, _READ):
                    return False
            elif key.fileobj is self._socket:
                self._accept()
            elif connection := self._connections.get(key.fd):
                if events & selectors.EVENT_WRITE:
                    self._send(connection)
                if events & selectors.EVENT_READ:
                    self._receive(connection)
        return True

    def _accept(self) -> None:
        try:
            wire, _ = self._socket.accept()
        except OSError:  # it has hung up again already
            return
        if len(self._connections) >= MOST_CONNECTIONS:
            self._close(next(iter(self._connections.values())))  # the oldest: faces hang up after each answer
        wire.setblocking(False)
        self._connections[wire.fileno()] = _Connection(wire)
        self._selector.register(wire, selectors.EVENT_READ)

    def _receive(self, connection: _Connection) -> None:
        try:
            data = connection.wire.recv(_READ)
            if not data:
                self._close(connection)
            for message in connection.reader.feed(data):
                queue = self._sound if message.kind in ("audio", "begin", "end") else self._urgent
                queue.append((connection, message))
        except WireError as why:
            connection.outgoing += pack(Message("error", {"code": "misuse", "why": str(why)}))
            self._send(connection)
            self._close(connection)
        except OSError:
            self._close(connection)

    def _answer(self, attendant: Attendant, connection: _Connection, message: Message) -> None:
        answer = attendant.answer(message)  # even if the face has hung up: the chunk counts as heard
        if connection.wire.fileno() in self._connections:
            connection.outgoing += pack(answer)
            self._send(connection)

    def _send(self, connection: _Connection) -> None:
        try:
            while connection.outgoing:
                del connection.outgoing[: connection.wire.send(connection.outgoing)]
        except BlockingIOError:
            pass
        except OSError:
            self._close(connection)
            return
        writing = selectors.EVENT_WRITE if connection.outgoing else 0
        self._selector.modify(connection.wire, selectors.EVENT_READ | writing)

    def _close(self, connection: _Connection) -> None:
        if self._connections.pop(connection.wire.fileno(), None):
            self._selector.unregister(connection.wire)
        connection.wire.close()


def _listen(path: Path) -> socket.socket:
    wire = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        with suppress(ConnectionError, FileNotFoundError):
            wire.connect(str(path))
            raise DoorError(f"{path} is already served")
        path.unlink(missing_ok=True)  # left by a worker that was killed
        before = os.umask(0o177)
        try:
            wire.bind(str(path))
        finally:
            os.umask(before)
        wire.listen(MOST_CONNECTIONS)
        wire.setblocking(False)
    except BaseException:
        wire.close()
        raise
    return wire
