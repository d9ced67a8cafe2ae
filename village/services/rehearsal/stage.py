"""The stage of a rehearsal: a fresh village, and where the file's names are found in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from rules import Pack, Why
from village import clock
from village.errors import VillageError
from village.model.belonging import NOBODY, Belonging
from village.model.goods import Delivery, Goods
from village.model.household import Household, Residence
from village.model.points import Points
from village.services import approvals, evidence, goods, households, items, rulebook, villages
from village.services.rehearsal.reader import Scenario
from village.store import Store

CADRE = "rehearsal"  # who does what no `by` is given for, and the reason where none is asked for
_LONG_AGO = date(2000, 1, 1)
_HOMES = ("household", "into", "with", "belongs_to")
_SAID = ("code", "period", "year", "declaration", "entry", "objection", "request")


@dataclass
class Stage:
    """What stands for the file's names: households and goods by id, and what labelled steps made."""

    store: Store
    scenario: Scenario
    households: dict[str, int] = field(default_factory=dict)
    goods: dict[str, int] = field(default_factory=dict)
    entries: dict[str, int] = field(default_factory=dict)
    declarations: dict[str, int] = field(default_factory=dict)
    objections: dict[str, int] = field(default_factory=dict)
    requests: dict[str, int] = field(default_factory=dict)

    def household(self, name: str) -> int:
        """The household's id. Raises `unknown_household` for one that is not in the village (yet)."""
        if name not in self.households:
            raise VillageError("unknown_household")
        return self.households[name]

    def entry(self, label: str) -> int:
        """The line that a label stands for. Raises `entry_unknown` where the step made none."""
        if label not in self.entries:
            raise VillageError("entry_unknown")
        return self.entries[label]

    def belonging(self, name: str) -> Belonging:
        """Where a person of the file belongs; a plain name belongs nowhere."""
        person = self.scenario.people.get(name)
        if person is None:
            return NOBODY
        return Belonging(self.households.get(person.get("household", "")), person.get("group", ""))

    def voice(self, name: str) -> str:
        """Who speaks under a name: for a household of the file its head, who stands at the kiosk."""
        row = self.scenario.households.get(name)
        return str(row["head"]) if row and name not in self.scenario.people else name

    def named(self, given: Mapping[str, Any]) -> tuple[str, ...]:
        """Whom and what a step speaks of, in words: heads of households, titles, goods, days and labels."""
        homes = [self.scenario.households[given[key]]["head"] for key in _HOMES if given.get(key) in self._known]
        item = self.scenario.pack.find(given["item"]) if "item" in given else None
        goods = self.scenario.goods[given["goods"]]["name"] if "goods" in given else ""
        rest = [str(given[key]) for key in _SAID if key in given]
        return tuple(one for one in (*homes, item.named(given.get("option")) if item else "", goods, *rest) if one)

    @property
    def _known(self) -> frozenset[str]:
        return frozenset(self.scenario.households)

    @property
    def pack(self) -> Pack:
        """The rules in force now."""
        return rulebook.rules_on(self.store, clock.today())

    def paper(self) -> int:
        """A named paper, where a step says that there is evidence."""
        kind = self.pack.evidence_kinds[0][0]
        return evidence.name_paper(self.store, kind=kind, title=CADRE, actor=CADRE).id


@dataclass(frozen=True, slots=True)
class Done:
    """What a step left behind: warnings, and the ids of what it made (0: nothing of the kind)."""

    warnings: tuple[Why, ...] = ()
    entry: int = 0
    declaration: int = 0
    objection: int = 0
    request: int = 0


def set_up(store: Store, scenario: Scenario, *, first: date) -> Stage:
    """Found the village, adopt the rules with the file's choices and items, fill the shelf, enrol who is there."""
    stage = Stage(store, scenario)
    with store.transaction():
        villages.found(store, node="rehearsal", name=CADRE, town=CADRE)
        settings = dict(scenario.settings)
        rulebook.adopt(store, pack_id=scenario.pack.id, since=_LONG_AGO, settings=settings, actor=CADRE)
        items.add(store, scenario.items, approval=approvals.supposed(scenario.pack, CADRE), actor=CADRE)
        for name, row in scenario.goods.items():
            stage.goods[name] = goods.add(store, _goods(row), actor=CADRE).id
        for name, row in scenario.households.items():
            if row["enrolled"] <= first:
                facts = household_facts(row, on=first)
                if facts["base"] is None and stage.pack.setting("base_points").value is None:
                    facts["base"] = Points(0)  # a village that has not decided: nobody has base points yet
                stage.households[name] = _with_members(store, households.enrol(store, actor=CADRE, **facts), row).id
    return stage


def enrol(stage: Stage, name: str) -> Household:
    """A household of the file comes in. Raises `unknown_household`, `already_enrolled`, `choice_missing`."""
    row = newcomer(stage, name)
    made = households.enrol(stage.store, actor=CADRE, **household_facts(row, on=clock.today()))
    stage.households[name] = made.id
    return _with_members(stage.store, made, row)


def newcomer(stage: Stage, name: str) -> Mapping[str, Any]:
    """The row of a household that is not in the village yet."""
    if name not in stage.scenario.households:
        raise VillageError("unknown_household")
    if name in stage.households:
        raise VillageError("already_enrolled")
    return stage.scenario.households[name]


def household_facts(row: Mapping[str, Any], *, on: date) -> dict[str, Any]:
    """A household's row as the roll takes it; it comes in on its own day, or on `on` if that is earlier."""
    return {
        "head": row["head"],
        "group": row["group"],
        "enrolled": min(row["enrolled"], on),
        "residence": Residence(row.get("residence", "local")),
        "months_home": row.get("months_home", 12),
        "opted_in": row.get("opted_in"),
        "base": points(row["base_points"]) if "base_points" in row else None,
    }


def points(number: int | Decimal) -> Points:
    """A number of the file as points."""
    return Points(int(number * 100))


def _with_members(store: Store, household: Household, row: Mapping[str, Any]) -> Household:
    for member in row.get("members", ()):
        if member != household.head:
            households.add_member(store, household.id, name=member, relation="", actor=CADRE)
    return household


def _goods(row: Mapping[str, Any]) -> Goods:
    return Goods(
        id=0,
        name=row["name"],
        points=points(row["points"]) if "points" in row else None,
        cost=int(row["cost"] * 100) if "cost" in row else None,
        stock=row.get("stock", 0),
        delivery=Delivery(row.get("delivery", "daily")),
        prohibited=row.get("prohibited", False),
        cash_like=row.get("cash_like", False),
    )
