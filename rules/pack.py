"""What a rule pack is: the frozen nouns that the loader makes and the engine reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from rules.settings import Value, check_setting
from rules.shapes import Shape
from rules.strict import PackError, Table
from rules.why import fill, words


@dataclass(frozen=True, slots=True)
class Version:
    """The figures of an item from one day on, in signed hundredths. Never edited, only followed."""

    start: date
    until: date | None
    """The last day, when the item ended; otherwise the next version ends it."""
    points: int | None
    """None for open items and for items with options."""
    options: Mapping[str, int]

    def value(self, option: str | None) -> int:
        """The figure of a single score; 0 for open items."""
        return self.options[option] if option else self.points or 0


@dataclass(frozen=True, slots=True)
class Option:
    """One of the sub-rules or tiers of an item, with a shape of its own."""

    name: str
    title: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class Item:
    """A scored item (积分事项): one numbered row of the document's table."""

    code: str
    number: int
    """The row's number in its own table (positive, negative or reward)."""
    title: str
    """Short plain words of our own, fit to be spoken."""
    category: str
    kind: str
    """`positive`, `negative` or `reward`."""
    clause: str
    shape: Shape
    options: Mapping[str, Option]
    versions: tuple[Version, ...]
    contradicts: tuple[str, ...] = ()
    """Codes that hardly go with it in the same month; mutual."""
    overlaps: tuple[str, ...] = ()
    """Codes that may count the same thing twice; mutual."""
    sensitive: bool = False
    """Whether a public board may show nothing but the points (decision 18)."""
    open: bool = False
    """Whether the panel decides the amount, within the item's sign."""
    evidence: bool = False
    """Whether a line needs evidence, as the pack's setting `evidence` says."""
    reason: bool = False
    """Whether a line needs a written reason, as the pack's setting `open_reason` says."""
    watched: frozenset[str] = frozenset()
    """Codes of the earlier lines that matter to this item."""
    tiers: frozenset[str] = frozenset()
    """Names of the options of which only the highest counts in a year."""

    @property
    def per(self) -> str:
        return self.shape.per

    def version_on(self, day: date) -> Version | None:
        """The version that decides an event of that day; None if there was none."""
        for version in reversed(self.versions):
            if version.start <= day:
                ended = version.until is not None and version.until < day
                return None if ended else version
        return None

    def named(self, option: str | None) -> str:
        """What a line of it is called: the option's own words, if it has that option."""
        found = self.options.get(option or "")
        return found.title if found else self.title


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of clauses A.8: what the document fixes, or leaves to the village."""

    key: str
    value: Value | None
    """None: the village has to choose first (`choice_missing`). Points are hundredths."""
    choices: tuple[str, ...]
    """The words it may be, if it is one of a closed list."""
    clause: str
    choice: bool
    """Whether the document leaves it to the village; `value` is then the default."""


@dataclass(frozen=True, slots=True)
class Pack:
    """The rules of one document, whole."""

    id: str
    title: str
    document: str
    """The document's number, as the office cites it."""
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
    """sha256 over the meaning of pack.toml and items.toml: comments and layout do not count."""
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
        for item in self.items:
            if item.clause == clause and item.kind in self.annexes:
                row = words()["terms"]["annex_row"]
                return fill(row, {"annex": self.annexes[item.kind], "number": item.number})
        return self.clauses[clause]

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
        items = tuple(under(item, settings) for item in self.items)
        index = {item.code: item for item in items}
        return replace(self, settings=settings, items=items, _index=index)


def under(item: Item, settings: Mapping[str, Setting]) -> Item:
    """The item with what the settings ask of its lines: evidence, and a reason if it is open."""
    sign = "negative" if item.kind == "negative" else "positive"
    evidence = settings["evidence"].value in (sign, "both")
    return replace(item, evidence=evidence, reason=item.open and bool(settings["open_reason"].value))
