"""The tables that come in, as workbooks that go out: empty with how to fill them in, or with what the book has today.

What goes out comes in again: the same titles in the same order.
"""

from __future__ import annotations

from collections.abc import Sequence

from rules import Item
from village import clock
from village.language import dates
from village.model.entry import Entry
from village.model.goods import Delivery
from village.model.household import Household, Member, Residence
from village.model.intake import IntakeKind
from village.model.period import Period
from village.services import evidence, goods, marks, moves, participation, rulebook, villages
from village.services.households import HEAD
from village.services.intakes.titled import words
from village.sheets.writing import Page, figure, workbook
from village.store import Store, entries
from village.store import cards as given
from village.store import households as rows
from village.store import members as people

_PERSON = ("person", "relation")
"""Columns for a roll with a row for each person: read, never written."""
_SPARE = 60
FOOT = "填表人：　　　　　　　　审核人：　　　　　　　　日期：　　　年　　月　　日"


def titles(kind: IntakeKind) -> list[str]:
    """The titles of a table, in the order of the form."""
    known = words()[kind.value]["columns"]
    return [title for key, title in known.items() if key not in _PERSON]


def fact_names() -> dict[str, str]:
    """Key → title of what the roll says of a household."""
    return dict(words()["roll"]["columns"])


def empty(store: Store, kind: IntakeKind) -> bytes:
    """The table to be filled in, and what each column means."""
    return _book(store, kind, [], spare=_SPARE)


def of(store: Store, kind: IntakeKind, month: Period) -> bytes:
    """What the book has today; of scores what a month has."""
    if kind is IntakeKind.ROLL:
        return _book(store, kind, _roll(store))
    if kind is IntakeKind.GOODS:
        return _book(store, kind, _goods(store))
    return _book(store, kind, _scores(store, month), named=f"{month.first.year}年{month.first.month}月")


def by_items(store: Store) -> bytes:
    """Everybody who takes part, in house order, with an empty column for each item in force."""
    today = clock.today()
    pack = rulebook.rules_on(store, today)
    known = words()["scores"]
    items = [title for one in pack.items if one.version_on(today) for title in _columns(one)]
    head = [*(known["columns"][key] for key in ("number", "head", "group")), *items]
    taking_part = participation.participants(store, pack)
    homes = [[one.number, one.head, one.group] for one in rows.all_open(store) if one.id in taking_part]
    width = len(head)
    table = [head, *([*one, *[""] * (width - 3)] for one in homes)]
    return workbook(
        [Page(known["sheet"], table, above=_above(store, "评分表"), unit="做到的打√，或者写几次", foot=FOOT)]
    )


def _columns(item: Item) -> list[str]:
    """The column of an item, or one for each of its kinds."""
    names = [one.title if "（" not in one.title else one.name for one in item.options.values()] or [item.title]
    return [f"{item.code} {name}" for name in names]


def _book(
    store: Store, kind: IntakeKind, found: Sequence[Sequence[object]], *, named: str = "", spare: int = 0
) -> bytes:
    known = words()[kind.value]
    how = [[title, known["how"].get(key, "")] for key, title in known["columns"].items() if key not in _PERSON]
    above = _above(store, f"{named}{known['sheet']}")
    pages = [
        Page(known["sheet"], [titles(kind), *found], above=above, foot=FOOT, spare=spare),
        Page("怎么填", [["这一列", "怎么填"], *([title, said.partition("{")[0].rstrip("：")] for title, said in how)]),
    ]
    return workbook(pages)


def _above(store: Store, what: str) -> str:
    here = villages.get(store)
    return f"{here.town}{here.name}{what}"


def _roll(store: Store) -> list[list[object]]:
    cards = {home: card for card, (home, valid) in given.every(store).items() if valid}
    everybody = people.everybody(store)
    return [_home(one, everybody.get(one.id, []), cards.get(one.id, "")) for one in rows.all_open(store)]


def _home(one: Household, members: Sequence[Member], card: str) -> list[object]:
    others = [member for member in members if member.relation != HEAD]
    family = "、".join(f"{each.name}（{each.relation}）" if each.relation else each.name for each in others)
    return [
        *(one.head, one.group, one.number, family, one.phone, card),
        *("外来" if one.residence is Residence.OUTSIDE else "户籍", one.dwelling, one.months_home),
        *({None: "", True: "是", False: "否"}[one.opted_in], one.reading, dates.show_date(one.enrolled)),
    ]


def _goods(store: Store) -> list[list[object]]:
    return [
        [
            *(one.name, "" if one.points is None else figure(one.points.hundredths)),
            *("" if one.cost is None else figure(one.cost), one.stock, one.category),
            *("家电" if one.delivery is Delivery.APPLIANCE else "日用", "是" if one.cash_like else ""),
        ]
        for one in goods.all_of(store)
    ]


def _scores(store: Store, month: Period) -> list[list[object]]:
    """Lines of a month that stand, group by group in house order."""
    homes = {one.id: one for one in rows.every(store)}
    by_home: dict[int, list[Entry]] = {}
    for line in moves.standing(entries.of_months(store, month.months)):
        if line.item:
            by_home.setdefault(line.household_id, []).append(line)
    word_of = marks.of_all(store)
    return [
        _line(store, homes[home], line, word_of.get(line.id, "")) for home in homes for line in by_home.get(home, ())
    ]


def _line(store: Store, home: Household, line: Entry, mark: str) -> list[object]:
    pack = rulebook.pack(line.pack)
    item = rulebook.item_of(store, line)
    title = f"{line.item} {item.title}" if item else line.item
    option = item.options[line.option].title if item and line.option in item.options else line.option
    kept = evidence.get(store, int(line.evidence)) if line.evidence else None
    return [
        *(home.number, home.head, home.group, line.occurred_on.isoformat(), title, option, line.count),
        *(figure(line.points.hundredths), line.member, line.place, line.reason, mark),
        *(dict(pack.evidence_kinds).get(kept.kind, "") if kept else "", kept.title if kept else ""),
    ]
