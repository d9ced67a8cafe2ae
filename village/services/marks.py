"""The word that goes with a line beside its points: the level of an honour (GY-08), the part of a score (MH-07)."""

from __future__ import annotations

from rules import Item, Mark, Pack
from village.errors import VillageError
from village.model.entry import Entry
from village.store import Store
from village.store import line_marks as rows


def asked(pack: Pack, item: Item | None) -> Mark | None:
    """What is to be chosen with a line of this item; None where nothing is, or its options say it already."""
    mark = pack.paper.mark
    if mark is None or item is None or not mark.asked_of(item):
        return None
    return None if item.options and all(mark.told_by(item, name) for name in item.options) else mark


def chosen(pack: Pack, item: Item | None, *, option: str, word: str) -> str:
    """The word to keep with a line; "" where the rules want none. Raises `mark_missing`, and with a word that is not
    in the document's list `mark_unknown`."""
    mark = pack.paper.mark
    if mark is None or item is None or not mark.asked_of(item):
        return ""
    found = mark.told_by(item, option) or word.strip()
    if not found:
        raise VillageError("mark_missing", mark.clause, title=mark.title, what="、".join(mark.words))
    if found not in mark.words:
        raise VillageError("mark_unknown", mark.clause, title=mark.title, what="、".join(mark.words))
    return found


def supposed(pack: Pack, item: Item | None) -> str:
    """A word for a line of a village that is only played; "" where none is asked for."""
    mark = asked(pack, item)
    return mark.words[0] if mark else ""


def keep(store: Store, entry: Entry, word: str) -> None:
    """Keep the word with its line, for ever."""
    if word:
        rows.add(store, entry.id, word)


def of_line(store: Store, entry: Entry) -> str:
    """The word of a line; "" where none was chosen. Most villages never choose one, and are not asked for each line."""
    return rows.get(store, entry.id) if store.kept("line_marks", lambda: rows.any_at_all(store)) else ""


def of_all(store: Store) -> dict[str, str]:
    """Line → word."""
    return rows.by_entry(store)
