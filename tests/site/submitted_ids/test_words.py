"""Whatever address of the admin a person opens, no word of it is its makers' English.

A word that the French catalogues lack is marked while it is drawn; one that no catalogue is asked
for is told by English that no French sentence holds.
"""

import re
from collections.abc import Iterator
from html import unescape
from http import HTTPStatus

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.utils.translation import gettext, trans_real

from maillage.accounts.models import PortalTeam
from tests.site.factories import UserFactory
from tests.site.submitted_ids.addresses import own_addresses, routes
from tests.site.submitted_ids.furnished import staged, two_sides
from tests.site.submitted_ids.verdicts import LEFT_OUT, asked
from tests.site.submitted_ids.walk import plain

pytestmark = [pytest.mark.django_db, pytest.mark.once]

MARKS = re.compile(r"⁅(.*?)⁆", re.DOTALL)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
ENGLISH = re.compile(
    r"\b(?:the|this|that|and|with|are|is|you|your|of|from|to|not|have|has|been|was|by|for|ago"
    rf"|translations?|True|False|None|{MONTHS})\b|\b\d\d?:\d\d\b"
)
# What is read there is not the admin's: a page in English, a field's own syntax, what was typed.
LEFT = re.compile(
    r"localize/translate/\d+/preview|Welcome to your new Wagtail site!"
    r"|Mo-Fr|PH off|OpenStreetMap|[Cc]an (?:add|change|delete|view|submit)|Noyau de Wagtail"
)
AT_LEAST = 180


class Marking(trans_real.gettext_module.NullTranslations):
    """In place of a catalogue that lacks a word."""

    def gettext(self, message: str) -> str:
        return f"⁅{message}⁆" if message.strip() else message

    def ngettext(self, one: str, several: str, number: int) -> str:
        return self.gettext(one if number == 1 else several)

    def pgettext(self, _context: str, message: str) -> str:
        return self.gettext(message)

    def npgettext(self, _context: str, one: str, several: str, number: int) -> str:
        return self.ngettext(one, several, number)


@pytest.fixture(scope="module")
def media(tmp_path_factory):
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="module")
def sides(module_db, media):
    with staged(two_sides, media) as found:
        yield found


@pytest.fixture(autouse=True)
def _marked(settings, media, monkeypatch):
    settings.MEDIA_ROOT = media
    monkeypatch.setattr(trans_real.translation("fr"), "_fallback", Marking())


def words(text: str) -> Iterator[str]:
    """What is read or heard of a screen, without what is hidden and scripts."""
    page = BeautifulSoup(text, "html.parser")
    for part in page.select("script, style, code, pre, [hidden], link"):
        part.decompose()
    yield from page.stripped_strings
    for name in ("aria-label", "title", "placeholder", "alt"):
        yield from (str(tag[name]) for tag in page.select(f"[{name}]"))


def foreign(address: str, answer) -> list[str]:
    sent = b"".join(answer.streaming_content) if answer.streaming else answer.content
    drawn = sent.decode(errors="replace")
    text = unescape(drawn)
    if "json" in answer.get("Content-Type", ""):
        text = text.encode("ascii", "backslashreplace").decode("unicode_escape", "replace")
    # Drawn by scripts too: labels of blocks and of fields.
    found = [f"not in a catalogue: {one}" for one in MARKS.findall(text)]
    if "html" in answer.get("Content-Type", ""):
        read = [one for one in words(drawn) if ENGLISH.search(one) and "⁅" not in one]
        found += [one[:120] for one in read if not LEFT.search(address + one)]
    return sorted(set(found))


@pytest.mark.timeout(900)
def test_every_address_of_the_admin_speaks_french(client, sides):
    team = sides.ours.person(PortalTeam.Role.PUBLISHER, PortalTeam.Role.COORDINATOR)
    nation = UserFactory(is_superuser=True)
    client.raise_request_exception = False
    seen, opened, said = set(), 0, {}
    # What the team of a territory opens is the same for the nation.
    for person in (team, nation):
        client.force_login(person)
        for path, address in addresses(sides):
            if path not in seen:
                answer = client.get(address)
                if answer.status_code in (HTTPStatus.OK, HTTPStatus.METHOD_NOT_ALLOWED):
                    seen.add(path)
                if answer.status_code == HTTPStatus.OK:
                    opened += 1
                    if found := foreign(address, answer):
                        said[address] = found
    assert said == {}
    assert opened >= AT_LEAST


def addresses(sides) -> Iterator[tuple[str, str]]:
    for route in routes():
        path = plain(route.path)
        if path not in LEFT_OUT:
            for address in own_addresses(route, sides):
                yield from ((path, one) for one in asked(path, address, sides))


def test_english_is_seen():
    """Planted: a word that no catalogue holds, one that none is asked for, an hour, a value."""
    unheard = gettext("A word of another house")
    answer = HttpResponse(f"<p>{unheard}</p><p>25 translations</p><b title='True'>21:28</b>")
    assert foreign("/", answer) == [
        *("21:28", "25 translations", "True", "not in a catalogue: A word of another house")
    ]
