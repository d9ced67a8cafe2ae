"""Does again what a village did, on an empty book, through the very verbs of the office."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from village import clock
from village.errors import VillageError
from village.model.goods import Goods
from village.model.points import ZERO, Points
from village.services import evidence, goods, refusals, rulebook, villages, years
from village.services.replay.past import Act, Past
from village.services.rulebook import Trial
from village.store import Store

CADRE = "重演"
"""Who puts the paper behind a line, and what a change was approved by where its record is not known."""
_ENOUGH = 1_000_000  # pieces of each kind of goods: what was handed out once was there


@dataclass(frozen=True, slots=True)
class Refused:
    """What could no longer be done: `household` by its id in the real book (0 for the whole village), `points` that
    it brought or cost then, the office's sentence and the clause behind it."""

    what: str
    household: int
    day: date
    title: str
    points: Points
    sentence: str
    clause: str


@dataclass
class Told:
    """How a replay went: what was refused, whether the year could be closed, and for each title of a line whose points
    changed how many lines, and their points before and after."""

    refused: list[Refused] = field(default_factory=list)
    closed: bool = False
    titles: dict[str, tuple[int, Points, Points]] = field(default_factory=dict)

    def note(self, title: str, before: Points, after: Points) -> None:
        """A line that counts otherwise than it did."""
        if before != after:
            lines, was, now = self.titles.get(title, (0, ZERO, ZERO))
            self.titles[title] = (lines + 1, was + before, now + after)


@dataclass
class Player:
    """The book that is written anew, with what stands in it for the things of the real one (by their real ids and
    numbers). `year` is judged by the rules in force, or by those of the trial; lines of other years, and with
    `as_recorded` all lines, are taken as they were recorded."""

    past: Past
    store: Store
    year: int
    trial: Trial | None = None
    as_recorded: bool = False
    told: Told = field(default_factory=Told)
    homes: dict[int, int] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)
    goods: dict[int, int] = field(default_factory=dict)
    objections: dict[int, int] = field(default_factory=dict)
    vetoes: dict[int, int] = field(default_factory=dict)
    orders: dict[int, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    """How many acts of a name there were so far: adoptions and the like are found by their order."""
    added: set[int] = field(default_factory=set)
    paper: int = 0
    today: date = date.min

    def begin(self) -> None:
        """Found the village and fill its shelf, at the moment of the first act."""
        village = self.past.village
        with clock.held(self.past.acts[0].at), self.store.transaction():
            villages.found(
                self.store, node=village.node, name=village.name, town=village.town, group_word=village.group_word
            )
            self.paper = evidence.name_paper(self.store, kind="photo", title=CADRE, actor=CADRE).id
            for one in self.past.goods:
                self.goods[one.id] = goods.add(self.store, _plenty(self._first_priced(one)), actor=CADRE).id

    def _first_priced(self, one: Goods) -> Goods:
        """The goods at the price that they came with."""
        first = next((change for change in self.past.prices if change.goods_id == one.id), None)
        return replace(one, points=first.former_points, cost=first.former_cost) if first else one

    def play(self, act: Act, handlers: Mapping[str, Callable[[Player, Act], None]]) -> None:
        """Do one act again; what is refused is noted and the village lives on. Raises rules.PackError."""
        with clock.held(act.at):
            self.new_day()
            handler = handlers.get(act.name)
            if handler is None:
                return
            with self.rules_of(act.at.year):
                try:
                    handler(self, act)
                except VillageError as why:
                    self.refuse(act.name, why)
            self.counts[act.name] = self.counts.get(act.name, 0) + 1

    def new_day(self) -> None:
        """What the calendar does by itself is done before anything else."""
        today = clock.today()
        if today > self.today:
            self.today = today
            with self.rules_of(today.year - 1):
                try:
                    years.catch_up(self.store)
                except VillageError as why:
                    if why.code != "pack_missing":
                        raise

    @contextmanager
    def rules_of(self, year: int) -> Iterator[None]:
        """The rules that acts of a year are judged by: the trial begins with its year."""
        with rulebook.on_trial(self.trial if year >= self.year else None):
            yield

    def count(self, name: str) -> int:
        """How many acts of that name came before this one."""
        return self.counts.get(name, 0)

    def refuse(
        self,
        what: str,
        why: VillageError,
        *,
        household: int = 0,
        day: date | None = None,
        title: str = "",
        points: Points = ZERO,
    ) -> None:
        """Note what could not be done again."""
        said = refusals.sentence(why)
        self.told.refused.append(Refused(what, household, day or clock.today(), title, points, said, why.clause))


def _plenty(one: Goods) -> Goods:
    return replace(one, stock=_ENOUGH)
