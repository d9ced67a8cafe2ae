"""The frame of a paper (纸): the page that a browser prints, and of the same page a PDF file and a workbook."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlencode

from flask import Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

import village.web
from admin import spreadsheet
from admin.attachment import attached
from admin.prints import pdf
from village import clock
from village.language import dates
from village.printing import letter
from village.services import villages as village_facts
from village.sheets.writing import Page, workbook
from village.web import db

_LETTER = re.compile(r'src="/letters/([0-9a-f]{4,5})\.png"')

Sheet = Callable[[], Page | Sequence[Page]]
"""Makes the paper's table, or tables, when somebody wants them as a workbook."""


def paper(template: str, name: str, *, sheet: Sheet | None = None, **facts: object) -> ResponseReturnValue:
    """The page; with `as=pdf` the file `name`.pdf that Chromium makes of it, with `as=xlsx` its table (`sheet`)."""
    wanted = request.args.get("as")
    if wanted == "xlsx" and sheet:
        made = sheet()
        return spreadsheet.book(name, workbook([made] if isinstance(made, Page) else made))
    if wanted == "pdf":
        return attached(Response(pdf_of(template, name, **facts), mimetype="application/pdf"), f"{name}.pdf")
    also = {"pdf": _also("pdf"), "table": _also("xlsx") if sheet else ""}
    return render_template(f"admin/prints/{template}.html", as_file=False, styles=_linked(), name=name, **also, **facts)


def pdf_of(template: str, name: str, **facts: object) -> bytes:
    """The file that Chromium makes of a paper. Raises what `pdf.make` raises."""
    html = render_template(f"admin/prints/{template}.html", as_file=True, styles=_beside(), name=name, **facts)
    return pdf.make({"page.html": _LETTER.sub(_drawn, html), "margins.css": margins()})


def filed(name: str, page: bytes, table: bytes, digest: str) -> ResponseReturnValue:
    """A paper as it was filed: its page within the frame, or as a PDF; with `as=xlsx` its table to the byte."""
    if request.args.get("as") == "xlsx":
        return spreadsheet.book(name, table)
    return paper("filed", name, sheet=lambda: [], kept=page.decode(), digest=digest)


def fragment(template: str, **facts: object) -> bytes:
    """A paper without its frame, to be kept."""
    return render_template(f"admin/prints/{template}.html", **facts).encode()


def _also(wanted: str) -> str:
    return f"{request.path}?{urlencode({**request.args, 'as': wanted})}"


def _linked() -> list[str]:
    return [
        url_for("shared", filename="fonts/typeface.css"),
        url_for("prints.margins"),
        url_for("static", filename="print.css"),
    ]


def _beside() -> list[str]:
    shared, own = Path(village.web.__file__).parent / "static", Path(current_app.static_folder or "")
    return [(shared / "fonts/typeface.css").as_uri(), "margins.css", (own / "print.css").as_uri()]


def _drawn(found: re.Match[str]) -> str:
    """A rare character's picture inside the page itself: the file cannot ask the desk for it."""
    content = base64.b64encode(letter.png(chr(int(found[1], 16)))).decode()
    return f'src="data:image/png;base64,{content}"'


def margins() -> str:
    """The style of what stands in the margins of every sheet: whose paper, printed when."""
    here = village_facts.get(db.store())
    words = {"place": f"{here.town}{here.name}", "day": dates.show_date(clock.today())}
    quoted = {key: json.dumps(text, ensure_ascii=False) for key, text in words.items()}
    return render_template("admin/prints/margins.css", **quoted)
