"""A receipt: committed, then printed; the page shows what is on it and how far it has got."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from flask import Blueprint, Response, current_app, request
from flask.typing import ResponseReturnValue

from kiosk import device, speech, stage, visitor
from kiosk.screens import orders
from village.errors import VillageError
from village.language import phrase
from village.model.receipt import PrintJob, ReceiptState
from village.model.redemption import Redemption
from village.printing import preview
from village.printing.page import Page
from village.services import households, ledger, receipts
from village.voice.dialogue import Place, name_of
from village.web import db
from village.web.access import only

page = Blueprint("print", __name__)


@page.post("/print")
@only(visitor.known)
def print_receipt() -> str:
    """A new receipt, for whoever came by card or PIN: of what happened, or of one order."""
    who = visitor.current()
    order = request.args.get("order", 0, type=int)
    if who.trusted:
        return stage.show("print", order=str(orders.own(order).id) if order else "")
    who.wish, who.spoke = Place("print"), False
    return stage.show("unlock", what="receipt")


@page.post("/print/<id:job_id>/again")
@only(visitor.known)
def again(job_id: int) -> str:
    """The same receipt once more, marked 补打."""
    who = visitor.current()
    own(job_id)
    who.issued += 1
    job = receipts.copy(db.store(), job_id, token=f"{who.id}:{who.issued}")
    _nudge()
    return stage.show("print", job=str(job.id))


@page.get("/print/<id:job_id>/state")
@only(visitor.watching)
def state(job_id: int) -> ResponseReturnValue:
    """The page asks each second how far it has got, and is drawn anew when there is news: what it says changes too."""
    if sentence_of(own(job_id)) == request.args.get("shown"):
        return "", 204
    return stage.again()


@page.get("/print/<id:job_id>.png")
@only(visitor.watching)
def picture(job_id: int) -> Response:
    """The receipt as it prints."""
    printer = db.settings().printer
    drawn = preview.png(own(job_id).receipt, Page(printer.paper, printer.mode))
    return Response(drawn, mimetype="image/png", headers={"Cache-Control": "no-store"})


def issue(order: Redemption | None = None) -> PrintJob:
    """A new receipt on its way to the printer: of what happened since the last one; or an order's own, which is
    printed once, however often it is asked for."""
    who, store = visitor.current(), db.store()
    who.issued += 0 if order else 1
    issued = receipts.issue(
        store,
        visitor.household_id(),
        actor=phrase("receipt.self_service").printed,
        kiosk=device.current().name,
        token=f"order:{order.id}" if order else f"{who.id}:{who.issued}",
        entry=ledger.line(store, order.entry_seq) if order else None,
    )
    _nudge()
    return issued


def own(job_id: int) -> PrintJob:
    """A receipt of the open household. Raises `receipt_unknown` for any other."""
    who = visitor.current()
    if not who.trusted or receipts.household_of(db.store(), job_id) != visitor.household_id():
        raise VillageError("receipt_unknown")
    return receipts.get(db.store(), job_id)


def sentence_of(job: PrintJob) -> str:
    """Key of the sentence that says how far a job has got."""
    if job.trouble and job.state is not ReceiptState.UNKNOWN:
        return f"print.{job.trouble}"
    if job.state is ReceiptState.CONFIRMED and db.settings().printer.kind == "spool":
        return "print.spooled"
    return f"print.{job.state}"


@stage.screen("print")
def _print(job: str = "", order: str = "") -> str:
    who = visitor.current()
    if not job:
        job = str(issue(orders.own(int(order)) if order else None).id)
        who.trail[-1] = replace(who.trail[-1], args={"job": job})
    found = own(int(job))
    return stage.draw("print.html", job=found, state=sentence_of(found), read=_read(found))


def _read(job: PrintJob) -> str:
    """The address of the receipt read aloud (EN 301 549 5.1.3.16)."""
    who = visitor.current()
    receipt = job.receipt
    household = households.get(db.store(), visitor.household_id())
    head = phrase(
        "receipt.read", group=receipt.group, head=name_of(household), before=receipt.before, after=receipt.after
    )
    pickup = [phrase("receipt.read_pickup", number=receipt.pickup)] if receipt.pickup else []
    lines = [phrase("receipt.line", what=line.what, change=line.points) for line in receipt.lines]
    return speech.address(speech.speech().register(who, [head, *pickup, *lines], private=True))


def _nudge() -> None:
    cast(Any, current_app.extensions["prints"]).nudge()
