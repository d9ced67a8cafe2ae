"""Several kiosks and tablets at once: each has a name of its own, and the desk sees how each is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from village import clock
from village.model.kiosk import Kiosk, Microphone, Speaker
from village.store import Store
from village.store import kiosks as rows

SILENT = timedelta(minutes=10)
"""After which one that says nothing counts as switched off; each says something once a minute."""

_FRESH = timedelta(minutes=4)  # nothing new is not written down within this, to spare the card
_MOST = 60  # kept: whoever is in the office's network could make up more


def report(
    store: Store,
    *,
    mark: str,
    name: str,
    place: str,
    address: str,
    microphone: Microphone,
    speaker: Speaker,
    in_use: bool,
) -> None:
    """How one of them is now. `mark` is its browser's cookie; a browser that lost it is known again by name and
    `address`, or by the name of one that went silent. A second one of a name becomes its second."""
    with store.transaction():
        every = rows.all_of(store)
        known = _known(every, mark, name, address)
        if known is None and len(every) >= _MOST:
            return
        now = clock.now()
        said = Kiosk(
            known.id if known else 0,
            *(mark, name, known.nth if known else _free(every, name), place, address),
            *(microphone, speaker, in_use, now),
        )
        if known and replace(known, seen_at=now) == said and now - known.seen_at < _FRESH:
            return
        for other in every:
            if other.mark == mark and other.id != said.id:
                rows.remove(store, other.id)  # it was called otherwise before
        rows.save(store, said)


def all_of(store: Store) -> list[Kiosk]:
    """Every one that ever said something and was not taken off the list, by name."""
    return rows.all_of(store)


def silent(store: Store) -> list[Kiosk]:
    """Those that say nothing any more."""
    return [each for each in rows.all_of(store) if is_silent(each)]


def is_silent(kiosk: Kiosk) -> bool:
    """Whether it has said nothing for so long that it must be off, or out of the network."""
    return clock.now() - kiosk.seen_at > SILENT


def whereabouts(store: Store, mark: str) -> str:
    """Where the one with this mark stands, as a call for help says it; "" for one that never said how it is."""
    return next((each.whereabouts for each in rows.all_of(store) if each.mark == mark), "")


def remove(store: Store, kiosk_id: int) -> None:
    """It was taken away; should it speak again, it is back."""
    with store.transaction():
        rows.remove(store, kiosk_id)


def _known(every: list[Kiosk], mark: str, name: str, address: str) -> Kiosk | None:
    """Which of them this is: its own mark before all, then one whose browser has forgotten it."""
    named = [each for each in every if each.name == name]
    own = [each for each in named if each.mark == mark]
    back = [each for each in named if each.address == address or is_silent(each)]
    return next(iter([*own, *back]), None)


def _free(every: list[Kiosk], name: str) -> int:
    taken = {each.nth for each in every if each.name == name}
    return next(number for number in range(1, len(taken) + 2) if number not in taken)
