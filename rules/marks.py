"""What a document wants chosen with a line beside its points: an honour's level (GY-08), a score's part (MH-07)."""

from collections.abc import Mapping
from dataclasses import dataclass

from rules.item import Item
from rules.strict import Table


@dataclass(frozen=True, slots=True)
class Mark:
    """One word of a list of the document goes with each line of these categories."""

    title: str
    """What the choice is called, at most ten characters."""
    words: tuple[str, ...]
    categories: tuple[str, ...]
    """Empty: with every line."""
    clause: str

    def asked_of(self, item: Item) -> bool:
        """Whether lines of the item carry such a word."""
        return not self.categories or item.category in self.categories

    def told_by(self, item: Item, option: str) -> str:
        """The word that the item's own option says already (a level with figures of its own); "" if it says none."""
        found = item.options.get(option)
        return found.name if found and found.name in self.words else ""


def read_mark(table: Table, clauses: Mapping[str, str], lists: Mapping[str, tuple[str, ...]]) -> Mark | None:
    """`[mark]` of pack.toml: `title`, `of` (one of [names]), `categories` if not all, `clause`."""
    if "mark" not in table:
        return None
    row = table.table("mark")
    mark = Mark(
        title=row.text("title", longest=10),
        words=lists[row.word("of", lists)],
        categories=row.texts("categories"),
        clause=row.word("clause", clauses),
    )
    row.finish()
    return mark
