"""Which group stands where this year: by the mean of its households that take part."""

from __future__ import annotations

from dataclasses import dataclass

from village import clock
from village.model.points import Points
from village.services import participation, rulebook
from village.store import Store, entries
from village.store import households as roll


@dataclass(frozen=True, slots=True)
class GroupStanding:
    """A group's `rank` (competition ranking) by the `mean` of its households' totals, to the hundredth."""

    group: str
    rank: int
    mean: Points


def standings(store: Store, *, year: int) -> list[GroupStanding]:
    """Every group with a household that takes part, the first one first."""
    taking_part = participation.participants(store, rulebook.rules_on(store, clock.today()))
    totals = {who: total.hundredths for who, total in entries.totals(store, year=year) if who in taking_part}
    means: dict[str, int] = {}
    for group, _ in roll.groups(store):
        own = [totals[household.id] for household in roll.in_group(store, group) if household.id in totals]
        if own:
            means[group] = round(sum(own) / len(own))
    ranked = sorted(means.items(), key=lambda pair: -pair[1])
    return [
        GroupStanding(group, 1 + sum(other > mean for other in means.values()), Points(mean)) for group, mean in ranked
    ]
