"""What a village did, read from its own record in the order in which it was done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from sys import intern
from typing import Any

from village.model.adoption import Adoption
from village.model.declaration import Declaration
from village.model.entry import OVER, VETO, Entry, Kind
from village.model.goods import Goods, PriceChange
from village.model.household import Household
from village.model.objection import Objection, ObjectionState
from village.model.points import Points
from village.model.redemption import Redemption
from village.model.veto import Veto
from village.model.village import Village
from village.services import households, villages
from village.services.periods import Late
from village.store import Store, acts, adoptions, entries, item_changes, objections, vetoes
from village.store import declarations as declared
from village.store import goods as shelf
from village.store import households as roll
from village.store import redemptions as orders

MOVED = "moved:"
_REPEATED = ("period", "actor", "pack", "digest", "item", "version", "option", "clause", "place", "evidence", "source")
PARTAKING = frozenset({"residence", "months_home", "opted_in"})


@dataclass(frozen=True, slots=True)
class Act:
    """One act: what was done to whom (`subject`, as "entry:yk01-000123") by whom and when."""

    at: datetime
    actor: str
    name: str
    subject: str
    detail: str

    @property
    def number(self) -> int:
        """The number of what it was done to; 0 for a subject without one."""
        last = self.subject.rsplit(":", 1)[-1].rsplit("-", 1)[-1]
        return int(last) if last.isdecimal() else 0


@dataclass(frozen=True)
class Past:
    """The record of a village. Adoptions, changes of items, objections and vetoes stand in the order of their acts;
    lines go by their number, households, declarations and orders by their id, the members who left with a split by
    the new household's number."""

    village: Village
    acts: Sequence[Act]
    lines: Mapping[int, Entry]
    homes: Mapping[int, Household]
    adoptions: Sequence[Adoption]
    items: Sequence[tuple[dict[str, Any], bool, str, str]]
    goods: Sequence[Goods]
    prices: Sequence[PriceChange]
    declarations: Mapping[int, Declaration]
    objections: Sequence[Objection]
    orders: Mapping[int, Redemption]
    late: Mapping[int, Late]
    vetoes: Sequence[Veto]
    leavers: Mapping[str, tuple[str, ...]]

    def origin(self, seq: int) -> int:
        """The line that was written first, where this one is its copy on another account."""
        line = self.lines[seq]
        while line.source.startswith(MOVED):
            line = self.lines[int(line.source.rsplit("-", 1)[-1])]
        return line.seq

    @cached_property
    def corrections(self) -> frozenset[int]:
        """The numbers of the counter-entries that somebody wrote, and that no other act brought along."""
        copied = (line.source for line in self.lines.values() if line.source.startswith(MOVED))
        known = {int(source.rsplit("-", 1)[-1]) for source in copied}
        known |= {one.entry_seq for one in self.objections if one.state is ObjectionState.UPHELD}
        merged = {act.at.date() for act in self.acts if act.name == "merge"}
        return frozenset(
            line.seq
            for line in self.lines.values()
            if line.reverses is not None
            and line.reverses not in known
            and line.kind is not Kind.REDEMPTION
            and not line.source.startswith((VETO, OVER))
            and not (line.kind is Kind.BASE and line.occurred_on in merged)
        )

    @cached_property
    def granted(self) -> Mapping[int, Points]:
        """Household → the base points of its registration."""
        return {line.household_id: line.points for line in self.lines.values() if line.source == "enrol"}

    @cached_property
    def amended(self) -> Mapping[int, datetime]:
        """Household → when the roll was last changed about its taking part; what stood there before is not kept."""
        return {
            act.number: act.at for act in self.acts if act.name == "amend" and PARTAKING & set(act.detail.split(", "))
        }

    def by_number(self, number: str) -> Household:
        """The household with this 户号."""
        return next(one for one in self.homes.values() if one.number == number)


def read(store: Store) -> Past:
    """All of it. The acts are read first: whatever they speak of is then in the book. Raises `village_missing`."""
    village = villages.get(store)
    done = [
        Act(datetime.fromisoformat(at), intern(actor), intern(act), *rest) for at, actor, act, *rest in acts.walk(store)
    ]
    homes = {one.id: one for one in roll.search(store, "", limit=-1, offset=0)}
    lines = {line.seq: line for line in _lines(store, village.node)}
    return Past(
        village=village,
        acts=done,
        lines=lines,
        homes=homes,
        adoptions=adoptions.all_of(store),
        items=item_changes.all_of(store),
        goods=shelf.all_of(store),
        prices=shelf.prices(store),
        declarations={one.id: one for one in _all(store, declared.get, _numbers(done, "declaration"))},
        objections=objections.all_of(store),
        orders={one.id: one for one in _all(store, orders.get, _numbers(done, "redemption"))},
        late={act.number: _late(act.detail) for act in done if act.name == "late_entry"},
        vetoes=vetoes.all_of(store),
        leavers={act.detail: _leavers(store, act.detail) for act in done if act.name == "split"},
    )


def _lines(store: Store, node: str) -> Iterator[Entry]:
    """Every line, without its seal, and with each word kept once: a year's lines have to fit into little memory."""
    last = entries.head(store, node)[0]
    for seq in range(1, last + 1):
        line = entries.get(store, node, seq)
        if line:
            words: dict[str, Any] = {name: intern(getattr(line, name)) for name in _REPEATED}
            yield replace(line, **words, token="", prev_hash="", hash="")


def _numbers(done: Sequence[Act], kind: str) -> set[int]:
    return {act.number for act in done if act.subject.startswith(f"{kind}:")}


def _all(store: Store, get: Any, numbers: set[int]) -> Iterator[Any]:
    return (found for number in sorted(numbers) if (found := get(store, number)))


def _late(detail: str) -> Late:
    reason, _, second = detail.rpartition(" / ")
    return Late(reason, second)


def _leavers(store: Store, number: str) -> tuple[str, ...]:
    """Who went over: members that were in the roll before the head of the new household was."""
    made = roll.by_number(store, number)
    people = households.members(store, made.id) if made else []
    head = next((one.id for one in people if made and one.name == made.head), 0)
    return tuple(one.name for one in people if one.id < head)
