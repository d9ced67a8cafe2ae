"""Where text on a screen may break into lines: between clauses, else between words; never within a figure or a name."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from markupsafe import Markup

from village.language import phrase
from village.language.characters import rare_in
from village.web.letters import drawn

_BREAKS = tomllib.loads(Path(__file__).with_name("breaks.toml").read_text(encoding="utf-8"))
BUTTONS: dict[str, str] = _BREAKS["buttons"]
"""Words of buttons by their keys, with a blank where they may break."""

_CLAUSE = re.compile(r"[^，。？！；：]+[，。？！；：”]*|[^，。？！；：]$")
_SHORT = 8  # characters of a clause that is never broken, as a date or an amount
_UNITS = "毫升|公斤|[年月日分件家户名页种号期组升斤克米元瓶袋包桶盒条块个]"
_TOGETHER = re.compile(rf"([+-]?(?:\d[\d.]*(?:{_UNITS})?)+|{'|'.join(_BREAKS['together']['words'])})")
_KEPT = r'<span class="short">\1</span>'
_DOT = re.compile(r"([^\s<>·，]{1,6}·)")  # no line of a name begins with it
_PARTS = re.compile("（?[^·（]+·?|·")  # of a name, which has its reading after it: 㐂（xǐ）
_SIGNS = re.compile("[&<>\"']")


@lru_cache(maxsize=1024)
def broken(text: str, names: tuple[str, ...] = ()) -> Markup:
    """A sentence for a page; `names` are those that stand in it. A visit shows the same ones again and again."""
    words = _words if _SIGNS.search(text) or rare_in(text) else _plain_words
    clauses = _CLAUSE.findall(text)
    if len(clauses) < 2:
        said = words(text)
    else:
        said = "".join(f'<span class="{_kind(clause)}">{words(clause)}</span>' for clause in clauses)
    if not names and "·" in said:
        said = _DOT.sub(_KEPT, said)
    for name in names:
        said = _with_name(said, name)
    return Markup(said)


def _with_name(said: str, name: str) -> str:
    whole = re.search(re.escape(str(drawn(name))) + "(?:（[^（）]*）)?家?[，。]?", said)
    if not whole:
        return said
    parts = "".join(f'<span class="part">{part}</span>' for part in _PARTS.findall(whole[0]))
    return f"{said[: whole.start()]}{parts}{said[whole.end() :]}"


@cache
def button(key: str) -> Markup:
    """The words of a button."""
    parts = BUTTONS.get(key, phrase(key).shown).split(" ")
    return Markup("<wbr>").join(Markup('<span class="short">{}</span>').format(part) for part in parts)


def _plain_words(clause: str) -> str:
    return _TOGETHER.sub(_KEPT, clause)


def _words(clause: str) -> str:
    parts = _TOGETHER.split(clause)  # every second one is a match
    return "".join(f'<span class="short">{part}</span>' if at % 2 else drawn(part) for at, part in enumerate(parts))


def _kind(clause: str) -> str:
    return "clause short" if len(clause) <= _SHORT else "clause"
