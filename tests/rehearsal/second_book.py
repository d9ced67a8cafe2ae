"""A second book, kept by hand: what stands on everybody's account, worked out from the documents and nothing else.

It knows no counter-entries, no sums and no tables. A line stands on an account or it does not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from rules import Pack


@dataclass
class Line:
    """Points on an account. `kind` is base, scored, order, closing or credit; `void` in a vetoed month; `late` where it
    was written into a year whose remainder had lapsed."""

    home: str
    points: int
    kind: str
    month: str
    occurred: date
    member: str = ""
    item: str = ""
    moved: bool = False
    void: bool = False
    late: bool = False
    stands: bool = True
    disputed: set[int] = field(default_factory=set)

    @property
    def year(self) -> int:
        return int(self.month[:4])

    @property
    def counts(self) -> bool:
        return self.stands and not self.void


@dataclass(frozen=True)
class Held:
    """What a household has, in hundredths."""

    period_points: int
    earned: int
    base: int
    balance: int
    redeemable: int


class Book:
    """The village of `lives.scenario`, by the rules of a pack with the village's choices."""

    def __init__(self, pack: Pack, today: date, homes: tuple[str, ...]) -> None:
        self.pack, self.lines, self.closed_homes = pack, list[Line](), set[str]()
        self.enrolled: dict[str, date] = {}
        self.published = set[str]()
        self.taken: dict[tuple[str, int], int] = {}
        self.lapsed = self.closed = 0
        self.before = list[Line]()  # what stood in the book when a year lapsed last
        for name in homes:
            self.come_in(name, today)

    def word(self, key: str) -> Any:
        return self.pack.setting(key).value

    def come_in(self, name: str, today: date) -> None:
        self.enrolled[name] = today
        if self.word("base_grant") != "none" and self.word("base_points"):
            self.lines.append(Line(name, self.word("base_points"), "base", f"{today:%Y-%m}", today))

    # What the calendar does by itself, and the year's end.

    def dawn(self, today: date) -> None:
        """On 1 February what is left of last year goes, where January had it (A.7-1)."""
        year = today.year - 1
        begun = min((line.year for line in self.lines), default=today.year)
        if self._january and today.month >= 2 and self.lapsed < year and begun <= year:
            self._lapse(year, today, keep=False)

    def close(self, year: int, today: date) -> None:
        if year <= self.closed:
            return
        known = self.lapsed
        self.dawn(today)
        self.closed = year
        if year <= known:
            for name in self._open:
                late = [one for one in self.of(name) if one.kind == "scored" and one.year == year and one.late]
                self._write(Line(name, -sum(one.points for one in late), "closing", f"{year}-12", today))
        elif not self._carries:
            self._lapse(year, today, keep=self._january and today < date(year + 1, 2, 1))

    @property
    def _january(self) -> bool:
        return self.word("year_change") == "restart" and self.word("prior_year_remainder") == "january"

    @property
    def _carries(self) -> bool:
        restart = self.word("year_change") == "restart" and self.word("prior_year_remainder") == "carry"
        return self.word("year_change") == "carry" or restart

    def _lapse(self, year: int, today: date, *, keep: bool) -> None:
        renewed = self.word("base_grant") == "each_year" or self.word("base_after_year") == "regrant"
        for name in self._open:
            mine = self.of(name)
            past = [one for one in mine if one.year <= year]
            gained = sum(one.points for one in past if one.kind not in ("base", "order"))
            spent = -sum(one.points for one in past if one.kind == "order")
            since = -sum(one.points for one in mine if one.kind == "order" and one.year > year)
            base = sum(one.points for one in past if one.kind == "base")
            left = gained - spent
            if left > 0:
                left = 0 if keep else max(0, left - max(0, since))
            eaten = min(base, max(0, spent - max(0, gained)))
            if self.word("base_after_year") == "zero":
                eaten = base
            elif self._locked(name, date(year, 12, 31)):
                eaten = 0
            self._write(Line(name, -left, "closing", f"{year}-12", today))
            self._write(Line(name, 0 if renewed else -eaten, "base", f"{year}-12", today))
        if not keep and year > self.lapsed:
            self.lapsed, self.before = year, list(self.lines)

    def _write(self, line: Line) -> None:
        """A closing line."""
        if line.points:
            self.lines.append(line)
            self.taken[line.home, line.year] = self.taken.get((line.home, line.year), 0) - line.points

    # Figures.

    def held(self, name: str, today: date) -> Held:
        mine = self.of(name)
        scored = [one for one in mine if one.kind == "scored"]
        base = sum(one.points for one in mine if one.kind == "base")
        balance = sum(one.points for one in mine)
        resting = sum(one.points for one in scored if one.points > 0 and self._rests(one))
        locked = base if self._locked(name, today) else 0
        month = f"{today:%Y-%m}"
        return Held(
            period_points=sum(one.points for one in scored if f"{one.occurred:%Y-%m}" == month),
            earned=sum(one.points for one in scored if one.year == today.year),
            base=base,
            balance=balance,
            redeemable=max(0, balance - locked - resting),
        )

    def ranked_by(self, today: date) -> dict[str, int]:
        """What the ranking looks at: never an order."""
        held = {name: self.held(name, today) for name in self._open}
        with_base = self.word("rank_basis") == "total"
        return {name: one.earned + (one.base if with_base else 0) for name, one in held.items()}

    def _rests(self, line: Line) -> bool:
        if line.year <= self.lapsed:
            return line.late and line.year > self.closed
        hidden = self.word("redeemable_after") == "publication" and line.month not in self.published
        return hidden or bool(line.disputed)

    def _locked(self, name: str, day: date) -> bool:
        redeemable, after = self.word("base_redeemable"), self.word("base_after_year")
        if name not in self.enrolled:
            return False
        if redeemable != "after_lock":
            return bool(redeemable == "never")
        if after == "zero" and self.word("year_change") in ("zero", "restart"):
            return True  # whoever registered on 1 January is not free in the days before the books are closed
        if after == "unlock_new_year":
            return self.enrolled[name].year >= day.year
        return after == "regrant" or day < self.enrolled[name] + timedelta(days=365)

    @property
    def _open(self) -> list[str]:
        return [name for name in self.enrolled if name not in self.closed_homes]

    def of(self, name: str) -> list[Line]:
        return [one for one in self.lines if one.home == name and one.counts]
