"""What the former register of findings held comes along into the findings of a quarter."""

from __future__ import annotations

from tests import builders
from village.model.finding import FindingState
from village.services import findings, registrations
from village.store import Store, migrations

MOVES = ("INSERT INTO findings", "INSERT INTO finding_mendings", "INSERT INTO finding_approvals")


def test_former_findings_keep_their_words_and_what_was_mended_is_settled(store: Store) -> None:
    zhang, conn = builders.a_household(store), store.db.conn
    for number, (note, household) in enumerate([("少一张发票", None), ("存折对不上", zhang.id)], 1):
        conn.execute(
            """INSERT INTO registrations (id, register, day, title, household_id, group_name, name, place, note,
               recorded_at, actor)
               VALUES (?, 'finding', '2025-12-01', '资金使用', ?, '', '检查组', '', ?, ?, '李会计')""",
            (number, household, note, f"2025-12-01T09:0{number}:00+08:00"),
        )
    conn.execute(
        """INSERT INTO registration_ends (registration_id, ended_on, reason, recorded_at, actor)
           VALUES (2, '2025-12-20', '对好了', '2025-12-20T09:00:00+08:00', '李会计')"""
    )
    street = next(path for path in migrations.SCHEMA.glob("016-*.sql"))
    for statement in (one for one in migrations._statements(street) if one.startswith(MOVES)):
        conn.execute(statement)
    mended, waiting = findings.all_of(store)
    assert (waiting.found, waiting.quarter, waiting.state) == ("少一张发票", "2025-Q4", FindingState.OPEN)
    assert (mended.found, mended.subject, mended.how) == ("存折对不上", f"household:{zhang.id}", "对好了")
    assert mended.state is FindingState.APPROVED
    assert registrations.standing(store) == {}
