"""The handbook: its words stand on the pages, every page has its help, and it is printed whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from admin import handbook
from admin.handbook import Task
from rules import load_pack, packs_folder
from tests.admin.conftest import Desk
from tests.admin.standing import pieces
from tests.admin.test_prints import A4, made
from village.model.household import Household

TASKS = list(handbook.tasks().values())
NO_PAGE = {"static", "shared"}
NOT_FOR_PEOPLE = {"health", "letters", "pictures"}  # what the machine asks itself, and pictures on pages


def named(tasks: list[Task]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("task", tasks, ids=[task.name for task in tasks])


def test_it_works(clerk: Desk) -> None:
    contents = clerk.get("/handbook").text
    assert all(f'href="/handbook/{task.name}">{task.title}</a>' in contents for task in TASKS)
    page = clerk.get("/handbook/sheet").text
    assert "走户打分" in page
    assert '<b class="said">填好了，去交表</b>' in page
    assert clerk.get("/handbook/nothing").status_code == 404


@named(TASKS)
def test_every_word_quoted_from_a_page_stands_there(task: Task) -> None:
    missing = [
        f"「{words}」 is not on {step.on}"
        for step in (*task.steps, *task.troubles)
        for words in step.quoted
        if words not in pieces(step.on)
    ]
    assert missing == []


@named(TASKS)
def test_a_task_says_when_how_and_what_if(task: Task) -> None:
    assert task.when
    assert len(task.steps) >= 3
    assert task.troubles
    assert all(step.trouble for step in task.troubles)
    assert not any(step.trouble for step in task.steps)
    assert all(step.text.count("「") == step.text.count("」") == len(step.quoted) for step in task.steps)


@named(TASKS)
def test_its_clauses_stand_in_a_document(task: Task) -> None:
    packs = [load_pack(folder) for folder in packs_folder().iterdir() if (folder / "pack.toml").exists()]
    assert set(task.clauses) <= {clause for pack in packs for clause in pack.clauses}


def test_no_file_is_left_out_of_the_contents() -> None:
    files = {path.stem for path in handbook.ROOM.glob("*.toml")} - {"contents"}
    assert files == set(handbook.tasks())


def test_every_page_of_the_desk_has_its_help(app: Flask) -> None:
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())} - NO_PAGE
    bare = {page for page in pages if page.partition(".")[0] not in NOT_FOR_PEOPLE and not handbook.helping(page)}
    assert bare == set()
    known = {page.partition(".")[0] for page in pages}
    assert {one.partition(".")[0] for task in TASKS for one in task.pages} <= known


def test_no_page_has_two_helps() -> None:
    offered = [page for task in TASKS for page in task.pages]
    assert len(offered) == len(set(offered))


def test_the_bar_opens_the_help_of_the_page_one_is_on(clerk: Desk, zhang: Household) -> None:
    helps = {
        "/": "start",
        f"/households/{zhang.id}/lines/new": "line",
        "/score-sheets": "sheet",
        "/redemptions": "redemption",
        "/nowhere": "",
    }
    for address, task in helps.items():
        wanted = f"/handbook/{task}" if task else "/handbook"
        assert f'<a href="{wanted}" >帮助</a>' in clerk.get(address).text, address


@named([task for task in TASKS if task.seen])
def test_its_picture_is_there_and_small(task: Task) -> None:
    picture = task.picture or Path()
    assert picture.stat().st_size <= 40_000
    with Image.open(picture) as opened:
        assert opened.width >= 700


def test_no_picture_is_left_over() -> None:
    assert {path.stem for path in handbook.PICTURES.iterdir()} == {task.name for task in TASKS if task.seen}


def test_it_is_printed_whole_with_page_numbers(clerk: Desk) -> None:
    texts, sizes = made(clerk, "/handbook/paper")
    assert set(sizes) == {A4}
    assert len(texts) >= len(TASKS) + 1
    for number, text in enumerate(texts, start=1):
        assert f"第{number}页,共{len(texts)}页" in text
    assert all(any(task.title in text for text in texts[1:]) for task in TASKS)
