"""What an act would bring, before somebody decides: it is done for real, looked at, and undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from village.store import Store

Found = TypeVar("Found")


class _Undone(Exception):
    """Ends the transaction without keeping anything."""


def foresee(store: Store, act: Callable[[], Found]) -> Found:
    """What `act` answers; the book stays as it was. Raises what `act` raises.

    The very services do it, so what is shown can never differ from what is then done.
    """
    found: list[Found] = []
    try:
        with store.transaction():
            found.append(act())
            raise _Undone
    except _Undone:
        return found[0]
