"""`make wheels`: every pin of the locks has a wheel for a 64-bit Raspberry Pi, on Python 3.11 and 3.13.

Asks the package index of the machine, so it is no part of `make test`. `srt` (pure Python, needed by vosk) is
published as source only and is left out.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE_ONLY = {"srt"}
PLATFORMS = [f"manylinux_2_{minor}_aarch64" for minor in range(17, 37)] + ["manylinux2014_aarch64", "linux_aarch64"]


def pins(lock: Path, python: str) -> str:
    """The lock's pins for one Python, as pip would choose them there."""
    newer = python != "3.11"
    chosen = []
    for pin in re.split(r"\n(?=\S)", lock.read_text().strip()):
        if pin.split("==")[0] in SOURCE_ONLY or ("< '3.12'" if newer else ">= '3.12'") in pin:
            continue
        chosen.append(re.sub(r" ;.*?(?= \\)", "", pin, count=1))
    return "\n".join(chosen) + "\n"


def resolves(lock: Path, python: str) -> bool:
    """Whether pip finds a wheel with a fitting hash for each pin."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "wanted.txt"
        wanted.write_text(pins(lock, python))
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--require-hashes", "--no-deps"]
        command += ["--only-binary=:all:", "--implementation", "cp", "--python-version", python, "-d", folder]
        for platform in PLATFORMS:
            command += ["--platform", platform]
        return subprocess.run([*command, "-r", str(wanted)], check=False).returncode == 0


if __name__ == "__main__":
    argparse.ArgumentParser(prog="python -m tests.wheels", description=__doc__).parse_args()
    failed = False
    for lock in (ROOT / "requirements.lock", ROOT / "requirements-dev.lock"):
        for python in ("3.11", "3.13"):
            found = resolves(lock, python)
            failed = failed or not found
            print(f"{lock.name} on aarch64, Python {python}: {'all wheels' if found else 'NOT ALL'}")
    sys.exit(failed)
