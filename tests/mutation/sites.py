"""Where a pack can be changed: each figure, option, window, date and setting of its files, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rules.settings import SETTINGS
from rules.strict import read_toml
from tests.mutation import values

FILES = ("pack.toml", "items.toml")
Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class Mutation:
    """One change of one file of a pack."""

    pack: Path
    file: str
    path: Path_
    """Keys and list places from the top of the file; the last one may be a key that was left out."""
    name: str
    """Such as `yangkou-2023 setting rate.value: 1 → 2`; the name that `survivors.toml` uses."""
    after: Any
    clause: str
    """The clause that the changed place cites; scenarios about it are played first."""

    def applied(self) -> dict[str, Any]:
        """The whole file with this one change."""
        content = read_toml(self.pack / self.file)
        if not self.path:
            return content
        place: Any = content
        for key in self.path[:-1]:
            place = place[key]
        place[self.path[-1]] = self.after
        return content


@dataclass(frozen=True)
class Place:
    """One table of a file: where it stands, what people call it, and the clause that it cites."""

    pack: Path
    file: str
    path: Path_
    title: str
    table: Mapping[str, Any]
    clause: str = ""

    def to(self, key: str, afters: Iterator[Any] | list[Any]) -> Iterator[Mutation]:
        before = values.said(self.table[key]) if key in self.table else "-"
        for after in afters:
            name = f"{self.pack.name} {self.title}.{key}: {before} → {values.said(after)}"
            yield Mutation(self.pack, self.file, (*self.path, key), name, after, self.clause)


def unchanged(pack: Path) -> Mutation:
    """No change at all, played like one: it must survive, or nothing that died in the same run says anything."""
    return Mutation(pack, "pack.toml", (), f"{pack.name} unchanged", None, "")


def mutations(pack: Path) -> Iterator[Mutation]:
    """All changes of a pack, in the order of its files."""
    head, listed = (read_toml(pack / file) for file in FILES)
    top = Place(pack, "pack.toml", (), "document", head)
    for key in ("dated", "starts", "pilot_until"):
        if key in head:
            yield from top.to(key, values.days(head[key]))
    for rank, form in enumerate(head.get("forms", [])):
        yield from _form(Place(pack, "pack.toml", ("forms", rank), f"form {form['code']}", form, form["clause"]))
    for rank, seat in enumerate(head.get("seats", [])):
        yield from _seat(Place(pack, "pack.toml", ("seats", rank), f"seat {seat['name']}", seat))
    if contest := head.get("contest"):
        yield from _figures(Place(pack, "pack.toml", ("contest",), "contest", contest, contest["clause"]))
    named = {"filed_reports": [form["code"] for form in head.get("forms", [])]}
    for key, row in head["settings"].items():
        where = Place(pack, "pack.toml", ("settings", key), f"setting {key}", row, row["clause"])
        yield from _setting(where, key, named.get(key, []))
    for rank, item in enumerate(listed.get("item", [])):
        where = Place(pack, "items.toml", ("item", rank), f"item {item['code']}", item, item["clause"])
        yield from _item(where, head["categories"])


def _setting(place: Place, key: str, named: list[str]) -> Iterator[Mutation]:
    yield from place.to("value", values.others(SETTINGS[key], place.table.get("value"), named))
    yield from place.to("choice", [not place.table.get("choice", False)])


def _form(place: Place) -> Iterator[Mutation]:
    if "months" in place.table:
        yield from place.to("months", values.other_lists(place.table["months"], range(1, 13)))
    if "day" in place.table:
        yield from place.to("day", values.steps(place.table["day"]))


def _seat(place: Place) -> Iterator[Mutation]:
    if "count" in place.table:
        yield from place.to("count", values.steps(place.table["count"]))
    yield from place.to("rotates", [not place.table.get("rotates", False)])


def _figures(place: Place) -> Iterator[Mutation]:
    for key, value in place.table.items():
        if type(value) is int:
            yield from place.to(key, values.steps(value))


def _item(place: Place, categories: list[str]) -> Iterator[Mutation]:
    item = place.table
    if item["kind"] != "negative":
        yield from place.to("kind", [{"positive": "reward", "reward": "positive"}[item["kind"]]])
    yield from place.to("category", [next(one for one in categories if one != item["category"])])
    if not item.get("options") or "per" in item:
        yield from _shape(place)
    yield from place.to("sensitive", [not item.get("sensitive", False)])
    if "tiers" in item:
        yield from place.to("tiers", ["add" if item["tiers"] == "highest" else "highest"])
    for key in ("contradicts", "overlaps"):
        listed = item.get(key, [])
        yield from place.to(key, [[one for one in listed if one != left] for left in listed])
    for rank, option in enumerate(item.get("options", [])):
        where = (*place.path, "options", rank)
        part = Place(place.pack, place.file, where, f"{place.title}, option {option['name']}", option, place.clause)
        if not option.get("tier"):
            yield from _shape(part, item.get("per", "event"))
        if "tiers" in item:
            yield from part.to("tier", [not option.get("tier", False)])
    for rank, version in enumerate(item["versions"]):
        where = (*place.path, "versions", rank)
        title = f"{place.title}, version {version['from']}"
        yield from _version(Place(place.pack, place.file, where, title, version, place.clause))


def _shape(place: Place, whole: str = "event") -> Iterator[Mutation]:
    per = place.table.get("per", whole)
    yield from place.to("per", [one for one in values.PER if one != per])
    if "once" in place.table:
        yield from place.to("once", [""])


def _version(place: Place) -> Iterator[Mutation]:
    for key in ("from", "until"):
        if key in place.table:
            yield from place.to(key, values.days(place.table[key]))
    if "points" in place.table:
        yield from place.to("points", values.amounts(place.table["points"]))
    for name, points in place.table.get("options", {}).items():
        where = (*place.path, "options")
        figures = Place(place.pack, place.file, where, f"{place.title}, option", place.table["options"], place.clause)
        yield from figures.to(name, values.amounts(points))
