"""看榜: what stands on the village's boards, sentence by sentence, for anybody (decision 18, MH-11, JX-02, YK-30)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

from village import clock
from village.language.dates import show_period
from village.model.household import Household
from village.model.points import ZERO
from village.model.publication import BoardRow, Publication
from village.model.registration import Register, Registration
from village.services import (
    choices,
    households,
    notices,
    publications,
    red_black,
    registrations,
    rulebook,
    standings,
)
from village.services.announcements import name_of
from village.services.red_black import RedBlack
from village.store import Store
from village.voice import dialogue
from village.voice.dialogue import Sentence
from village.voice.told import public

KINDS = ("notices", "column", "ranking", "honours", "red", "black")
PLACES = 20  # of the ranking that are told
_SENTENCE = re.compile(r"[^。！？；]+[。！？；]?")
_AT_ONCE = 30  # characters of a notice in one sentence; what is longer is parted at its commas


def offered(store: Store) -> tuple[str, ...]:
    """What may be looked at: red and black only where the village has them."""
    red, black = red_black.wanted(rulebook.rules_on(store, clock.today()))
    missing = {kind for kind, there in (("red", red), ("black", black)) if not there}
    return tuple(kind for kind in KINDS if kind not in missing)


def groups(store: Store, kind: str) -> list[str]:
    """Groups of which one has to be chosen first; none where one board is told whole."""
    board = _latest(store)
    if board is None or kind not in ("column", "red", "black"):
        return []
    if kind == "column":
        found = list(dict.fromkeys(row.group for row in _rows(store, board)))
    else:
        found = [group for one in _red_black(store, board) for group in one.groups[:1]]
    return found if len(found) > 1 else []


def title(store: Store, kind: str) -> Sentence:
    """The head of its pages."""
    board = _latest(store)
    if kind not in ("column", "red", "black"):
        return Sentence(f"boards.title_{kind}")
    if board is None:
        return Sentence("boards.title_none")
    return Sentence(f"boards.title_{kind}", {"title": show_period(board.period)})


def told(store: Store, kind: str, *, group: str = "", household_id: int | None = None) -> list[Sentence]:
    """What stands there: `group` is one of `groups`; the visitor's own household comes first. KeyError for no kind."""
    return list(_TOLD[kind](store, group, household_id))


def _notices(store: Store, _group: str, _own: int | None) -> Iterator[Sentence]:
    standing = notices.today(store)
    if not standing:
        yield Sentence("boards.notice_none")
    for notice in standing:
        yield Sentence("boards.notice", {"title": notice.title})
        for part in parts(notice.text):
            ends = part.endswith("。") or part == notice.text
            yield Sentence("boards.notice_says" if ends else "boards.notice_goes_on", {"what": part})


def parts(text: str) -> Iterator[str]:
    """A text in pieces that a small screen can hold: its sentences, the long ones parted at commas."""
    for sentence in _SENTENCE.findall(text):
        piece = ""
        for clause in re.findall("[^，、：]+[，、：]?", sentence):
            if piece and len(piece) + len(clause) > _AT_ONCE:
                yield piece
                piece = ""
            piece += clause
        if piece.strip():
            yield piece


def _column(store: Store, group: str, own: int | None) -> Iterator[Sentence]:
    board = _latest(store)
    if board is None:
        yield Sentence("boards.unpublished")
        return
    if group:
        yield Sentence("boards.of_group", {"group": group})
    rows = [row for row in _rows(store, board) if group in ("", row.group)]
    for row in sorted(rows, key=lambda row: row.household_id != own):
        yield _row(store, row)
    pack = rulebook.rules_on(store, board.published_on)
    until = board.published_on + timedelta(days=choices.hundredths(pack, "objection_days"))
    if until >= clock.today():
        yield Sentence("boards.objections", {"date": until})
    yield from public(store, "next_window", None)


def _row(store: Store, row: BoardRow) -> Sentence:
    head = name_of(store, row)
    if row.restored:
        return Sentence("boards.veto_back", {"head": head})
    if row.vetoed:
        return Sentence("boards.vetoed", {"head": head})
    told: dict[str, object] = {"head": head, "change": row.points}
    if row.total < ZERO:
        return Sentence("boards.row_owing", {**told, "amount": row.total})
    return Sentence("boards.row", {**told, "points": row.total})


def _red(store: Store, group: str, own: int | None) -> Iterator[Sentence]:
    yield from _one_of(store, "red", group, own, lambda board: board.red)
    yield from public(store, "next_window", None)


def _black(store: Store, group: str, own: int | None) -> Iterator[Sentence]:
    yield from _one_of(store, "black", group, own, lambda board: board.black)


def _one_of(
    store: Store, kind: str, group: str, own: int | None, of: Callable[[RedBlack], tuple[BoardRow, ...] | None]
) -> Iterator[Sentence]:
    board = _latest(store)
    if kind not in offered(store):
        yield Sentence(f"boards.{kind}_off")
        return
    if board is None:
        yield Sentence("boards.unpublished")
        return
    found = [row for one in _red_black(store, board) if group in ("", *one.groups) for row in of(one) or ()]
    for row in sorted(found, key=lambda row: row.household_id != own):
        facts = {"group": row.group, "head": name_of(store, row), "change": row.points}
        yield Sentence(f"boards.{kind}_row", facts)
    if not found:
        yield Sentence(f"boards.{kind}_nobody")
    elif kind == "black":
        yield Sentence("boards.black_hope")


def _ranking(store: Store, _group: str, own: int | None) -> Iterator[Sentence]:
    year = clock.today().year
    if own is not None:
        yield from dialogue.rank(store, own)
    places = store.kept(("ranking", year), lambda: standings.ranking(store, year=year))
    for standing, home in places[:PLACES]:
        facts = {"rank": standing.rank, "group": home.group, "head": dialogue.name_of(home), "points": standing.total}
        yield Sentence("boards.place", facts)
    if not places:
        yield Sentence("boards.place_nobody")


def _honours(store: Store, _group: str, own: int | None) -> Iterator[Sentence]:
    found = honours(store)
    if not found:
        yield Sentence("boards.honour_none")
    for one in sorted(found, key=lambda one: one.household_id != own if own else False):
        yield honour(store, one)


def honours(store: Store) -> list[Registration]:
    """Titles that stand, the newest first: of families, of persons, the travelling flag (JX-39, YK-30)."""
    return [one for one in registrations.of_register(store, Register.HONOUR) if one.ended_on is None]


def honour(store: Store, one: Registration) -> Sentence:
    """A title in a sentence."""
    facts: dict[str, object] = {"title": one.title, "full_date": one.day}
    if one.household_id is None:
        return Sentence("boards.honour_person", {**facts, "head": one.name})
    home: Household = households.get(store, one.household_id)
    return Sentence("boards.honour", {**facts, "group": home.group, "head": dialogue.name_of(home)})


def _latest(store: Store) -> Publication | None:
    """The newest board."""
    found: list[Publication] = store.kept("boards", lambda: publications.all_of(store))
    return found[0] if found else None


def _rows(store: Store, board: Publication) -> list[BoardRow]:
    return store.kept(("board", board.id), lambda: publications.board(store, board.id))


def _red_black(store: Store, board: Publication) -> list[RedBlack]:
    return store.kept(("red and black", board.id), lambda: red_black.of_publication(store, board))


_TOLD: dict[str, Callable[[Store, str, int | None], Iterator[Sentence]]] = {
    "notices": _notices,
    "column": _column,
    "ranking": _ranking,
    "honours": _honours,
    "red": _red,
    "black": _black,
}
