"""`village backup` and `village restore`: what was copied is proved, and becomes the same village again."""

from __future__ import annotations

import io
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from tests.command.conftest import Ask
from tests.command.damage import damage
from village import clock
from village.command import daily
from village.errors import VillageError
from village.services import backups, evidence, readiness, verification
from village.services.readiness import State
from village.settings import Settings
from village.store import Store


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Something that was plugged in."""
    made = tmp_path / "stick"
    made.mkdir()
    return made


@pytest.fixture
def photographed(village: Path) -> Path:
    """The village with a photo behind something, and a setting of its own."""
    file = io.BytesIO()
    Image.new("RGB", (64, 48), "#86a06c").save(file, "JPEG")
    store = Store(village / "village.db", writer=True)
    with evidence.lay_aside(store, file.getvalue(), folder=village / "evidence") as laid:
        evidence.keep_photo(store, laid, kind="photo", title="门口", actor="李会计")
    store.close()
    (village / "settings.toml").write_text('kiosk_name = "村口"\n')
    return village


def one(folder: Path) -> Path:
    """The only backup there."""
    (found,) = folder.glob("village-*")
    return found


def head_of(data: Path) -> str:
    store = Store(data / "village.db")
    verdict = verification.verify(store)
    store.close()
    assert not verdict.fault
    return str(verdict.head)


def test_a_village_comes_back_whole(photographed: Path, stick: Path, tmp_path: Path, ask: Ask) -> None:
    store = Store(photographed / "village.db", writer=True)  # as the server has it open meanwhile
    made = ask("backup", stick, "--data", photographed)
    store.close()
    assert made.code == 0, made.err
    assert "1 photos; read back, sound" in made.out
    again = tmp_path / "again"
    answer = ask("restore", stick, "--data", again)
    assert answer.code == 0, answer.err
    assert head_of(again) == head_of(photographed)
    (photo,) = (photographed / "evidence").glob("*.jpg")
    assert (again / "evidence" / photo.name).read_bytes() == photo.read_bytes()
    assert (again / "settings.toml").read_text() == 'kiosk_name = "村口"\n'
    with_server = Store(again / "village.db", writer=True)  # its guards stand, it can go on
    with_server.close()


def test_photos_are_kept_once_and_old_backups_go(photographed: Path, stick: Path, ask: Ask) -> None:
    for days in range(3):
        with clock.held(clock.now() + timedelta(days=days)):
            assert ask("backup", stick, "--data", photographed, "--keep", 2).code == 0
    assert len(list(stick.glob("village-*"))) == 2
    assert len(list((stick / "evidence").glob("*"))) == 1


@pytest.mark.parametrize("which", ["book", "photo"])
def test_a_backup_that_was_touched_is_not_restored(
    photographed: Path, stick: Path, tmp_path: Path, ask: Ask, which: str
) -> None:
    ask("backup", stick, "--data", photographed)
    if which == "book":
        file = one(stick) / "village.db"
    else:
        (file,) = (stick / "evidence").glob("*.jpg")
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    answer = ask("restore", stick, "--data", tmp_path / "again")
    assert answer.code == 2
    assert "Nothing was restored" in answer.err
    assert list((tmp_path / "again").iterdir()) == []


def test_a_village_that_is_there_is_not_overwritten(photographed: Path, stick: Path, ask: Ask) -> None:
    ask("backup", stick, "--data", photographed)
    before = head_of(photographed)
    answer = ask("restore", one(stick), "--data", photographed)
    assert answer.code == 2
    assert "move that folder away first" in answer.err
    assert head_of(photographed) == before


def test_without_a_stick_nothing_is_made_and_nothing_is_called_a_backup(
    village: Path, stick: Path, tmp_path: Path, ask: Ask
) -> None:
    answer = ask("backup", tmp_path / "away", "--data", village)
    assert (answer.code, "plug in the stick" in answer.err) == (2, True)
    assert "holds no backup" in ask("restore", stick, "--data", tmp_path / "again").err
    assert "no village file" in ask("backup", stick, "--data", tmp_path / "nobody").err
    assert backups.last(village) is None


def test_a_photo_that_is_gone_is_named_and_the_rest_is_kept(photographed: Path, stick: Path, ask: Ask) -> None:
    shutil.rmtree(photographed / "evidence")
    answer = ask("backup", stick, "--data", photographed)
    assert (answer.code, "1 photos were lost before" in answer.err) == (1, True)
    assert (one(stick) / "village.db").exists()


def test_a_book_that_is_not_sound_is_no_backup(village: Path, stick: Path) -> None:
    damage(village, "UPDATE figures SET points = points + 100")
    store = Store(village / "village.db")
    with pytest.raises(VillageError) as refusal:
        backups.take(store, Settings(data=village), stick)
    store.close()
    assert refusal.value.code == "backup_unsound"
    assert list(stick.glob("village-*")) == []


def test_the_server_backs_up_once_a_day_where_the_settings_say(village: Path, stick: Path) -> None:
    chosen = Settings(data=village, backup=str(stick))
    store = Store(village / "village.db", writer=True)
    for _ in range(2):
        daily.back_up(store, chosen)
    assert len(list(stick.glob("village-*"))) == 1
    stick.rename(stick.with_name("away"))
    with clock.held(clock.now() + timedelta(days=1)):
        daily.back_up(store, chosen)
    assert not stick.exists()
    store.close()


def test_the_age_of_the_last_backup_is_told(village: Path, stick: Path, ask: Ask) -> None:
    def found() -> readiness.Finding:
        store = Store(village / "village.db")
        looked = readiness.check(store, data=village, ears="ready", mouth="ready")
        store.close()
        return next(each for each in looked if each.name == "backup")

    assert (found().state, found().code) == (State.WATCH, "unsaved")
    ask("backup", stick, "--data", village)
    assert (found().state, found().code) == (State.WELL, "saved")
    with clock.held(clock.now() + timedelta(days=9)):
        assert (found().state, found().code, found().params["days"]) == (State.WATCH, "old", 9)
