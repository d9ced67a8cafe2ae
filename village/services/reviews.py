"""Several declarations at once (一起审): a household's all together or not at all, told before it is done (DZ-09)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from village.errors import VillageError
from village.model.belonging import Belonging
from village.model.declaration import Declaration
from village.model.household import Household
from village.model.points import ZERO, Points
from village.services import declarations, households
from village.services.declarations import Reviewed
from village.store import Store


@dataclass(frozen=True, slots=True)
class Review:
    """What becomes of one household's ticked declarations: `done` for each of `asked`, or `hindrance`, the reason why
    none of them counts, with the declaration `at` which it arose."""

    household: Household
    asked: tuple[Declaration, ...]
    done: tuple[Reviewed, ...] = ()
    hindrance: VillageError | None = None
    at: Declaration | None = None

    @property
    def points(self) -> Points:
        """What all of it together gives, caps taken off."""
        return sum((one.entry.points for one in self.done if one.entry), ZERO)


@dataclass(frozen=True, slots=True)
class Terms:
    """Who decides, where they live, and the day of the visit if there was one."""

    actor: str
    belonging: Belonging
    visited: date | None = None


class _Changed(Exception):
    """What would be written is not what was promised."""


class _Undone(Exception):
    """Ends a look ahead without keeping anything."""


def foresee(store: Store, ids: Sequence[int], terms: Terms) -> list[Review]:
    """What `approve` would do, household by household in the order of the queue. The book stays as it was, and the
    very services answer, so caps, recusal and the second person are theirs. Raises `declaration_unknown`."""
    return [_looked_at(store, own, terms) for own in _by_household(store, ids)]


def approve(store: Store, ids: Sequence[int], terms: Terms, *, promised: Mapping[int, int]) -> list[Review] | None:
    """Let them count, a household in one transaction; one that is refused anything keeps all of its waiting.

    `promised` is declaration → hundredths as they were shown (what was shown as refused stands not in it). Where the
    book would give other points by now nothing is written for anybody, and the answer is None: look again.
    """
    kept: list[Review] = []
    try:
        with store.transaction():
            for own in _by_household(store, ids):
                if any(one.id in promised for one in own):
                    kept.append(_as_promised(store, own, terms, promised))
    except (_Changed, VillageError):
        return None
    return kept


def _as_promised(store: Store, own: Sequence[Declaration], terms: Terms, promised: Mapping[int, int]) -> Review:
    done = _approved(store, own, terms)
    if {one.declaration.id: _hundredths(one) for one in done} != {one.id: promised.get(one.id) for one in own}:
        raise _Changed
    return Review(_household(store, own), tuple(own), done)


def _looked_at(store: Store, own: Sequence[Declaration], terms: Terms) -> Review:
    home, asked = _household(store, own), tuple(own)
    done: list[Reviewed] = []
    try:
        with store.transaction():
            _approved(store, own, terms, done.append)
            raise _Undone
    except _Undone:
        return Review(home, asked, tuple(done))
    except VillageError as why:
        return Review(home, asked, hindrance=why, at=own[len(done)])


def _approved(
    store: Store, own: Sequence[Declaration], terms: Terms, note: Callable[[Reviewed], None] = lambda _: None
) -> tuple[Reviewed, ...]:
    done = []
    for one in own:
        reviewed = declarations.approve(
            store, one.id, actor=terms.actor, visited=terms.visited, belonging=terms.belonging
        )
        done.append(reviewed)
        note(reviewed)
    return tuple(done)


def _by_household(store: Store, ids: Sequence[int]) -> list[list[Declaration]]:
    found: dict[int, list[Declaration]] = {}
    for one in sorted(set(ids)):
        made = declarations.get(store, one)
        found.setdefault(made.household_id, []).append(made)
    return list(found.values())


def _household(store: Store, own: Sequence[Declaration]) -> Household:
    return households.get(store, own[0].household_id)


def _hundredths(one: Reviewed) -> int | None:
    return one.entry.points.hundredths if one.entry else None
