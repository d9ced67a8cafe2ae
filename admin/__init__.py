"""The desk (办公室): the face for cadres. Pages answer people, forms read what they typed, services do the work."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

from admin import session
from admin.pages import (
    announcements,
    cards,
    changes,
    charts,
    claims,
    committee,
    contests,
    declarations,
    evaluations,
    evidence,
    filings,
    findings,
    funds,
    goods,
    goods_budgets,
    goods_pictures,
    health,
    help_calls,
    home,
    households,
    inspections,
    intakes,
    items,
    kiosks,
    ledgers,
    lines,
    lists,
    localisms,
    login,
    members,
    mendings,
    notices,
    objections,
    operator_rewards,
    papers,
    passbooks,
    peer_rounds,
    pins,
    publications,
    purchases,
    quarters,
    readiness,
    receipts,
    recordings,
    redemptions,
    registrations,
    rehearsals,
    reviews,
    rulebook,
    scans,
    score_booking,
    score_sheets,
    scoring,
    staff,
    statistics,
    trials,
    vetoes,
    visits,
    years,
)
from admin.pages import handbook as handbook_pages
from admin.prints import claims as claim_prints
from admin.prints import contests as contest_prints
from admin.prints import notices as mending_notices
from admin.prints import pages as prints
from admin.prints import postings, shop_books
from admin.prints import reports as report_prints
from village.printing import letter
from village.printing.queue import PrintQueue
from village.services.apart import Apart
from village.services.intakes.apart import Looks
from village.settings import Settings
from village.store import Store
from village.voice.client import Voice
from village.web import access, letters
from village.web import goods_pictures as goods_looks
from village.web.app import make_app

UPLOAD_LIMIT = 25 * 1024 * 1024  # bytes of one form: a phone's photo is 2 to 12 MB

PAGES = (
    handbook_pages,
    *(health, login, home, households, members, pins, cards, scoring, score_sheets, score_booking, scans, lines),
    *(receipts, help_calls, rulebook, readiness, peer_rounds),
    *(visits, committee, registrations, funds, goods_budgets, filings, evaluations, operator_rewards, quarters),
    *(reviews, notices, announcements),
    *(statistics, charts, purchases, passbooks, evidence),
    *(contests, contest_prints, inspections, findings, claims, claim_prints, report_prints),
    *(declarations, publications, objections, vetoes, mendings, papers, goods, goods_pictures, redemptions, items),
    *(years, changes),
    *(staff, recordings, rehearsals, trials, prints, postings, shop_books, mending_notices, lists, intakes, ledgers),
    localisms,
    kiosks,
)


class Number(IntegerConverter):
    """A row's number in an address; what SQLite cannot count is a page that is not there."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=2**63 - 1)


def create_app(*, settings: Settings, store: Store, voice: Voice, prints: PrintQueue) -> Flask:
    """The desk's app. `voice` says how ears and mouth are, `prints` carries receipts to paper."""
    app = make_app("admin", face="desk", store=store, settings=settings, upload_limit=UPLOAD_LIMIT)
    app.url_map.converters["int"] = Number
    app.extensions["voice"] = voice
    app.extensions["prints"] = prints
    app.extensions["rehearsals"] = Apart()
    app.extensions["intakes"] = Looks()
    for page in PAGES:
        app.register_blueprint(page.page)
    app.register_blueprint(letters.pictures(letter.png, session.watcher))
    goods_looks.install(app, session.watcher)
    session.install(app)
    return access.close(app)
