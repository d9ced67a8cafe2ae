"""The announcement (广播稿) of a board or a notice: sentences to be read from paper, or said aloud (YK-12, GY-23).

It tells what the frozen board shows and no more: heads and points, never what for (decision 18).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from rules import Pack
from rules.office import red_board
from village import clock
from village.errors import VillageError
from village.language import Name, Phrase, phrase
from village.language.dates import show_period
from village.language.speakable import speakable
from village.model.notice import Notice
from village.model.points import ZERO
from village.model.publication import BoardRow, Publication
from village.services import choices, households, publications, red_black, rulebook, villages, windows
from village.store import Store

FIRST = 3  # places that are praised where the village has no red board
NAMES = 10  # that are read at most: nobody listens to more
_A_MINUTE = 175  # characters that the machine says in one


def of_board(store: Store, publication: Publication, *, group: str = "") -> list[Phrase]:
    """What is announced of a board: to the village who gained most, or with `group` the points of everybody in it.

    Raises `group_unknown` for a group that is not on the board.
    """
    pack = rulebook.rules_on(store, publication.published_on)
    rows = publications.board(store, publication.id)
    told = [phrase("announcement.opening", village=_village(store), title=show_period(publication.period))]
    if group:
        told += _group(store, rows, group)
    else:
        told += _village_told(store, pack, publication, rows)
    told.append(phrase("announcement.where"))
    until = publication.published_on + timedelta(days=choices.hundredths(pack, "objection_days"))
    if until >= clock.today():
        told.append(phrase("announcement.objections", date=until))
    return [*told, *shop(store), phrase("announcement.closing")]


def of_notice(store: Store, notice: Notice) -> list[Phrase]:
    """A notice as it is announced; its own words stand in the middle."""
    own = f"{notice.title}。{notice.text}"
    return [
        phrase("announcement.notice", village=_village(store)),
        Phrase(own, speakable(own), own),
        phrase("announcement.closing"),
    ]


def shop(store: Store) -> list[Phrase]:
    """When points buy something, beside whatever is made public (MH-11); nothing where the village has not decided."""
    pack, today = rulebook.rules_on(store, clock.today()), clock.today()
    try:
        following = windows.following(pack, today)
        if following is None:
            return [phrase("announcement.shop_always")]
        if windows.is_open(pack, today):
            return [phrase("announcement.shop_open")]
        return [phrase("announcement.shop_from", date=following)]
    except VillageError:
        return []


def name_of(store: Store, row: BoardRow) -> Name:
    """The head as the board has it, with the reading that the household gave."""
    home = households.get(store, row.household_id)
    return Name(row.head, home.reading if home.head == row.head else "")


def spoken(told: Sequence[Phrase]) -> str:
    """All of it as the synthesiser gets it."""
    return "".join(each.spoken if each.spoken[-1] in "。？！" else f"{each.spoken}。" for each in told)


def minutes(told: Sequence[Phrase]) -> int:
    """About how many minutes it takes, at least one."""
    return max(1, round(len(spoken(told)) / _A_MINUTE))


def _village_told(store: Store, pack: Pack, publication: Publication, rows: Sequence[BoardRow]) -> Iterator[Phrase]:
    yield phrase("announcement.counted", count=len(rows))
    gained = sum(row.points > ZERO for row in rows)
    if not gained:
        return
    yield phrase("announcement.gained", count=gained)
    yield phrase("announcement.praised")
    best = _best(store, pack, publication, rows)
    for row in best[:NAMES]:
        yield phrase("announcement.most", group=row.group, head=name_of(store, row), change=row.points)
    if len(best) > NAMES:
        yield phrase("announcement.more_praised", count=len(best) - NAMES)


def _best(store: Store, pack: Pack, publication: Publication, rows: Sequence[BoardRow]) -> list[BoardRow]:
    """Those on the red board; where there is none, the first places of the whole board."""
    if red_black.wanted(pack)[0]:
        boards = red_black.of_publication(store, publication)
        return [row for board in boards for row in board.red or ()]
    counted = {row.household_id: row for row in rows if not row.vetoed}
    first = pack.choose({"red_board": FIRST})
    return [counted[one] for one in red_board(first, {one: row.points.hundredths for one, row in counted.items()})]


def _group(store: Store, rows: Sequence[BoardRow], group: str) -> Iterator[Phrase]:
    own = [row for row in rows if row.group == group]
    if not own:
        raise VillageError("group_unknown")
    yield phrase("announcement.group", group=group)
    for row in own:
        head = name_of(store, row)
        if row.restored:
            yield phrase("announcement.veto_back", head=head)
        elif row.vetoed:
            yield phrase("announcement.vetoed", head=head)
        elif row.points == ZERO:
            yield phrase("announcement.unchanged", head=head)
        else:
            yield phrase("announcement.household", head=head, change=row.points)


def _village(store: Store) -> str:
    return villages.get(store).name
