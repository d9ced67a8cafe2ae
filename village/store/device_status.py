"""The last word of each device."""

from __future__ import annotations

from village.model.device import DeviceStatus
from village.store.rows import moment
from village.store.store import Store


def save(store: Store, status: DeviceStatus) -> None:
    """Keep the newest word only."""
    store.db.conn.execute(
        """INSERT INTO device_status (name, trouble, detail, seen_at) VALUES (?, ?, ?, ?)
           ON CONFLICT (name) DO UPDATE SET trouble = excluded.trouble, detail = excluded.detail,
                                            seen_at = excluded.seen_at""",
        (status.name, status.trouble, status.detail, status.seen_at.isoformat()),
    )


def all_of(store: Store) -> list[DeviceStatus]:
    """Every device that ever spoke."""
    rows = store.db.conn.execute("SELECT name, trouble, detail, seen_at FROM device_status ORDER BY name")
    return [DeviceStatus(name, trouble, detail, moment(seen)) for name, trouble, detail, seen in rows]
