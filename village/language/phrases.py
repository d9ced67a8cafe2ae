"""Every sentence that people are shown, told or handed on paper: once, by key, in `phrases/*.toml`.

A key is the file's name and the sentence's: `balance.is`. A sentence is one string, or a table with `shown`
and, only where they differ, `spoken` and `printed`. Its parameters stand in braces; each is of the kind that
`phrases/params.toml` gives its name. An unknown key and a missing, extra or wrongly typed parameter are
mistakes of the programmer and raise at once.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from village.language.params import KINDS, Kind
from village.language.speakable import speakable

Words = str | Callable[[], str]
FOLDER = Path(__file__).with_name("phrases")
_FORMS = ("shown", "spoken", "printed")


class Phrase:
    """One sentence in its three outlets: on the screen, through the loudspeaker, on paper.

    Each may be given as a function: of all sentences of a page only few are said, fewer printed. `filled`: it has
    parameters, so it may tell of somebody.
    """

    __slots__ = ("_printed", "_spoken", "filled", "shown")

    def __init__(self, shown: str, spoken: Words, printed: Words, *, filled: bool = False) -> None:
        self.shown = shown
        self.filled = filled
        self._spoken = spoken
        self._printed = printed

    @property
    def spoken(self) -> str:
        """As the synthesiser gets it."""
        if not isinstance(self._spoken, str):
            self._spoken = self._spoken()
        return self._spoken

    @property
    def printed(self) -> str:
        """As paper has it."""
        if not isinstance(self._printed, str):
            self._printed = self._printed()
        return self._printed


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence before its parameters are filled in; `params` are their names."""

    shown: str
    spoken: str
    printed: str
    params: frozenset[str]


def phrase(key: str, **params: object) -> Phrase:
    """The sentence `key` with its parameters filled in.

    Raises KeyError for an unknown key, TypeError for a missing, extra or wrongly typed parameter.
    """
    return _filled(key, tuple((name, type(value), value) for name, value in params.items())) if params else _fixed(key)


@cache
def _fixed(key: str) -> Phrase:
    """A sentence without parameters is always the same."""
    return _filled(key, ())


@lru_cache(maxsize=1024)
def _filled(key: str, given: tuple[tuple[str, type, object], ...]) -> Phrase:
    """Sentences with the same figures come again and again; the types tell 1 from True."""
    params = {name: value for name, _, value in given}
    template = catalogue()[key]
    if params.keys() != template.params:
        raise TypeError(f"{key} takes {sorted(template.params)}, not {sorted(params)}")
    kinds = {name: _kind_of(key, name, value) for name, value in params.items()}
    shown = {name: kinds[name].show(value) for name, value in params.items()}

    def spoken() -> str:
        said = {name: kinds[name].say(value) for name, value in params.items()}
        return speakable(template.spoken.format_map(said))

    words = template.shown.format_map(shown)
    return Phrase(words, spoken, lambda: template.printed.format_map(shown), filled=bool(params))


def tell(code: str, **params: object) -> Phrase:
    """What a person is told of a VillageError: `error.<code>`, with those of `params` that it takes. Where a code has
    several causes, the param `said` names the sentence that fits.

    Raises KeyError for a code without a sentence; a test looks for every code that is raised anywhere.
    """
    key = f"error.{params.get('said', code)}"
    return phrase(key, **{name: value for name, value in params.items() if name in params_of(key)})


def known(key: str) -> bool:
    """Whether the catalogue has this sentence."""
    return key in catalogue()


def params_of(key: str) -> frozenset[str]:
    """The names of the parameters that the sentence takes."""
    return catalogue()[key].params


@cache
def catalogue() -> dict[str, Template]:
    """All sentences by key."""
    groups = (file for file in sorted(FOLDER.glob("*.toml")) if file.stem != "params")
    return {
        key: template
        for file in groups
        for key, template in read_group(file.stem, file.read_text(encoding="utf-8")).items()
    }


def read_group(group: str, source: str) -> dict[str, Template]:
    """The sentences of one file of the catalogue. Raises ValueError, naming the key, when one is not well formed."""
    return {f"{group}.{name}": _template(f"{group}.{name}", value) for name, value in tomllib.loads(source).items()}


@cache
def kinds() -> dict[str, Kind]:
    """The kind of every parameter by its name."""
    table = tomllib.loads((FOLDER / "params.toml").read_text(encoding="utf-8"))
    return {name: KINDS[kind] for name, kind in table.items()}


def _kind_of(key: str, name: str, value: object) -> Kind:
    kind = kinds()[name]
    if not isinstance(value, kind.types) or isinstance(value, bool):
        wanted = " or ".join(each.__name__ for each in kind.types)
        raise TypeError(f"{key}: {name} is a {type(value).__name__}, not a {wanted}")
    return kind


def _template(key: str, value: object) -> Template:
    forms = {"shown": value} if isinstance(value, str) else value
    if not isinstance(forms, dict) or "shown" not in forms or not forms.keys() <= set(_FORMS):
        raise ValueError(f"{key} must be a string, or a table of {', '.join(_FORMS)}")
    shown = str(forms["shown"])
    spoken, printed = str(forms.get("spoken", shown)), str(forms.get("printed", shown))
    names = frozenset(
        name
        for text in (shown, spoken, printed)
        for _, name, _, _ in string.Formatter().parse(text)
        if name is not None
    )
    if stray := names - kinds().keys():
        raise ValueError(f"{key} names {sorted(stray)}, which params.toml does not know")
    return Template(shown, spoken, printed, params=names)
