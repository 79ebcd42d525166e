"""Every verb of the table of rights leaves a line in the journal, or says why it needs none."""

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from maillage.accounts.models import PortalTeam
from maillage.audit import ACTIONS, recorded
from maillage.permissions import TABLE
from maillage_cartography.models import Duplicate
from maillage_events.models import Event
from maillage_site.home.models import ContentPage
from maillage_site.home.sections import Section
from maillage_site.portals.models import Portal
from maillage_site.rights.portal_groups import grant_portal_groups, portal_collection
from maillage_site.syndication.models import PageProposal, TakenUpPage
from tests.events.signups import NOW
from tests.site.factories import CommuneFactory, UserFactory, territory_portal
from tests.site.rights.conftest import png
from tests.site.rights.test_verbs import CLICKS
from tests.site.rights.world import belongings

pytestmark = pytest.mark.django_db

READ = {"view", "choose"}
# (model, verb) → the actions that it leaves.
LEAVES = {
    **{
        (f"wagtail{kind}", "publish"): {
            "maillage.file_said_public",
            "maillage.file_public_no_more",
        }
        for kind in ("docs.Document", "images.Image")
    },
    ("maillage_accounts.PortalTeam", "change"): {
        "maillage.invited",
        "maillage.role_given",
        "maillage.role_changed",
        "maillage.role_removed",
        "maillage.role_confirmed",
        "maillage.role_denied",
    },
    ("maillage_cartography.Duplicate", "change"): {
        "maillage.places_merged",
        "maillage.places_taken_apart",
    },
    ("maillage_events.Event", "cancel"): {"maillage.event_cancelled", "maillage.date_cancelled"},
    ("maillage_events.Event", "export"): {"maillage.people_exported"},
    ("maillage_portals.Portal", "close"): {"maillage.portal_closed"},
    ("maillage_portals.Portal", "reopen"): {"maillage.portal_reopened"},
    ("maillage_syndication.PageProposal", "add"): {"maillage.page_proposed"},
    ("maillage_syndication.PageProposal", "answer"): {
        "maillage.page_accepted",
        "maillage.page_refused",
    },
    ("maillage_syndication.TakenUpPage", "publish"): {
        "maillage.page_taken_up",
        "maillage.page_put_forward",
        "maillage.page_withdrawn",
    },
}
HISTORY = "Wagtail's history of the row says who and when, beside it"
FIELDS = "each field keeps who changed it, when, and what it said before"
ROW = "the row keeps who did it and when, and the same screen undoes it"
HIDDEN = "moderators see it hidden where it stands, and a click shows it again"
SAID = "members see it where it was said, with its author"
NOT_SENSITIVE = {
    ("maillage_cartography.DoubtfulPosition", "change"): (
        "the position keeps who decided, when and what"
    ),
    ("maillage_cartography.Organisation", "add"): FIELDS,
    ("maillage_cartography.Organisation", "change"): FIELDS,
    ("maillage_cartography.Organisation", "link"): FIELDS,
    ("maillage_cartography.Place", "add"): FIELDS,
    ("maillage_cartography.Place", "change"): FIELDS,
    ("maillage_cartography.Place", "message"): "asks whoever keeps the place; changes nothing",
    ("maillage_cartography.PlaceImport", "add"): "the import keeps who, when and what it changed",
    ("maillage_cartography.PlaceImport", "change"): "the import keeps it, and is undone there",
    ("maillage_cartography.PlaceReport", "change"): ROW,
    ("maillage_cartography.ProposedPlace", "change"): ROW,
    ("maillage_cartography.SourceProposal", "change"): FIELDS,
    ("maillage_community.Circle", "add"): HISTORY,
    ("maillage_community.Circle", "change"): HISTORY,
    ("maillage_community.Reply", "add"): SAID,
    ("maillage_community.Reply", "hide"): HIDDEN,
    ("maillage_community.Report", "change"): ROW,
    ("maillage_community.Topic", "add"): SAID,
    ("maillage_community.Topic", "choose-answer"): SAID,
    ("maillage_community.Topic", "hide"): HIDDEN,
    ("maillage_community.Topic", "pin"): "members see it, and a click undoes it",
    ("maillage_contact.ContactMessage", "change"): ROW,
    ("maillage_events.Attendance", "change"): "a correction of a count, of the team's own date",
    ("maillage_events.Event", "change"): HISTORY,
    ("maillage_events.Event", "check-in"): "who came, noted at the door",
    ("maillage_events.Event", "message"): "the message is kept, with whom it was sent to",
    ("maillage_events.Event", "publish"): "readers see it, and a click takes it away",
    ("maillage_events.EventSeries", "add"): HISTORY,
    ("maillage_events.EventSeries", "change"): HISTORY,
    ("maillage_events.EventSeries", "delete"): HISTORY,
    ("maillage_events.EventShare", "change"): "a draft of words",
    ("maillage_events.EventShare", "publish"): "how a national event is shown, undone there",
    ("maillage_events.Material", "delete"): "readers saw it; it is put back as it was put there",
    ("maillage_events.Registration", "change"): "the person is told by email at once",
    ("maillage_portals.Portal", "export"): "words and files of pages, of nobody's account",
    **{("maillage_search.ThesaurusEntry", verb): HISTORY for verb in ("add", "change", "delete")},
    **{("wagtailcore.Page", verb): HISTORY for verb in ("add", "change", "publish")},
    **{("wagtailcore.Page", verb): HISTORY for verb in ("lock", "unlock")},
    **{
        (f"wagtail{kind}", verb): HISTORY
        for kind in ("docs.Document", "images.Image")
        for verb in ("add", "change", "delete")
    },
    **{("wagtailredirects.Redirect", verb): HISTORY for verb in ("add", "change", "delete")},
}


