"""Files are looked over in a process of their own: one may be large, or made to do harm, and the kiosks go on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from village import clock
from village.model.intake import IntakeKind
from village.services.apart import Job, Jobs
from village.services.intakes.lines import Terms
from village.services.intakes.looking import Found

KEPT = 6
"""So many files that were looked over can be taken in; older ones have to be handed in again."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the process is asked to look over, as of `at`; the file lies beside it."""

    kind: IntakeKind
    database: str
    at: datetime
    terms: Terms


@dataclass(frozen=True)
class Look(Job):
    """A file that is being looked over, or was. `cleared` are the questions about goods that were answered."""

    order: Order
    name: str
    cleared: tuple[str, ...]

    @cached_property
    def found(self) -> Found:
        """What it would bring. Only when the state is DONE."""
        found = self.left("result.json", Found)
        assert found is not None
        return found


class Looks(Jobs[Look]):
    """The files of this server that were looked over. `get` raises `intake_gone`; one taken in is to be forgotten."""

    def __init__(self) -> None:
        worker = "village.services.intakes.worker"
        super().__init__(worker, name="intake", kept=KEPT, busy="intake_busy", gone="intake_gone")

    def begin(
        self,
        database: Path,
        kind: IntakeKind,
        content: bytes,
        *,
        name: str,
        terms: Terms,
        cleared: tuple[str, ...] = (),
    ) -> Look:
        """Look a file over. Raises `intake_busy`."""
        order = Order(kind, str(database), clock.now(), terms)
        return self.start(
            order, {"file": content}, lambda job: Look(job.id, job.folder, job.child, order, name, cleared)
        )
