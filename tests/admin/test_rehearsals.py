"""Scenario files played from the desk: step by step, in plain words, and nothing of them in the village's book."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from werkzeug.test import TestResponse

from admin.forms import rehearsal
from tests.admin.browser import HeldClock, chromium, follow, serving
from tests.admin.conftest import PASSWORD, Desk
from tests.rehearsal.life import LIFE
from village.services import ledger
from village.services.apart import Run, State
from village.services.apart.keeper import KEPT
from village.store import Store

WHOLE = (
    LIFE
    + """
[[step]]
on = 2021-10-02
do = "declare"
household = "A"
item = "Q1"
evidence = false
expect = { error = "evidence_missing" }
"""
)
HELD, WRONG = WHOLE.replace("EXPECT", "balance = 2.5, window_open = true"), WHOLE.replace("EXPECT", "balance = 3")
MALFORMED = WHOLE.replace("EXPECT", "balence = 3")
ENDLESS = WHOLE.replace("EXPECT", "balance = 2.5") + 3000 * (
    '\n[[step]]\non = 2021-10-02\ndo = "score"\nhousehold = "A"\nitem = "Q1"\n'
)


def send(desk: Desk, *files: tuple[str, str]) -> TestResponse:
    uploads = [(BytesIO(text.encode()), name) for name, text in files]
    return desk.client.post("/rehearsals", data={"csrf": desk.csrf(), "files": uploads})


def seen_out(app: Flask, answer: TestResponse) -> Run:
    """Wait until what the answer leads to has ended."""
    assert answer.status_code == 303, answer.text
    run: Run = app.extensions["rehearsals"].get(answer.location.rsplit("/", 1)[-1])
    until = time.monotonic() + 60
    while run.state is State.RUNNING and time.monotonic() < until:
        time.sleep(0.05)
    return run


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_it_works(app: Flask, secretary: Desk, store: Store) -> None:
    before = ledger.head(store)
    run = seen_out(app, send(secretary, ("held.toml", HELD), ("wrong.toml", WRONG), ("broken.toml", MALFORMED)))
    assert run.state is State.DONE
    page = plain(secretary.get(f"/rehearsals/{run.id}").text)
    assert "1 个剧本有不一样的地方，1 个剧本没看懂" in page
    assert "✓ 2 步都对" in page
    assert "记一笔 谭玉珍，扫院坝" in page
    assert "✓ 余额：2.5" in page
    assert "✓ 今天能换东西：是" in page
    assert "没办：还缺证明材料" in page
    assert "✗ 余额 应该是 3，看到的是 2.5" in page
    assert "2 步里有 1 步跟剧本说的不一样" in page
    assert ledger.head(store) == before


def test_a_file_that_is_not_understood_is_told_by_its_line_and_with_what_to_do(app: Flask, secretary: Desk) -> None:
    line = MALFORMED[: MALFORMED.index("balence")].count("\n") + 1
    run = seen_out(app, send(secretary, ("broken.toml", MALFORMED)))
    page = plain(secretary.get(f"/rehearsals/{run.id}").text)
    assert f"这个文件没看懂，一步也没演。第{line}行" in page
    assert "“balence”不认得。是不是想写“balance”？请改好，或者去掉它，再传。" in page
    assert "expected" not in page


def test_a_village_that_cannot_be_set_up_is_told_in_the_words_of_the_office(app: Flask, secretary: Desk) -> None:
    run = seen_out(app, send(secretary, ("nameless.toml", HELD.replace('head = "谭玉珍"', 'head = "？"'))))
    assert [file.malformed for file in run.files] == ["请填写名字。"]


def test_a_file_that_is_no_text_is_not_understood_either(app: Flask, secretary: Desk) -> None:
    upload = [(BytesIO("title = '大足'".encode("gb18030")), "gbk.toml"), (BytesIO(b"x = " + b"[" * 9000), "deep.toml")]
    answer = secretary.client.post("/rehearsals", data={"csrf": secretary.csrf(), "files": upload})
    gbk, deep = (file.malformed for file in seen_out(app, answer).files)
    assert gbk == "这个文件的编码不对，请另存成 UTF-8 再传。"
    assert deep.startswith("这个文件里一层套一层套得太深了")


def test_names_of_files_are_names_only(app: Flask, secretary: Desk) -> None:
    run = seen_out(app, send(secretary, ("../../<b>0.toml", HELD)))
    assert run.order.files == ("<b>0.toml",)
    page = secretary.get(f"/rehearsals/{run.id}").text
    assert "&lt;b&gt;0.toml" in page
    assert "✓ 全都跟剧本说的一样" in page


def test_without_a_file_it_says_what_to_choose(secretary: Desk) -> None:
    answer = secretary.post("/rehearsals")
    assert answer.status_code == 422
    assert 'id="files-error" data-code="field_missing"' in answer.text


def test_files_are_bounded(secretary: Desk) -> None:
    big = send(secretary, ("big.toml", "#" * (rehearsal.MOST_BYTES + 1)))
    assert 'id="files-error" data-code="file_too_big"' in big.text
    many = send(secretary, *((f"{number}.toml", HELD) for number in range(rehearsal.MOST_FILES + 1)))
    assert 'id="files-error" data-code="files_too_many"' in many.text


def test_one_at_a_time_and_it_can_be_stopped(app: Flask, secretary: Desk) -> None:
    started = send(secretary, ("endless.toml", ENDLESS))
    refused = send(secretary, ("held.toml", HELD))
    assert refused.status_code == 422
    assert 'id="files-error" data-code="rehearsal_busy"' in refused.text
    page = secretary.get(started.location).text
    assert 'hx-trigger="every 1s"' in page
    assert secretary.post(f"{started.location}/stop").status_code == 303
    assert seen_out(app, started).state is State.STOPPED
    assert "这一场取消了" in secretary.get(started.location).text
    progress = secretary.get(f"{started.location}/progress")
    assert progress.headers["HX-Refresh"] == "true"
    assert "every 1s" not in progress.text
    assert seen_out(app, send(secretary, ("held.toml", HELD))).state is State.DONE


def test_only_the_last_results_are_kept(app: Flask, secretary: Desk) -> None:
    runs = [seen_out(app, send(secretary, ("held.toml", HELD))) for _ in range(KEPT + 1)]
    assert not runs[0].folder.exists()
    assert 'data-code="rehearsal_unknown"' in secretary.get(f"/rehearsals/{runs[0].id}").text
    assert all(run.folder.stat().st_mode & 0o077 == 0 for run in runs[1:])
    assert f"/rehearsals/{runs[-1].id}" in secretary.get("/rehearsals").text


def test_an_inspector_looks_and_does_not_play(inspector: Desk) -> None:
    page = inspector.get("/rehearsals").text
    assert "只能看" in page
    assert 'data-code="read_only"' in send(inspector, ("held.toml", HELD)).text


@pytest.fixture
def page(app: Flask) -> Iterator[Page]:
    with chromium() as opened, serving(HeldClock(app)) as address:
        context = opened.new_context(base_url=address, locale="zh-CN", viewport={"width": 360, "height": 800})
        yield context.new_page()
        context.close()


def test_a_scenario_is_chosen_played_and_read_in_a_browser(page: Page, store: Store, tmp_path: Path) -> None:
    before = ledger.head(store)
    for name, text in (("held.toml", HELD), ("wrong.toml", WRONG)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    page.goto("/login")
    page.get_by_label("登录名").fill("secretary")
    page.get_by_label("密码").fill(PASSWORD)
    follow(page.get_by_role("button", name="登录"))
    page.get_by_label("所有事项").check()
    follow(page.get_by_role("link", name="预演"))
    page.get_by_label("剧本文件").set_input_files([tmp_path / "held.toml", tmp_path / "wrong.toml"])
    page.get_by_role("button", name="演剧本").click()
    expect(page.get_by_text("1 个剧本有不一样的地方")).to_be_visible()
    expect(page.get_by_text("应该是 3，看到的是 2.5")).to_be_visible()
    expect(page.get_by_text("✓ 余额：2.5")).to_be_hidden()  # what held is folded up
    page.get_by_text("一步一步看").first.click()
    expect(page.get_by_text("✓ 余额：2.5")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert ledger.head(store) == before
