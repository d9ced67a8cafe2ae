"""What each deed does to the second book."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rules import Pack
from tests.rehearsal.deeds import TEA, Outcome
from tests.rehearsal.second_book import Book, Line
from village.model.entry import Entry


class Office(Book):
    """Whoever keeps the second book. What the village did is told by its outcomes; refused deeds change nothing."""

    def __init__(self, pack: Pack, today: date, homes: tuple[str, ...]) -> None:
        super().__init__(pack, today, homes)
        self.vetoed: dict[tuple[str, str], int] = {}
        """(household, month) → how many lines the book had at the veto."""
        self.vetoes: dict[int, tuple[str, str]] = {}
        """The line of a veto → what it took away."""
        self.against: dict[int, tuple[str, str]] = {}
        """An objection to a veto → the same."""
        self.prices = {"T1": [(date.min, 1000)], "T2": [(date.min, -700)], "T3": [(date.min, 250)]}
        self.by_seq: dict[int, Line] = {}
        self.declared: dict[int, dict[str, Any]] = {}
        self.disputes: dict[int, Line] = {}
        self.orders: dict[int, Line] = {}

    def after(self, outcome: Outcome, made: Entry | None, today: date) -> None:
        """Write what was done; `made` is the line that the step wrote, of which only the month is believed."""
        if outcome.done is not None and (deed := getattr(self, f"_{outcome.name}", None)):
            deed(outcome, made, today)

    def _enrol(self, one: Outcome, _made: Entry | None, today: date) -> None:
        self.come_in(one.given["household"], today)

    def _scored(self, said: Mapping[str, Any], occurred: date, made: Entry) -> None:
        home = said["household"]
        each = next(points for since, points in reversed(self.prices[said["item"]]) if since <= occurred)
        points = each * said.get("count", 1)
        line = Line(home, points, "scored", made.period, occurred, said.get("member", ""), said["item"])
        line.void = (home, line.month) in self.vetoed
        line.late = line.year <= self.lapsed
        self.lines.append(line)
        self.by_seq[made.seq] = line

    def _score(self, one: Outcome, made: Entry, today: date) -> None:
        self._scored(one.given, today, made)

    def _declare(self, one: Outcome, _made: Entry | None, today: date) -> None:
        assert one.done
        self.declared[one.done.declaration] = {**one.given, "occurred": today}

    def _review(self, one: Outcome, made: Entry | None, _today: date) -> None:
        if one.given["verdict"] == "approve":
            assert made
            said = self.declared[one.asked]
            self._scored(said, said["occurred"], made)

    def _correct(self, one: Outcome, _made: Entry, _today: date) -> None:
        if one.asked in self.vetoes:
            self._restore(*self.vetoes[one.asked])
        else:
            self.by_seq[one.asked].stands = False

    def _object(self, one: Outcome, _made: Entry | None, _today: date) -> None:
        assert one.done
        if one.asked in self.vetoes:
            self.against[one.done.objection] = self.vetoes[one.asked]
        if line := self.by_seq.get(one.asked):  # somebody may object to a counter-entry, which changes nothing
            line.disputed.add(one.done.objection)
            self.disputes[one.done.objection] = line

    def _decide(self, one: Outcome, made: Entry | None, _today: date) -> None:
        line = self.disputes.get(one.asked)
        if line is None:
            if one.given["verdict"] == "upheld" and one.asked in self.against:
                self._restore(*self.against[one.asked])
            return
        line.disputed.discard(one.asked)
        if one.given["verdict"] == "upheld":
            if "belongs_to" in one.given:
                assert made
                line.home, self.by_seq[made.seq] = one.given["belongs_to"], line
                line.moved = True
                line.void = (line.home, line.month) in self.vetoed
            else:
                line.stands = False

    def _publish(self, one: Outcome, _made: Entry | None, _today: date) -> None:
        self.published.add(one.given["period"])

    def _veto(self, one: Outcome, made: Entry, _today: date) -> None:
        home, month = one.given["household"], one.given["period"]
        self.vetoed[home, month] = len(self.lines)
        self.vetoes[made.seq] = home, month
        for line in self.of(home):
            line.void = line.kind == "scored" and line.month == month

    def _restore(self, home: str, month: str) -> None:
        """The veto was wrong: its month counts. What a limit let in because of it, counts once."""
        since = self.vetoed.pop((home, month))
        for line in self.lines:
            if line.home == home and line.month == month:
                line.void = False
        seen = set[tuple[int, int]]()
        for number, line in enumerate(self.lines):
            if line.home == home and line.item == "T1" and line.counts:
                when = line.occurred.year, line.occurred.month
                line.stands = not (when in seen and number >= since and not line.moved)
                seen.add(when)

    def _request(self, one: Outcome, _made: Entry | None, today: date) -> None:
        assert one.done
        points = -100 * TEA * one.given.get("quantity", 1)
        line = Line(one.given["household"], points, "order", f"{today:%Y-%m}", today)
        self.lines.append(line)
        self.orders[one.done.request] = line

    _redeem = _request

    def _cancel(self, one: Outcome, _made: Entry | None, today: date) -> None:
        line = self.orders[one.asked]
        if line.year <= self.lapsed:
            self.lines.append(Line(line.home, -line.points, "credit", f"{today:%Y-%m}", today))
            return
        line.stands = False
        if self.lapsed and self.word("undeliverable") != "credit":
            self._write(Line(line.home, -self._lapses_after_all(line), "closing", f"{self.lapsed}-12", today))

    def _lapses_after_all(self, order: Line) -> int:
        """Of what an order gives back, the points of the lapsed year that it had kept from lapsing (DZ-15)."""
        mine = [one for one in self.of(order.home) if one.kind != "base"]
        past = [one for one in mine if one.year <= self.lapsed and not (one.late and one.year > self.closed)]
        drawn = [one for one in mine if one.kind == "order" and any(one is known for known in self.before)]
        since = -sum(one.points for one in drawn if one.year > self.lapsed)
        return min(-order.points, max(0, sum(one.points for one in past) - since))

    def _split(self, one: Outcome, _made: Entry | None, today: date) -> None:
        old, new = one.given["household"], one.given["into"]
        self.come_in(new, today)
        if self.word("split_points") == "follow_member":
            for line in self.of(old):
                if line.member in one.given["members"] and line.member and line.year > self.lapsed:
                    line.home, line.moved = new, True

    def _merge(self, one: Outcome, _made: Entry | None, _today: date) -> None:
        kept, former = one.given["household"], one.given["with"]
        for line in self.of(former):
            line.stands = line.kind != "base"
            line.home, line.moved = kept, True
        for said in self.declared.values():
            said["household"] = kept if said["household"] == former else said["household"]
        self.closed_homes.add(former)

    def _leave(self, one: Outcome, _made: Entry | None, _today: date) -> None:
        self.closed_homes.add(one.given["household"])

    def _adopt_item(self, one: Outcome, _made: Entry | None, _today: date) -> None:
        self.prices[one.given["code"]].append((one.given["from"], int(one.given["points"] * 100)))

    def _close_year(self, one: Outcome, _made: Entry | None, today: date) -> None:
        self.close(one.given["year"], today)
