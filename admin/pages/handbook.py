"""The handbook: its contents, a task, and the help (帮助) that every page of the desk offers."""

from __future__ import annotations

import base64

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import clauses, handbook, session
from admin.handbook import Task
from admin.prints.frame import paper
from village import clock
from village.services import rulebook
from village.web import access, db

page = Blueprint("handbook", __name__, url_prefix="/handbook")


@page.app_context_processor
def offered() -> dict[str, object]:
    """`help`: where the help of the page that is asked for stands."""
    task = handbook.helping(request.endpoint or "")
    return {"help": url_for("handbook.show", task=task.name) if task else url_for("handbook.index")}


@page.get("")
@access.only(session.reader)
def index() -> str:
    """All tasks, by how often they come."""
    return render_template("admin/handbook/index.html", parts=handbook.parts(), tasks=handbook.tasks())


@page.get("/<task>")
@access.only(session.reader)
def show(task: str) -> str:
    """One task: when, how, what if it goes wrong."""
    found = _found(task)
    names = list(handbook.tasks())
    place = names.index(found.name)
    following = handbook.tasks()[names[place + 1]] if place + 1 < len(names) else None
    return render_template("admin/handbook/show.html", task=found, following=following, places=_places())


@page.get("/paper")
@access.only(session.reader)
def whole() -> ResponseReturnValue:
    """The whole handbook on A4; with `task` that one alone."""
    wanted = request.args.get("task", "")
    chosen = [_found(wanted)] if wanted else list(handbook.tasks().values())
    name = f"手册：{chosen[0].title}" if wanted else "积分办事手册"
    return paper(
        "handbook",
        name,
        tasks=chosen,
        whole=not wanted,
        parts=handbook.parts(),
        known=handbook.tasks(),
        places=_places(),
        drawn=_drawn,
    )


def _found(name: str) -> Task:
    return handbook.tasks().get(name) or abort(404)


def _places() -> dict[str, list[str]]:
    """The clauses of each task, those of the village's own document by their place in it, others left out."""
    pack = rulebook.rules_on(db.store(), clock.today())
    own = {one: clauses.place(pack, one) for task in handbook.tasks().values() for one in task.clauses}
    return {name: [own[one] for one in task.clauses if own[one] != one] for name, task in handbook.tasks().items()}


def _drawn(task: Task) -> str:
    """The picture inside the page itself: a file of its own cannot ask the desk for it."""
    return "data:image/png;base64," + base64.b64encode(task.picture.read_bytes()).decode() if task.picture else ""
