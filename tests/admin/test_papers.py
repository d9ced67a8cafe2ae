"""The plan or the town's paper behind the rules, kept as a file and given back to the byte (JX-36, MH-06)."""

from __future__ import annotations

from io import BytesIO

import pytest

from tests.admin.conftest import Desk
from village.errors import VillageError
from village.services import papers
from village.store import Store

PLAN = b"%PDF-1.7 \x00\xff plan"


def test_it_works(secretary: Desk, inspector: Desk, store: Store) -> None:
    assert 'href="/papers"' in secretary.get("/rulebook").text
    kept = secretary.post("/papers", title="海印寺村积分制方案", file=(BytesIO(PLAN), "方案.pdf"))
    page = inspector.get(kept.location).text
    assert "海印寺村积分制方案" in page
    assert "2023年7月1日起" in page  # the rules that it stands behind
    (paper,) = papers.all_of(store)
    given = inspector.get(f"/papers/{paper.id}")
    assert given.data == PLAN
    assert given.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("title", "name", "content", "at", "code"),
    [
        ("", "方案.pdf", PLAN, "title", "field_missing"),
        ("方案", "方案.pdf", b"", "file", "paper_missing"),
        ("方案", "方案.exe", PLAN, "file", "paper_kind"),
    ],
)
def test_what_cannot_be_kept_is_said_at_the_field(
    secretary: Desk, store: Store, title: str, name: str, content: bytes, at: str, code: str
) -> None:
    refused = secretary.post("/papers", title=title, file=(BytesIO(content), name))
    assert refused.status_code == 422
    assert f'id="{at}-error" data-code="{code}"' in refused.text
    assert papers.all_of(store) == []


def test_only_the_secretary_keeps_papers_and_one_that_is_not_there_is_said(clerk: Desk, store: Store) -> None:
    assert 'data-code="role_wrong"' in clerk.post("/papers", title="方案", file=(BytesIO(PLAN), "a.pdf")).text
    assert 'data-code="paper_unknown"' in clerk.get("/papers/9").text
    assert papers.all_of(store) == []


def test_a_file_that_is_too_large_is_refused(store: Store) -> None:
    with pytest.raises(VillageError, match="paper_large"):
        papers.keep(store, b"x" * (papers.PAPER_BYTES + 1), title="方案", name="方案.pdf", actor="书记")
    assert papers.all_of(store) == []
