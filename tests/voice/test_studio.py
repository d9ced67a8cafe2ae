"""Clips are rendered while nobody is at the kiosk, by a process that is gone when somebody comes."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import builders
from tests.admin import waiting
from village.devices import clip
from village.services import changes, recordings
from village.store import Store
from village.voice import script, studio
from village.voice.clips import RENDERED, Clips
from village.voice.script import Kind, Line
from village.voice.studio import Renderer, Studio

STAND_IN = Path(__file__).with_name("stand_in.py")


def command(seconds: float = 0.0) -> list[str]:
    return [sys.executable, str(STAND_IN), str(seconds)]


@pytest.fixture
def folder(store: Store) -> Path:
    return store.path.parent / "voices"


def rendered(folder: Path) -> int:
    return len(list((folder / RENDERED).glob("*.wav")))


def until(what: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not what():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.01)


@contextmanager
def at_work(store: Store, folder: Path, seconds: float, quiet: float = 0.05) -> Iterator[Studio]:
    kept = Studio(store, folder, lambda: command(seconds), quiet)
    kept.start()
    try:
        yield kept
    finally:
        kept.stop()


def test_what_is_said_most_is_rendered_first_for_this_user_only(store: Store, folder: Path) -> None:
    with at_work(store, folder, 0.02) as kept:
        until(lambda: rendered(folder) >= 5)
    assert not kept.rendering
    first = script.of(store)[:5]
    assert all(Clips(folder).has(line.text) for line in first)
    modes = {path.stat().st_mode & 0o777 for path in (folder / RENDERED).iterdir()}
    assert modes == {0o600}


def test_a_touch_ends_the_renderer_and_it_goes_on_once_nobody_is_there(store: Store, folder: Path) -> None:
    with at_work(store, folder, 0.1, quiet=0.5) as kept:
        until(lambda: kept.rendering)
        until(lambda: rendered(folder) >= 1)
        kept.touched()
        until(lambda: not kept.rendering)
        there = rendered(folder)
        until(lambda: rendered(folder) > there)  # after the quiet, from where it was


def test_a_process_makes_some_clips_and_the_next_goes_on(store: Store, folder: Path) -> None:
    there: list[int] = []

    def begin() -> list[str]:
        there.append(rendered(folder))
        return command()

    kept = Studio(store, folder, begin, 0.05)
    kept.start()
    try:
        until(lambda: rendered(folder) > studio.RUN)
    finally:
        kept.stop()
    assert there[:2] == [0, studio.RUN]


def test_a_renderer_is_killed_in_the_middle_of_a_clip(tmp_path: Path) -> None:
    running = Renderer(command(60))
    lines = running.render([Line("您好", Kind.SENTENCE)], tmp_path)
    running.stop()
    assert list(lines) == []
    running.end()
    assert rendered(tmp_path) == 0


def test_the_name_of_a_household_that_left_is_gone(store: Store, folder: Path) -> None:
    gone = builders.a_household(store, "单雄信", "三组")
    builders.a_household(store, "张桂芳", "三组")
    clips = [clip.place(folder, RENDERED, name) for name in ("shan4 雄信", "张桂芳")]
    for place in clips:
        clip.lay(place, b"")
    waiting.a_recording(store, "shan4 雄信", kind="name")
    with at_work(store, folder, 0.0, quiet=3600) as kept:
        changes.leave(store, gone.id, actor=builders.CADRE)
        until(lambda: not clips[0].exists() and not recordings.in_use(store))
        assert clips[1].exists()
        assert not kept.rendering


def test_what_cannot_be_rendered_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    running = Renderer(command())
    lines = [Line(text, Kind.NAME) for text in ("您好", "坏了", "再见")]
    told = [(line.text, wrong) for line, wrong in running.render(lines, tmp_path)]
    running.end()
    assert told == [("您好", ""), ("坏了", "ClipError clip_faint"), ("再见", "")]
    assert studio.missing(lines, tmp_path) == [lines[1]]


def test_without_the_model_there_is_no_renderer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VILLAGE_MODELS", str(tmp_path / "empty"))
    assert studio.renderer() is None
