"""Renders the sentences of kokoro.toml: `python -m tests.speech.render`. Needed only when a text changes.

Kokoro and the python that it runs with are the product's own: `village models fetch kokoro`, done here where it was
not done yet.
"""

import argparse
import hashlib
import json
import os
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from voice_models import environment, manifest
from voice_models.fetch import fetch

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def main() -> None:
    """Fetches what is missing, renders every sentence, and writes the hashes of the results."""
    argparse.ArgumentParser(prog="python -m tests.speech.render", description=__doc__).parse_args()
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
    model = fetch(manifest.named("kokoro"))
    python = environment.make(manifest.named("kokoro"), model)
    command = ["nice", "-n", "15", python, HERE / "synthesis.py", model]
    subprocess.run(command, input=lines, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})


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


if __name__ == "__main__":
    main()
