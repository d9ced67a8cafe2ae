"""A villager's recording is kept with consent, heard at once, goes before the machine, and is gone when withdrawn."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from tests import builders, speech
from tests.admin import waiting
from tests.admin.conftest import Desk
from village.devices import clip
from village.errors import VillageError
from village.services import recordings
from village.settings import Settings
from village.store import Store
from village.voice.clips import Clips

WAV = speech.kokoro()["回去"].read_bytes()


def files(store: Store) -> list[Path]:
    return [path for path in (store.path.parent / "voices").rglob("*") if path.is_file()]


def sent(secretary: Desk, **fields: object) -> object:
    given = {"text": "回去", "speaker": "周阿婆", "consent": "yes", "consented_on": "2026-03-19"}
    return secretary.post("/recordings", **{**given, "file": (BytesIO(WAV), "回去.wav"), **fields})


def test_it_works(secretary: Desk, inspector: Desk, store: Store, settings: Settings) -> None:
    assert 'href="/recordings"' in secretary.get("/").text
    listed = secretary.get("/recordings?q=回去").text
    assert "录这一句" in listed
    assert secretary.post("/recordings", text="回去").status_code == 422
    done = sent(secretary)
    assert done.status_code == 303
    page = inspector.get("/recordings").text
    assert "周阿婆，2026年3月19日本人同意" in page
    assert Clips(settings.voices).say("回去。", 3)
    (file,) = files(store)
    assert file.stat().st_mode & 0o777 == 0o600
    assert "回去" not in str(file)
    assert "周" not in str(file)
    assert inspector.get("/recordings/1").data == file.read_bytes()


def test_a_withdrawn_recording_is_gone_and_the_page_says_so(secretary: Desk, inspector: Desk, store: Store) -> None:
    kept = waiting.a_recording(store)
    assert 'data-code="read_only"' in inspector.post(f"/recordings/{kept.id}/withdraw").text
    assert files(store)
    secretary.post(f"/recordings/{kept.id}/withdraw")
    assert files(store) == []
    assert "录音已经删掉" in secretary.get("/recordings").text
    assert 'data-code="recording_unknown"' in secretary.get(f"/recordings/{kept.id}").text
    assert Clips(store.path.parent / "voices").say("回去。", 3) is None


@pytest.mark.parametrize(
    ("fields", "at", "code"),
    [
        ({"speaker": ""}, "speaker", "field_missing"),
        ({"consent": ""}, "consent", "consent_missing"),
        ({"consented_on": "2026-03-21"}, "consented_on", "date_future"),
        ({"file": (BytesIO(b"MThd"), "a.wav")}, "file", "clip_bad"),
        ({"file": (BytesIO(clip.wav(clip.array("h", bytes(44_100)))), "a.wav")}, "file", "clip_faint"),
    ],
)
def test_what_cannot_be_kept_is_said_at_the_field(
    secretary: Desk, store: Store, fields: dict[str, object], at: str, code: str
) -> None:
    refused = sent(secretary, **fields)
    assert refused.status_code == 422
    assert f'data-code="{code}"' in refused.text
    assert f'id="{at}-error"' in refused.text or at == "consent"
    assert files(store) == []


def test_only_what_the_kiosk_says_can_be_recorded(secretary: Desk, store: Store) -> None:
    assert 'data-code="recording_unasked"' in sent(secretary, text="大家好").text
    assert files(store) == []


def test_a_newer_recording_takes_the_place_of_the_older(store: Store) -> None:
    waiting.a_recording(store)
    newer = waiting.a_recording(store, speaker="李大爷")
    assert [each.speaker for each in recordings.in_use(store)] == ["李大爷"]
    assert files(store) == [clip.place(store.path.parent / "voices", newer.voice, "回去")]
    waiting.a_recording(store, speaker="李大爷")
    assert len(files(store)) == 1


def test_a_recording_that_is_too_large_is_refused(store: Store) -> None:
    given = {"text": "回去", "kind": "sentence", "speaker": "周阿婆", "actor": builders.CADRE}
    with pytest.raises(VillageError, match="recording_large"):
        recordings.keep(
            store, bytes(recordings.LARGEST + 1), consented_on=date(2026, 3, 1), folder=Path("nowhere"), **given
        )


def test_a_name_goes_with_its_household_and_a_sentence_stays(store: Store) -> None:
    folder = store.path.parent / "voices"
    waiting.a_recording(store, "李建国", kind="name")
    waiting.a_recording(store, "张桂芳", kind="name")
    waiting.a_recording(store)
    assert recordings.part_with(store, {"张桂芳"}, folder=folder, actor=builders.CADRE) == 1
    assert {each.text for each in recordings.in_use(store)} == {"张桂芳", "回去"}
    assert len(files(store)) == 2
