"""The python that a model runs with: an environment of its own on the shelf, beside the model, from its lock.

A speech model's packages (onnxruntime, numpy and a dozen more) are ten times what the village itself needs. So they are
never in the server's environment: nothing there can import them by accident, and without them nothing is missing.
"""

import shutil
import subprocess
import venv
from collections.abc import Sequence
from pathlib import Path

from voice_models.errors import FetchError
from voice_models.manifest import MANIFEST, Model

_STAMP = "installed.lock"


def python_of(model: Model, folder: Path) -> Path | None:
    """The interpreter for a model that lies in `folder`; None where it was not made yet, or from another lock."""
    place = _place(folder)
    try:
        made = (place / _STAMP).read_bytes() == _lock(model).read_bytes()
    except OSError:
        return None
    return place / "bin" / "python" if made else None


def make(model: Model, folder: Path, wheels: Path | None = None) -> Path:
    """Make the environment of a model that lies in `folder`, unless it is there; the interpreter.

    pip installs with this machine's own settings, each file by its hash; with `wheels`, a folder that was carried here,
    from there alone. Raises FetchError.
    """
    found = python_of(model, folder)
    if found is not None:
        return found
    place = _place(folder)
    venv.create(place, clear=True, with_pip=True)
    python = place / "bin" / "python"
    options = ["--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    carried: Sequence[str] = ("--no-index", f"--find-links={wheels}") if wheels else ()
    command = [str(python), "-m", "pip", "install", *options, *carried, "-r", str(_lock(model))]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        shutil.rmtree(place)
        last = (done.stderr.strip().splitlines() or [f"pip ended with {done.returncode}"])[-1]
        raise FetchError(
            f"模型 {model.name} 要的软件包没有装上：{last}",
            f"The packages that {model.name} runs with were not installed: {last}",
        )
    (place / _STAMP).write_bytes(_lock(model).read_bytes())
    return python


def _place(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.python")


def _lock(model: Model) -> Path:
    return MANIFEST.with_name(model.python)
