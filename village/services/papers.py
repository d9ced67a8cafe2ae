"""Papers behind the rules (文件): kept as handed in, with the version that they stand behind (JX-36, MH-06)."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from village import clock
from village.errors import VillageError
from village.model.paper import KeptPaper
from village.services import rulebook, timekeeping
from village.store import Store, acts
from village.store import papers as rows

PAPER_BYTES = 10 * 1024 * 1024  # a scanned document of a dozen pages is 2 to 8 MB
KINDS = (".pdf", ".ofd", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".jpg", ".jpeg", ".png")
"""What offices write and scan."""


def keep(store: Store, content: bytes, *, title: str, name: str, actor: str) -> KeptPaper:
    """Keep a file with the rules in force. Raises `clock_behind`, `name_empty`, `paper_missing` (no file or an empty
    one), `paper_kind`, `paper_large`."""
    with store.transaction():
        timekeeping.check_clock(store)
        file = PurePath(name.replace("\\", "/")).name[-100:]
        for code, wrong in (
            ("name_empty", not title.strip()),
            ("paper_missing", not content),
            ("paper_kind", PurePath(file).suffix.lower() not in KINDS),
            ("paper_large", len(content) > PAPER_BYTES),
        ):
            if wrong:
                raise VillageError(code)
        now, digest = clock.now(), hashlib.sha256(content).hexdigest()
        since = rulebook.in_force(store, clock.today()).since
        made = rows.add(store, KeptPaper(0, since, title.strip(), file, len(content), digest, now, actor), content)
        acts.append(store, at=now, actor=actor, act="keep_paper", subject=f"paper:{made.id}", detail=digest)
        return made


def all_of(store: Store) -> list[KeptPaper]:
    """Every paper, those of the newest rules first."""
    return rows.all_of(store)


def content(store: Store, paper_id: int) -> tuple[str, bytes]:
    """(file name, content) to the byte. Raises `paper_unknown`."""
    found = rows.content(store, paper_id)
    if found is None:
        raise VillageError("paper_unknown")
    return found
