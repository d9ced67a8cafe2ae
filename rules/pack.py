"""What a rule pack is: the rules of one document, whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from rules.digest import digest
from rules.flat import full_rows
from rules.item import Item
from rules.items import Frame, amended, read_items, refigured
from rules.paper import Paper
from rules.settings import Setting, check_setting
from rules.strict import PackError, Table
from rules.why import fill, words

LONGEST_OWN_TITLE = 40
"""Characters of an added item's title: a village's words are its own, and the screen wraps them."""
OPEN_QUESTIONS = frozenset(f"A.7-{number}" for number in range(1, 21)) | {"A.6", "A.7", "A.8"}
"""The project's own numbers for what a document leaves open; scenarios cite them beside its clauses."""
WINDOWS = ("redemption_months", "redemption_days")


@dataclass(frozen=True, slots=True)
class Pack:
    """The rules of one document, whole."""

    id: str
    title: str
    """Short, fit to be spoken; the whole one is `paper.full_title`."""
    document: str
    """The document's number, as the office cites it."""
    paper: Paper
    starts: date
    """The first day whose events count."""
    categories: tuple[str, ...]
    items: tuple[Item, ...]
    settings: Mapping[str, Setting]
    evidence_kinds: tuple[tuple[str, str], ...]
    clauses: Mapping[str, str]
    """Clause id → where it stands in the document."""
    annexes: Mapping[str, str]
    """Item kind → the annex whose numbered rows its items are."""
    grounds: Mapping[str, str]
    """Refusal code → the clause behind it, where no single item is the reason."""
    digest: str
    """sha256 over the meaning of pack.toml and items.toml, and of items that were added: comments
    and layout do not count."""
    _index: Mapping[str, Item] = field(repr=False, compare=False)

    def item(self, code: str) -> Item:
        """The item with that code; KeyError if the pack has none."""
        return self._index[code]

    def find(self, code: str) -> Item | None:
        return self._index.get(code)

    def setting(self, key: str) -> Setting:
        """The row of A.8 with that key; KeyError if there is no such row."""
        return self.settings[key]

    def place(self, clause: str) -> str:
        """Where a clause stands in the document, in the office's words."""
        if clause in self.clauses:
            return self.clauses[clause]
        for item in self.items:
            if item.clause == clause and item.kind in self.annexes:
                row = words()["terms"]["annex_row"]
                return fill(row, {"annex": self.annexes[item.kind], "number": item.number})
        raise KeyError(clause)

    def choose(self, choices: Mapping[str, object]) -> "Pack":
        """The pack with the village's choices in place, each written as in a file (base_points =
        20, or Decimal for halves). The digest stays: it names the document, not the village.
        PackError for an unknown key or a value the setting cannot have."""
        table = Table(self.id, "[settings]", dict(choices))
        settings = dict(self.settings)
        for key, raw in choices.items():
            if key not in settings:
                raise PackError(self.id, "[settings]", key, "a known setting", "See A.8.")
            settings[key] = replace(settings[key], value=check_setting(table, key, raw))
        return replace(self, settings=settings | _implied(settings, choices))._having(self.items)

    def with_items(
        self,
        rows: Sequence[object],
        *,
        file: str = "items",
        since: date | None = None,
        any_category: bool = False,
    ) -> "Pack":
        """The pack with items from outside: a village's own table, or a scenario's `[[item]]`.

        `rows` are the tables as read from TOML with `parse_float=Decimal`, with the keys of
        `rules.flat.KEYS` and no others; `file` is what an error calls them. The figures hold from
        `since`, or from the pack's first day. `any_category` lets a row name a category that the
        document's form lacks. PackError for whatever is not understood.
        """
        if not rows:
            return self
        starts = max(since or self.starts, self.starts)
        full = full_rows(rows, file=file, since=starts, clause=self.grounds["own_item"])
        named = [row["category"] for row in full if isinstance(row.get("category"), str)] if any_category else []
        categories = tuple(dict.fromkeys((*self.categories, *named)))
        frame = Frame(categories, self.starts, self.clauses, LONGEST_OWN_TITLE, 2 * LONGEST_OWN_TITLE)
        items = read_items(Table(file, "top of the file", {"item": full}), frame, before=self.items)
        whole = digest({"pack": self.digest, "item": full})
        return replace(self, categories=categories, digest=whole)._having(items)

    def amend(self, rows: Sequence[object], *, file: str = "amendments") -> "Pack":
        """The pack with further versions of its items: `code`, `from`, and `points` or `options` as
        the item has them. Events before `from` keep the figures of their day. PackError as ever."""
        if not rows:
            return self
        items = {item.code: item for item in self.items}
        for row in Table(file, "top of the file", {"version": list(rows)}).tables("version", "[[version]]"):
            code = row.word("code", items)
            items[code] = amended(items[code], row)
        whole = digest({"pack": self.digest, "version": list(rows)})
        return replace(self, digest=whole)._having(tuple(items.values()))

    def refigure(self, rows: Sequence[object], *, file: str = "figures") -> "Pack":
        """The pack as if its items had always been worth this: `code`, and `points` or `options` as
        the item has them. For trying amended rules on what already happened. PackError as ever."""
        if not rows:
            return self
        items = {item.code: item for item in self.items}
        for row in Table(file, "top of the file", {"item": list(rows)}).tables("item", "[[item]]"):
            code = row.word("code", items)
            items[code] = refigured(items[code], row)
        whole = digest({"pack": self.digest, "figures": list(rows)})
        return replace(self, digest=whole)._having(tuple(items.values()))

    def cites(self, clause: str) -> bool:
        """Whether it is a clause of this document, or one of the questions that documents leave open."""
        return clause in OPEN_QUESTIONS or clause in self.clauses or any(one.clause == clause for one in self.items)

    def _having(self, items: Sequence[Item]) -> "Pack":
        """With these items, under the settings as they now are."""
        under_settings = tuple(under(item, self.settings) for item in items)
        return replace(self, items=under_settings, _index={item.code: item for item in under_settings})


def _implied(settings: Mapping[str, Setting], choices: Mapping[str, object]) -> dict[str, Setting]:
    """What a choice brings with it: beside months of redemption every day is one, beside days every month; and base
    points whose number is chosen are granted."""
    found = {
        other: replace(settings[other], value="all")
        for key, other in (WINDOWS, WINDOWS[::-1])
        if key in choices and settings[other].value is None
    }
    grant = settings["base_grant"]
    if "base_points" in choices and "base_grant" not in choices and grant.value == "none":
        found["base_grant"] = replace(grant, value="first_registration")
    return found


def under(item: Item, settings: Mapping[str, Setting]) -> Item:
    """The item with what the settings ask of its lines: evidence, a place, a reason."""
    sign = "negative" if item.kind == "negative" else "positive"
    fields = settings["line_fields"].value
    asked = fields if isinstance(fields, tuple) else ()
    return replace(
        item,
        evidence=settings["evidence"].value in (sign, "both"),
        place="place" in asked,
        reason="reason" in asked or (item.open and bool(settings["open_reason"].value)),
    )
