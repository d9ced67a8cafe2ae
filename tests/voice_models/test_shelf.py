"""The shelf: a model counts as there only when its files were verified."""

import shutil
from pathlib import Path

import pytest

from tests.voice_models.conftest import CONTENT, unpacked
from voice_models import ModelMissing, locate, manifest
from voice_models.manifest import Model
from voice_models.shelf import default, faults, is_whole, places

NAME = "vosk-model-small-cn-0.22"


def test_a_missing_model_is_told_with_where_it_was_sought_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing) as caught:
        locate(NAME, tmp_path)
    assert str(tmp_path) in caught.value.chinese
    assert "village models fetch" in caught.value.chinese
    assert "village models fetch" in caught.value.english


def test_a_name_the_manifest_does_not_know_is_told_with_those_it_knows() -> None:
    with pytest.raises(ModelMissing, match=NAME):
        locate("vosk-model-small-fr")


def test_the_real_model_on_this_machine_is_found_and_every_file_is_right() -> None:
    folder = locate(NAME)
    assert folder.name == NAME
    assert faults(manifest.named(NAME), folder) == []


def test_a_folder_copied_by_hand_is_verified_once_and_stamped(offline: Model, shelf: Path) -> None:
    folder = unpacked(shelf / "tiny-1", CONTENT)
    assert is_whole(offline, folder)
    assert (folder / ".verified").read_text() == offline.digest


@pytest.mark.parametrize("spoil", ["content", "length", "missing", "extra"])
def test_a_file_spoiled_after_the_stamp_is_noticed(offline: Model, shelf: Path, spoil: str) -> None:
    folder = unpacked(shelf / "tiny-1", CONTENT)
    assert is_whole(offline, folder)
    mdl = folder / "am/final.mdl"
    if spoil == "content":
        mdl.write_bytes(b"?" + mdl.read_bytes()[1:])
    elif spoil == "length":
        mdl.write_bytes(mdl.read_bytes()[1:])
    elif spoil == "missing":
        mdl.unlink()
    else:
        (folder / "graph/HCLG.fst").write_bytes(b"x")
    found = faults(offline, folder)
    assert len(found) == 1
    assert ("graph/HCLG.fst" if spoil == "extra" else "am/final.mdl") in found[0]
    if spoil != "extra":
        assert not is_whole(offline, folder)


def test_a_stamp_does_not_vouch_for_another_model(offline: Model, shelf: Path) -> None:
    folder = unpacked(shelf / "tiny-1", {name: b"x" * len(d) for name, d in CONTENT.items()})
    (folder / ".verified").write_text("0" * 64)
    assert not is_whole(offline, folder)


def test_a_chosen_shelf_is_the_only_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VILLAGE_MODELS", str(tmp_path))
    assert default() == tmp_path
    assert places() == (tmp_path,)
    with pytest.raises(ModelMissing):
        locate(NAME)


def test_a_shelf_of_links_to_the_real_files_serves_too(tmp_path: Path) -> None:
    shutil.copytree(locate(NAME), tmp_path / NAME, copy_function=lambda a, b: Path(b).symlink_to(a))
    assert locate(NAME, tmp_path) == tmp_path / NAME
