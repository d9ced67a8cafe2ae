"""The item table as a workbook of the office, both ways: empty, as it is in force, and filled in and handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from rules import Pack, PackError, sheet
from rules.flat import flat_rows
from rules.tables import load_samples
from village.sheets import plain, reading, safe
from village.sheets.writing import Page, workbook

_SPARE = 200  # rows ready to be filled in


def text_of(content: bytes) -> str:
    """What a file that is handed in says, as text: a workbook's table, or a text file of this country's encodings.

    Raises what `village.sheets.plain.text_of` and `village.sheets.reading.table_of` raise.
    """
    if safe.is_packed(content):
        named = sheet.words()["sheets"]
        return reading.table_of(content, sheet.is_sheet, frozenset((named["explained"], named["samples"])))
    return plain.text_of(content)


def empty(pack: Pack) -> bytes:
    """The table to be filled in, with what each column means, and samples that are never taken."""
    pages = [_items(pack, sheet.empty(pack.categories)), _explained(pack)]
    with suppress(PackError):  # a pack that brings its items has no samples
        samples = load_samples(pack)
        rows = sheet.written(flat_rows(samples.items, samples.starts))
        named = sheet.words()["sheets"]
        pages.append(Page(named["samples"], rows, above=named["never"]))
    return workbook(pages)


def of(pack: Pack, day: date) -> bytes:
    """The items that count on a day, with where they stand in the document; handed in again they say the same."""
    items = [item for item in pack.items if item.version_on(day)]
    head, *rows = sheet.written(flat_rows(items, day))
    place = {item.code: f"{item.clause} {pack.place(item.clause)}" for item in items}
    source = sheet.words()["sheets"]["source"]
    rows = [[*row, place[row[0]]] for row in rows]
    return workbook([_items(pack, [[*head, source], *rows]), _explained(pack)])


def _items(pack: Pack, rows: Sequence[Sequence[object]]) -> Page:
    named, keys = sheet.words()["sheets"], list(sheet.words()["columns"])
    offered = {key: line for line, key in enumerate(keys, 2) if key in _offered(pack)}
    choices = {
        keys.index(key): f"'{named['explained']}'!$C${line}:${_letter(2 + len(_offered(pack)[key]))}${line}"
        for key, line in offered.items()
    }
    above = f"{pack.title}·{named['items']}"
    return Page(named["items"], rows, above=above, choices=choices, spare=_SPARE)


def _explained(pack: Pack) -> Page:
    """A line a column: its title, a sentence, and the words that may stand there, a cell each."""
    known, offered = sheet.words(), _offered(pack)
    named = known["sheets"]
    rows = [[title, known["explained"][key], *offered.get(key, ())] for key, title in known["columns"].items()]
    width = max(map(len, rows))
    head = [named["column"], named["how"], named["words"]]
    return Page(named["explained"], [_filled(row, width) for row in (head, *rows)])


def _offered(pack: Pack) -> Mapping[str, Sequence[str]]:
    known: Mapping[str, Any] = sheet.words()
    yes = next(word for word, stands in known["yes"].items() if stands)
    words = {"category": pack.categories, "kind": tuple(known["kind"]), "per": tuple(known["per"])}
    return {**words, "tiers": (yes,), "sensitive": (yes,)}


def _filled(row: Sequence[str], width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))]


def _letter(number: int) -> str:
    """The column's letter; there are never more than 26."""
    return chr(ord("A") + number - 1)
