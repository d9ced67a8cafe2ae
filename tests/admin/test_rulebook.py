"""The rule book at the desk."""

from __future__ import annotations

from tests.admin.conftest import Desk


def test_it_works(inspector: Desk) -> None:
    page = inspector.get("/rulebook").text
    assert "50 项" in page
    assert "垃圾分类，一个月加一次，每次加5分。" in page
    assert "附件2第8项" in page
    assert "2023年7月1日" in page
    assert "洋发〔2023〕18号，2023年6月6日印发" in page
    assert "<dd>住户自己、积分小组</dd>" in page
    assert "<dd>存折、存折上的分跟账上一样、签字</dd>" in page
