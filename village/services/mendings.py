"""Mending after a deduction (整改): what waits, what was mended and how, what help was offered (YK-19)."""

from __future__ import annotations

from collections.abc import Collection

from rules import Pack
from village import clock
from village.errors import VillageError
from village.model.entry import Entry
from village.model.mending import Mending
from village.services import ledger, rulebook, timekeeping, villages
from village.store import Store, acts
from village.store import mendings as rows


def mend(store: Store, seq: int, *, how: str, offered: str = "", actor: str) -> Mending:
    """The household mended what line `seq` deducted for.

    Raises `clock_behind`, `unknown_line`, `mending_unasked` (no deduction, or taken back), `mended_already`,
    `reason_missing` (`how` is empty), `service_unlisted` (help that the document does not list, YK-19).
    """
    with store.transaction():
        timekeeping.check_clock(store)
        entry = ledger.line(store, seq)
        if seq not in rows.deducted(store, entry.node):
            raise VillageError("mending_unasked")
        if entry.id in rows.by_entry(store):
            raise VillageError("mended_already")
        if not how.strip():
            raise VillageError("reason_missing")
        pack = rulebook.rules_on(store, clock.today())
        if offered and offered not in services(pack):
            listed = pack.paper.names.get("services")
            raise VillageError("service_unlisted", listed.clause if listed else "")
        made = Mending(entry.id, clock.today(), how.strip(), offered, actor)
        rows.add(store, made, at=clock.now())
        acts.append(store, at=clock.now(), actor=actor, act="mend", subject=f"entry:{entry.id}", detail=how.strip())
        return made


def services(pack: Pack) -> tuple[str, ...]:
    """The help that the document wants offered with a deduction (YK-19); empty where it names none."""
    return pack.paper.listed("services")


def asked(pack: Pack) -> bool:
    """Whether the document wants deductions mended."""
    return bool(services(pack))


def of_all(store: Store) -> tuple[list[Entry], list[tuple[Entry, Mending]]]:
    """(deductions that wait, those that were mended with how), each newest first."""
    done, seqs = rows.by_entry(store), rows.deducted(store, villages.get(store).node)
    found = ledger.lines(store, seqs)
    lines = [found[seq] for seq in seqs]
    return [one for one in lines if one.id not in done], [(one, done[one.id]) for one in lines if one.id in done]


def waiting(store: Store, homes: Collection[int] | None = None, *, limit: int, offset: int = 0) -> list[Entry]:
    """Some of the deductions that wait, of these households or of all, newest first."""
    seqs = rows.waiting(store, villages.get(store).node, homes, limit=limit, offset=offset)
    found = ledger.lines(store, seqs)
    return [found[seq] for seq in seqs]


def done(
    store: Store, homes: Collection[int] | None = None, *, limit: int, offset: int = 0
) -> list[tuple[Entry, Mending]]:
    """Some of those that were mended, the last one first."""
    made = rows.done(store, villages.get(store).node, homes, limit=limit, offset=offset)
    found = ledger.lines(store, (seq for seq, _ in made))
    return [(found[seq], one) for seq, one in made]


def of_line(store: Store, entry: Entry) -> Mending | None:
    """How a line was mended, if it was."""
    return rows.by_entry(store).get(entry.id)
