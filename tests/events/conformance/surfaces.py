"""What each surface tells of the one event there is: UID, beginning, end, and its state."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from bs4 import BeautifulSoup
from django.test import Client

from maillage.outbox.draining import drain_all
from tests.events.conformance.reading import events

if TYPE_CHECKING:
    from tests.fixtures.mail import MailCatcher

EV = "{http://purl.org/rss/1.0/modules/event/}"
OFF = re.compile("Annulé|Reporté")
Told = tuple[str, datetime, datetime, str]  # the state: "" when it takes place


def told(address: str) -> dict[str, Told]:
    client = Client()
    (ics,) = events(client.get("/agenda.ics").content)
    (api,) = client.get("/api/events/").json()["dates"]
    (listed,) = client.get("/agenda.json").json()["dates"]
    item = ET.fromstring(client.get("/agenda.rss").content).find("channel/item")
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    page = json.loads(soup.select_one('script[type="application/ld+json"]').string)
    return {
        "ics": of_calendar(ics),
        "api": _of_json(api),
        "json": _of_json(listed),
        "rss": (
            item.findtext("guid"),
            _at(item.findtext(f"{EV}startdate")),
            _at(item.findtext(f"{EV}enddate")),
            _word(item.findtext("title")),
        ),
        "json-ld": (
            page["identifier"],
            _at(page["startDate"]),
            _at(page["endDate"]),
            {"EventCancelled": "Annulé", "EventPostponed": "Reporté"}.get(
                page["eventStatus"].rpartition("/")[2], ""
            ),
        ),
    }


def words_of(address: str) -> dict[str, tuple[int, int, str]]:
    """Hour and minute of the event's own clock, and the state, where people read them."""
    client, found = Client(), {}
    for path, part in (
        (address, "main"),
        ("/agenda/", ".list"),
        ("/agenda/integrer/liste/", "body"),
    ):
        shown = (
            BeautifulSoup(client.get(path).content, "html.parser").select_one(part).get_text(" ")
        )
        said = re.search(r"(\d+)\s*h\b(?:\s*(\d+))?", re.sub("[\u202f\xa0]", " ", shown))
        found[path] = (int(said[1]), int(said[2] or 0), _word(shown))
    return found


def mailed(catcher: MailCatcher) -> Told:
    """What the calendar part of the last mail tells."""
    while drain_all():
        pass
    parts = [
        part for part in catcher.messages[-1].walk() if part.get_content_type() == "text/calendar"
    ]
    return of_calendar(events(parts[0].get_payload(decode=True))[0])


def of_calendar(found: dict) -> Told:
    word = _word(str(found["SUMMARY"]))
    if (str(found["STATUS"]) == "CANCELLED") != bool(word):
        raise AssertionError(found.to_ical())
    return str(found["UID"]), found["DTSTART"].dt, found["DTEND"].dt, word


def _of_json(found: dict) -> Told:
    word = {"cancelled": "Annulé", "postponed": "Reporté"}.get(found["status"], "")
    return found["uid"], _at(found["starts_at"]), _at(found["ends_at"]), word


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _word(text: str) -> str:
    said = OFF.search(text)
    return said[0] if said else ""
