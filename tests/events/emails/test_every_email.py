"""Every mail of a sign-up has its words in French and in English, as text and as a page."""

from __future__ import annotations

import pytest
from django.core import mail
from django.utils import translation

from maillage.outbox.draining import drain_all
from maillage.outbox.writing import enqueue
from maillage.scope import Scope
from maillage_events.emails.kinds import MailKind
from maillage_events.emails.links import Links
from maillage_events.emails.queue import TOPIC
from maillage_events.emails.table import KINDS, Group, letter
from maillage_events.models import Registration
from maillage_events.presentation.words import last_words
from tests.events.signups import NOW, date_with_seats, signed_up

pytestmark = pytest.mark.django_db
# Of the chapter's list: name → the kinds that say it.
CHAPTER = {
    "confirmation": {"confirm", "confirmed", "invited", "replay", "review", "waitlisted", "already",
                     "confirm-all", "booked"},
    "reminders": {"tomorrow", "soon"},
    "change": {"changed", "rescheduled", "moved-online", "restored", "amended"},
    "cancellation": {"withdrawn", "revoked", "event-cancelled", "rejected", "unbooked"},
    "promotion": {"promoted", "offered", "offer-over"},
    "replay ready": {"material"},
    "beyond the chapter": {"join", "message", "asked"},
}  # fmt: skip
# Those to the organiser and of several dates are read in test_messages.py, test_several_dates.py.
OF_A_PERSON = [kind for kind, one in KINDS.items() if one.group == Group.PERSON]


@pytest.fixture
def registration():
    found = signed_up(date_with_seats(2))
    found.hold_expires_at = NOW  # what offers and requests to confirm speak of
    found.invited_by = Registration(name="Marie Durand")
    return found


def test_the_chapter_s_list_is_all_there_is_and_every_kind_has_its_words():
    named = set().union(*CHAPTER.values())
    assert named == {kind.value for kind in MailKind}
    assert set(KINDS) == set(MailKind)


@pytest.mark.parametrize("kind", OF_A_PERSON)
def test_each_is_told_in_both_languages_as_text_and_as_a_page(registration, kind):
    links = Links(registration, last_words(registration.occurrence.event_id), NOW)
    told = {}
    for language in ("fr", "en"):
        with translation.override(language):
            found = letter(kind, registration, "Atelier", links, said="Bonjour")
            told[language] = (found.title, found.subject)
            assert found.title in found.text
            assert "<html" in found.html
    if kind != MailKind.MESSAGE:  # the organiser's own words
        assert told["fr"][0] != told["en"][0]


@pytest.mark.parametrize("kind", [kind for kind in OF_A_PERSON if KINDS[kind].method])
def test_those_that_change_a_calendar_carry_one_part_in_either_language(kind):
    for language in ("fr", "en"):
        name = f"amina-{language}"
        scope = Scope(language=language)
        found = signed_up(date_with_seats(2), name)
        Registration.objects.filter(pk=found.pk).update(language=scope.language, last_sequence=0)
        enqueue(TOPIC, f"{found.uuid}:{kind}", version=7)
        while drain_all():
            pass
        sent = [one for one in mail.outbox if one.to == [f"{name}@exemple.fr"]][-1]
        parts = [
            part.get_content_type() for part in sent.message().walk() if not part.is_multipart()
        ]
        assert parts == ["text/plain", "text/html", "text/calendar"]
