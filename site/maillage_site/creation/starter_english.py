"""The starter pages in English: the same pages, paragraph for paragraph, as ``starter.py``."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from maillage.ui.phones import with_calls
from maillage_site.creation.statements import english

if TYPE_CHECKING:
    from maillage_site.creation.identity import Identity

ENGLISH_INDEXES = (
    {
        "title": "Resources",
        "slug": "resources",
        "summary": "Guides, tutorials and workshop ideas to read or print.",
    },
    {"title": "News", "slug": "news", "summary": "What is changing and what is coming."},
)


DIRECTOR = "To be completed: the name of the person in charge of publication."
HOSTING = "To be completed: the name, address and phone number of the host."


def english_pages(portal: str, identity: Identity) -> list[dict[str, object]]:
    """Values of the pages of ``starter.starter_pages``, in the same order."""
    portal, contact = escape(portal, quote=False), escape(identity.contact)
    publisher = escape(identity.publisher, quote=False) or f"the team of the {portal} portal"
    return [
        _contact(portal, contact),
        _legal(portal, publisher, identity),
        _personal_data(publisher, contact),
        _accessibility(portal, contact),
    ]


def _page(title: str, slug: str, summary: str, *texts: str) -> dict[str, object]:
    body = [("text", text) for text in texts]
    return {"title": title, "slug": slug, "summary": summary, "body": body}


def _write_to(contact: str) -> str:
    if contact:
        return f'<p>Write to <a href="mailto:{contact}">{contact}</a>.</p>'
    return "<p>Talk about it in a support place: the portal’s team is known there.</p>"


def _contact(portal: str, contact: str) -> dict[str, object]:
    return _page(
        "Contact",
        "contact",
        "Ask a question, report a mistake, suggest a place.",
        "<h2>You need help now</h2>"
        "<p>The simplest way is to come to a place near you. The page of places gives addresses, "
        "opening hours and telephone numbers. Most places welcome you free of charge.</p>"
        "<h2>You want to write to the team</h2>"
        f"<p>The team of the {portal} portal answers questions about the site, corrects the "
        "records of places and publishes your announcements.</p>"
        f"{_write_to(contact)}"
        "<p>Never send a password or a bank card number.</p>",
    )


def _legal(portal: str, publisher: str, identity: Identity) -> dict[str, object]:
    return _page(
        "Legal notice",
        "legal-notice",
        "Who publishes this portal, and on what terms.",
        "<h2>Who publishes this portal</h2>"
        f"<p>The {portal} portal is published by {publisher}.</p>"
        f"{_write_to(escape(identity.contact))}"
        "<h2>Person in charge of publication</h2>"
        f"<p>{escape(identity.director or DIRECTOR, quote=False)}</p>"
        "<h2>Hosting</h2>"
        f"<p>{with_calls(escape(identity.hosting or HOSTING, quote=False))}</p>"
        "<h2>The software</h2>"
        "<p>This site runs on Maillage, free software under the EUPL 1.2 licence. Anyone may read "
        "it, install it and improve it.</p>"
        "<h2>The data</h2>"
        "<p>The records of places come from public data. Each record names its source and the "
        "date of its last check. The outlines and names of communes come from Insee and IGN, under "
        "Licence Ouverte 2.0.</p>"
        "<h2>Using a text again</h2>"
        "<p>You may copy, print and share the texts of this portal if you name their source.</p>",
    )


def _personal_data(publisher: str, contact: str) -> dict[str, object]:
    return _page(
        "Personal data",
        "personal-data",
        "What we keep about you, why, and for how long.",
        "<h2>Reading this site leaves no trace</h2>"
        "<p>Public pages set no cookie. They call no other site. We do not follow your visit.</p>"
        "<h2>When you sign up</h2>"
        "<p>When you sign up for a workshop, we keep your name and your e-mail address. They are "
        "used to confirm your seat and to tell you about changes. We erase them twelve months "
        "after the workshop.</p>"
        "<p>For an account, we keep your e-mail address, and your password in a form that nobody "
        "can read. You can close your account at any time in “My space”: we then erase what we "
        "know about you. Your messages in communities stay, without your name.</p>"
        "<h2>When you write to us</h2>"
        "<p>You report an error, or suggest a place or an event: your e-mail address is used to "
        "answer you. We erase it as soon as the team has decided, and after twelve months at the "
        "latest.</p>"
        "<h2>To protect accounts</h2>"
        "<p>When a password or a code is wrong, we count the attempts that come from the same "
        "network. These counts are erased after one day.</p>"
        "<h2>Your rights</h2>"
        f"<p>The data controller is {publisher}. You may ask to see, correct or erase this "
        "data.</p>"
        f"{_write_to(contact)}"
        "<p>If the answer does not suit you, you may write to the CNIL, the authority that "
        "protects personal data in France: "
        '<a href="https://www.cnil.fr/">www.cnil.fr</a>.</p>',
    )


def _accessibility(portal: str, contact: str) -> dict[str, object]:
    """Nobody has audited a new portal: the statement says so."""
    return _page(
        english.title(),
        "accessibility",
        "A site that everyone can read and use.",
        english.statement(portal, _write_to(contact)),
    )