def test_every_verb_that_changes_something_is_on_one_side():
    changing = {
        (model._meta.label, verb)
        for model, verbs in TABLE.items()
        for verb in verbs
        if verb not in READ
    }
    assert {*LEAVES, *NOT_SENSITIVE} == changing
    assert not LEAVES.keys() & NOT_SENSITIVE.keys()


def test_every_action_that_is_declared_is_left_by_a_verb():
    assert set().union(*LEAVES.values()) == set(ACTIONS)


@pytest.fixture
def rows(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    portal = territory_portal()
    grant_portal_groups(portal)
    found = belongings(portal, "Colibri", CommuneFactory())
    own = portal.add_child(instance=ContentPage(title="Autre", slug="autre"))
    kept = {"collection": portal_collection(portal)}
    image = get_image_model().objects.create(title="Image", file=png(), **kept)
    text = ContentFile(b"bonjour", name="bonjour.txt")
    document = get_document_model().objects.create(title="Texte", file=text, **kept)
    return {**found, ContentPage: own, type(image): image, type(document): document}


def _said_public(model, name):
    """A tick in the form of a file."""
    return {
        (model, "publish"): (
            lambda r: reverse(name, args=[r[model].pk]),
            lambda r: {
                "title": r[model].title,
                "collection": r[model].collection_id,
                "is_public": "on",
            },
        )
    }


def _syndication(name: str, *keys: int) -> str:
    return reverse(f"maillage_syndication_{name}", args=keys)


# What no other test clicks; a portal is closed last.
BY_CLICK = {
    **_said_public(get_image_model(), "wagtailimages:edit"),
    **_said_public(get_document_model(), "wagtaildocs:edit"),
    (Duplicate, "change"): (
        lambda r: reverse("maillage_cartography_admin:duplicate", args=[r[Duplicate].pk]),
        {"choice": "merge", "keep": "first"},
    ),
    (TakenUpPage, "publish"): (
        lambda r: _syndication("taken", r[TakenUpPage].page_id, r[Portal].territory_id),
        {"section": Section.PAGES, "state": "put-forward", "introduction_fr": "null"},
    ),
    (PageProposal, "add"): (
        lambda r: _syndication("propose", r[ContentPage].pk),
        {"word": "Utile partout."},
    ),
    (PageProposal, "answer"): (
        lambda r: _syndication("answer", r[PageProposal].pk),
        {"state": "refused", "reason": "Trop local."},
    ),
    **{
        key: (lambda r, address=CLICKS[key][0]: address(r, None), CLICKS[key][1])
        for key in ((PortalTeam, "change"), (Event, "export"), (Event, "cancel"))
    },
    (Portal, "close"): (
        lambda r: reverse("maillage_closing:close", args=[r[Portal].pk]),
        {"events": "none", "circles": "none"},
    ),
    (Portal, "reopen"): (
        lambda r: reverse("maillage_closing:reopen", args=[r[Portal].pk]),
        {},
    ),
}


def test_a_click_leaves_its_line(client, rows):
    person = UserFactory(is_superuser=True)
    client.force_login(person)
    left = {}
    with time_machine.travel(NOW, tick=False):
        for (model, verb), (address_of, sent) in BY_CLICK.items():
            before = set(recorded().values_list("pk", flat=True))
            address = address_of(rows)
            typed = sent(rows) if callable(sent) else sent
            client.get(address) if typed is None else client.post(address, typed)
            new = recorded().exclude(pk__in=before).filter(user=person)
            left[model._meta.label, verb] = set(new.values_list("action", flat=True))
    assert left.keys() == LEAVES.keys()
    assert {key: bool(found & LEAVES[key]) for key, found in left.items()} == dict.fromkeys(
        LEAVES, True
    )
