"""Notices (通知): the desk writes them, the kiosk shows and reads them from one day to another, the loudspeaker too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from village import clock
from village.errors import VillageError
from village.language.speakable import is_speakable, speakable
from village.model.notice import UNTIL_TAKEN_DOWN, Notice
from village.services import timekeeping
from village.store import Store, acts
from village.store import notices as rows

TITLE, TEXT = 12, 300
"""Characters at most: a title stands on one line of the first page, a text is heard in a minute and a half."""


def write(store: Store, *, title: str, text: str, since: date, until: date | None, actor: str) -> Notice:
    """Tell the village something from `since` to `until`, both days with it; None: until it is taken down.

    Raises `clock_behind`, `notice_title` and `notice_text` (nothing in it that can be said, or too long), `notice_days`
    (it ends before it begins, or before today).
    """
    with store.transaction():
        timekeeping.check_clock(store)
        last = until or UNTIL_TAKEN_DOWN
        clean = Notice(0, title.strip(), text.strip(), since, last, actor)
        for code, words, limit in (("notice_title", clean.title, TITLE), ("notice_text", clean.text, TEXT)):
            if len(words) > limit or not is_speakable(speakable(words)):
                raise VillageError(code, count=limit)
        if last < since or last < clock.today():
            raise VillageError("notice_days")
        now = clock.now()
        made = replace(clean, id=rows.add(store, clean, at=now))
        acts.append(store, at=now, actor=actor, act="write_notice", subject=f"notice:{made.id}", detail=made.title)
        return made


def take_down(store: Store, notice_id: int, *, actor: str) -> Notice:
    """It stands no longer; taken down twice is once. Raises `clock_behind`, `notice_unknown`."""
    with store.transaction():
        timekeeping.check_clock(store)
        found = get(store, notice_id)
        if found.taken_down:
            return found
        now, today = clock.now(), clock.today()
        rows.take_down(store, notice_id, on=today, at=now, actor=actor)
        acts.append(store, at=now, actor=actor, act="take_notice_down", subject=f"notice:{notice_id}")
        return replace(found, taken_down=today)


def pin(store: Store, notice_id: int, *, pinned: bool, actor: str) -> Notice:
    """Put it before all others (置顶), or back among them. Raises `clock_behind`, `notice_unknown`."""
    with store.transaction():
        timekeeping.check_clock(store)
        found = get(store, notice_id)
        if found.pinned == pinned:
            return found
        now, act = clock.now(), "pin_notice" if pinned else "unpin_notice"
        rows.pin(store, notice_id, pinned=pinned, at=now, actor=actor)
        acts.append(store, at=now, actor=actor, act=act, subject=f"notice:{notice_id}")
        return replace(found, pinned=pinned)


def get(store: Store, notice_id: int) -> Notice:
    """One of them. Raises `notice_unknown`."""
    found = rows.get(store, notice_id)
    if found is None:
        raise VillageError("notice_unknown")
    return found


def all_of(store: Store) -> list[Notice]:
    """Every notice that was ever written, the newest first."""
    return rows.all_of(store)


def today(store: Store) -> list[Notice]:
    """Those that people should see and hear today: pinned ones before the others, the newest first."""
    day = clock.today()
    return store.kept(("notices", day), lambda: rows.standing(store, day))
