"""Calls for help (一键求助): they ring at the desk until somebody goes."""

from __future__ import annotations

from village import clock
from village.model.help_call import HelpCall
from village.store import Store
from village.store import help_calls as rows


def call(store: Store, *, kiosk: str, step: str) -> HelpCall:
    """Ring. A kiosk that rings already goes on ringing with its first call."""
    with store.transaction():
        return rows.add(store, kiosk=kiosk, step=step, at=clock.now())


def waiting(store: Store) -> list[HelpCall]:
    """What rings now, oldest first."""
    return rows.waiting(store)


def answered_today(store: Store) -> list[HelpCall]:
    """What somebody went to since midnight, newest first."""
    return rows.answered(store, since=clock.now().replace(hour=0, minute=0, second=0, microsecond=0))


def answer(store: Store, call_id: int, *, by: str) -> None:
    """Somebody goes there; the second one to say so changes nothing."""
    with store.transaction():
        rows.answer(store, call_id, at=clock.now(), by=by)


def get(store: Store, call_id: int) -> HelpCall | None:
    """One call: has it been answered?"""
    return rows.get(store, call_id)
