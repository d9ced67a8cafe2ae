"""What an item is: one scored row of a document's table, with its options and its dated figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rules.shapes import Shape


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
    """Whether a line needs a written reason, as `open_reason` and `line_fields` say."""
    place: bool = False
    """Whether a line needs the place of the event, as `line_fields` says."""
    watched: frozenset[str] = frozenset()
    """Codes of the earlier lines that matter to this item."""
    tiers: frozenset[str] = frozenset()
    """Names of the options of which only the highest counts in a year."""

    @property
    def per(self) -> str:
        return self.shape.per

    def shape_of(self, option: str | None) -> Shape:
        """How a line of it is counted: as the option says, if it has that option."""
        found = self.options.get(option or "")
        return found.shape if found else self.shape

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
