"""The rehearsals of this server: one at a time, each in a process of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from village import clock
from village.services.apart.job import Job, Jobs, State
from village.services.apart.orders import Amended, Order
from village.services.apart.results import FileTold
from village.services.replay import Outcome

KEPT = 5
"""So many results can be looked at again; older ones are thrown away."""


@dataclass(frozen=True)
class Run(Job):
    """One rehearsal."""

    order: Order
    by: str
    begun: datetime

    @property
    def files(self) -> list[FileTold]:
        """How the scenarios went; none of a replay, or as long as it runs."""
        ended = self.order.files and self.state is State.DONE
        return self.left("result.json", list[FileTold]) or [] if ended else []

    @property
    def outcome(self) -> Outcome | None:
        """What a replay found; None for scenarios, or as long as it runs."""
        return self.left("result.json", Outcome) if self.order.year and self.state is State.DONE else None


class Apart(Jobs[Run]):
    """The rehearsals of this server. `get` raises `rehearsal_unknown`."""

    def __init__(self) -> None:
        worker = "village.services.apart.worker"
        super().__init__(worker, name="rehearsal", kept=KEPT, busy="rehearsal_busy", gone="rehearsal_unknown")

    def rehearse(self, files: Sequence[tuple[str, bytes]], *, by: str) -> Run:
        """Play scenario files, each with its name. Raises `rehearsal_busy`."""
        names = tuple(name for name, _ in files)
        return self._begin(Order(files=names), {f"{n}.toml": text for n, (_, text) in enumerate(files)}, by=by)

    def replay(self, database: Path, *, year: int, amended: Amended, files: dict[str, bytes], by: str) -> Run:
        """Replay a year of the book under amended rules; `files` are those of an amended pack ("pack.toml" …).
        Raises `rehearsal_busy`."""
        order = Order(database=str(database), year=year, at=clock.now(), amended=amended)
        return self._begin(order, {f"pack/{amended.document}/{name}": text for name, text in files.items()}, by=by)

    def _begin(self, order: Order, files: dict[str, bytes], *, by: str) -> Run:
        return self.start(order, files, lambda job: Run(job.id, job.folder, job.child, order, by, clock.now()))
