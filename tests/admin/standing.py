"""What a page can say: every piece of text in its template and in those that it is made of."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, nodes

ROOMS = Path(__file__).parents[2] / "admin/templates"
_MADE_OF = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
_GAP = "\ue000"  # where a template puts what changes
_TAG = re.compile(r"<[^>]*>")


@cache
def pieces(page: str) -> frozenset[str]:
    """The pieces between tags of `<page>.html`, its labels, and the words in its expressions; gaps as "…"."""
    return frozenset(_pieces(page, set()))


def _pieces(page: str, seen: set[str]) -> Iterator[str]:
    if page in seen:
        return
    seen.add(page)
    tree = Environment(autoescape=True).parse((ROOMS / f"{page}.html").read_text(encoding="utf-8"))
    for one in tree.find_all((nodes.Const, nodes.Concat)):
        yield _plain(_said(one))
    text = "".join(_text(tree))
    yield from map(_plain, re.findall(r'(?:placeholder|aria-label)="([^"]*)"', text))
    yield from map(_plain, _TAG.split(text))
    if page == "admin/_shell":
        yield from _pieces("admin/_duties", seen)  # the column beside every page, written by itself
    for made_of in tree.find_all(_MADE_OF):
        if isinstance(made_of.template, nodes.Const):
            yield from _pieces(str(made_of.template.value).removesuffix(".html"), seen)


def _text(tree: nodes.Node) -> Iterator[str]:
    """The template's own text in order, each expression as a gap."""
    for one in tree.find_all(nodes.Output):
        for part in one.nodes:
            yield part.data if isinstance(part, nodes.TemplateData) else _GAP


def _said(one: nodes.Const | nodes.Concat) -> str:
    parts = one.nodes if isinstance(one, nodes.Concat) else [one]
    return "".join(str(part.value) if isinstance(part, nodes.Const) else _GAP for part in parts)


def _plain(piece: str) -> str:
    return re.sub(rf"\s*{_GAP}[\s{_GAP}]*", "…", re.sub(r"\s+", " ", html.unescape(piece))).strip(" …")
