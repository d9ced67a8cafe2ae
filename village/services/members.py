"""The people of a household: another name, or no longer there. What was told of them stays."""

from __future__ import annotations

from dataclasses import replace

from village import clock
from village.errors import VillageError
from village.model.household import Member
from village.services import household_facts, households
from village.store import Store, acts
from village.store import members as rows


def amend(store: Store, member_id: int, *, name: str, relation: str, actor: str) -> Member:
    """Another name, or relation; lines told of the old name keep it. Raises `member_gone`, `account_closed`,
    `member_head` (the head's name is the household's: `amend`), `name_empty`, `name_wrong`, `name_too_long`."""
    clean = household_facts.person(name)
    with store.transaction():
        known = _present(store, member_id)
        if clean != known.name and known.name == households.get(store, known.household_id).head:
            raise VillageError("member_head")
        changed = replace(known.renamed(clean), relation=relation.strip()[:10])
        rows.save(store, changed)
        subject, detail = f"household:{known.household_id}", f"{known.name} → {clean}"
        acts.append(store, at=clock.now(), actor=actor, act="amend_member", subject=subject, detail=detail)
    return changed


def remove(store: Store, member_id: int, *, actor: str) -> None:
    """A person is no longer of the household; what they did stays its own. Raises `member_gone`, `account_closed`,
    `member_head`."""
    with store.transaction():
        known = _present(store, member_id)
        if known.name == households.get(store, known.household_id).head:
            raise VillageError("member_head")
        rows.remove(store, member_id, on=clock.today())
        subject = f"household:{known.household_id}"
        acts.append(store, at=clock.now(), actor=actor, act="remove_member", subject=subject, detail=known.name)


def _present(store: Store, member_id: int) -> Member:
    known = rows.get(store, member_id)
    if known is None:
        raise VillageError("member_gone")
    household = households.get(store, known.household_id)
    if household.closed:
        raise VillageError("account_closed", head=household.head)
    return known
