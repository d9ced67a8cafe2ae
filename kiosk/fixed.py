"""What is the same on every page is worked out once, when a template is compiled: words, icons, addresses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

from flask import Flask, url_for
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Macro
from jinja2.visitor import NodeTransformer

from kiosk.speech import note
from village.language import phrase
from village.web import csrf

PLAIN = frozenset({"act", "figure", "label", "link", "say", "tell"})
"""Template globals that want nothing of Jinja's and answer with Markup: called as they are, and not escaped again."""

_BUTTONS = 1024  # kept
CALLS = frozenset({"asset", "broken", "icon", "shown", "sound_of", "url_for"})
"""Template globals that answer the same arguments always in the same way."""


def install(app: Flask, version: str) -> None:
    """Fixed calls, `asset` (`version` is that of the static files), and `_controls.html` for every page."""

    @cache
    def asset(name: str) -> str:
        return url_for("static", filename=name, v=version)

    env = app.jinja_env
    env.globals["asset"] = asset
    # Flat, where Jinja chains two mappings and walks through both for every page.
    env.make_globals = lambda given: {**env.globals, **given} if given else env.globals  # type: ignore[assignment, method-assign]
    env.code_generator_class = _Compiler
    drawn: dict[str, Macro] = {}
    env.globals.update(_buttons(drawn))  # known before `_controls.html` is compiled, which has buttons of its own
    with app.test_request_context():
        controls = vars(env.get_template("kiosk/_controls.html").module)
    drawn.update({name: each for name, each in controls.items() if isinstance(each, Macro)})
    env.globals.update(drawn)


def _buttons(drawn: Mapping[str, Macro]) -> dict[str, Callable[..., str]]:
    """Buttons that were drawn before are not drawn anew; their words are said on every page all the same."""

    @lru_cache(_BUTTONS)
    def draw(macro: str, *given: str) -> str:
        return drawn[macro](*given)

    def link(address: str, key: str, kind: str = "choice", sign: str = "") -> str:
        note(phrase(key))
        return draw("drawn_link", address, key, kind, sign)

    def act(address: str, key: str, kind: str = "choice", sign: str = "") -> str:
        note(phrase(key))
        return draw("drawn_act", address, key, kind, sign, csrf.token())

    return {"link": link, "act": act}


class _Compiler(CodeGenerator):
    """Jinja's own, after the fixed calls were made."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        _Fix(self.environment.globals).visit(node)
        super().visit_Template(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        if forward_caller or _name(node) not in PLAIN or node.dyn_args:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for given in (*node.args, *node.kwargs):
            self.visit(given, frame)
            self.write(", ")
        if node.dyn_kwargs:
            self.write("**")
            self.visit(node.dyn_kwargs, frame)
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if isinstance(node, nodes.Call) and _name(node) in PLAIN:
            self.write("(")  # closed by `_output_child_post`
        else:
            super()._output_child_pre(node, frame, finalize)


class _Fix(NodeTransformer):
    """Puts the answer in the place of a call of `CALLS` whose arguments are constants, and of a global figure."""

    def __init__(self, known: Mapping[str, Any]) -> None:
        self._globals = known

    def visit_Name(self, node: nodes.Name) -> nodes.Node:
        value = self._globals.get(node.name)
        figure = node.ctx == "load" and type(value) is int
        return nodes.Const(value, lineno=node.lineno, environment=node.environment) if figure else node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        if _name(node) not in CALLS:
            return node
        try:
            args = [each.as_const() for each in node.args]
            named = {each.key: each.value.as_const() for each in node.kwargs}
        except nodes.Impossible:
            return node
        answer = self._globals[_name(node)](*args, **named)
        return nodes.Const(answer, lineno=node.lineno, environment=node.environment)


def _name(node: nodes.Call) -> str:
    return node.node.name if isinstance(node.node, nodes.Name) else ""
