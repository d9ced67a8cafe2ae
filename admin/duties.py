"""Which duties the rules in force ask for: the column shows no others."""

from __future__ import annotations

from dataclasses import dataclass

from village import clock
from village.errors import VillageError
from village.services import choices, publications, rulebook
from village.store import Store


@dataclass(frozen=True, slots=True)
class Duties:
    """`review`: households declare (YK-14); `sign`: a panel (YK-02), or a second person, signs each period;
    `veto`: a month may be voided (JX-02)."""

    review: bool = False
    sign: bool = False
    veto: bool = False


def today(store: Store) -> Duties:
    """Today's duties; none while no rules are in force."""
    try:
        pack = rulebook.rules_on(store, clock.today())
        return Duties(
            review="household" in choices.many(pack, "positives_by"),
            sign=bool(publications.asks_signature(pack)),
            veto=choices.word(pack, "veto") == "month",
        )
    except VillageError:
        return Duties()
