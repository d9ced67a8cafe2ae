"""What the devices last said of themselves."""

from __future__ import annotations

from village import clock
from village.model.device import DeviceStatus
from village.store import Store
from village.store import device_status as rows


def report(store: Store, *, name: str, trouble: str = "", detail: str = "") -> None:
    """A device's newest word; written only when it says something new, to spare the card."""
    known = next((status for status in rows.all_of(store) if status.name == name), None)
    if known and (known.trouble, known.detail) == (trouble, detail):
        return
    with store.transaction():
        rows.save(store, DeviceStatus(name, trouble, detail, clock.now()))


def all_of(store: Store) -> list[DeviceStatus]:
    """Every device that ever spoke."""
    return rows.all_of(store)
