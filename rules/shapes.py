"""The closed vocabulary of score forms (clauses A.4): packs combine these and hold no formulas.

| in a pack | how often it counts | what `count` does |
| --- | --- | --- |
| `per = "event"` 次 | every time | multiplies |
| `per = "person"` 人次 | every time | multiplies |
| `per = "person"`, `once = "year"` | each person once in the year | multiplies while unnamed |
| `per = "place"` 处 | every time | multiplies |
| `per = "month"`, `"quarter"`, `"year"` | once in that period | more than one is refused |
| `tiers = "highest"` on options marked `tier` | the highest of the year; a higher one tops up | refused |
| `tiers = "add"` | each as its own `per` says | as `per` says |
| `open = true` | as `per` says, amount by the panel | multiplies |
"""

from dataclasses import dataclass

MULTIPLIES = ("event", "person", "place")
PERIODS = ("month", "quarter", "year")
PER = (*MULTIPLIES, *PERIODS)
ONCE = ("year",)
TIERS = ("highest", "add")


@dataclass(frozen=True, slots=True)
class Shape:
    """How one item, or one option of an item, is counted."""

    per: str = "event"
    """One of `PER`: what a single score stands for."""
    once: str = ""
    """A period of `ONCE` in which the same person counts once; only with `per = "person"`."""
    tier: bool = False
    """Whether only the highest of the item's tiers counts, per household and year."""

    @property
    def multiplies(self) -> bool:
        """Whether a count of three makes three times the points."""
        return self.per in MULTIPLIES and not self.tier
