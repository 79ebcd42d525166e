"""What the registry of personal fields cannot tell of a row: constraints, trees, sessions."""

from datetime import UTC, datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from maillage.accounts.models import User
from maillage_events.models import Event
from maillage_site.home.models import ContentPage
from maillage_site.portals.models import Portal
from maillage_site.syndication.models import PageProposal
from tests.cartography.factories import PlaceFactory
from tests.events import factories
from tests.site.factories import TerritoryFactory

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)


def sign_up(planter, path, values, one, other) -> dict:
    """Over, so that nothing depends on the seats of its date; the key follows the address."""
    state = {"state": "cancelled", "seats_held": 0, "mode": "onsite", "party_size": 1}
    email = one.address if path == "email" else values["email"]
    return {**state, "email": email, "email_key": email}


def reader_word(planter, path, values, one, other) -> dict:
    """A reader's address is there until somebody decides; then nobody knows whose word it was."""
    if path == "email":
        return {"state": "waiting", "decided_at": None, "decided_by": None, "note": ""}
    nobody = {"message": "n", "kind": "n", "values": {}}
    said = {name: nobody[name] for name in nobody if name in values}
    return {"state": "treated", "decided_at": NOW, "email": "", **said}


def two_places(first, second, **more):
    """Another pair each time, in order."""

    def tell(*_args) -> dict:
        return {first: PlaceFactory(), second: PlaceFactory(), **more}

    return tell


def another_portal(*_args) -> dict:
    """One closes once."""
    slug = f"portail-{Portal.objects.count()}"
    territory = TerritoryFactory(code=slug, name=slug, slug=slug)
    return {"portal": Portal.objects.create(territory=territory, slug=slug)}


def mail(planter, path, values, one, other) -> dict:
    """To the person, typed in capitals."""
    words = {"subject": planter.canary(one.letter), "recipient": one.address.upper()}
    return {"payload": {**values["payload"], **words}}


def session(planter, path, values, one, other) -> dict:
    data = {"_auth_user_id": str(one.user.pk), "email": planter.canary(one.letter)}
    live = timezone.now() + timedelta(days=1)
    return {"session_data": SessionStore().encode(data), "expire_date": live}


def journal(planter, path, values, one, other) -> dict:
    """An entry about an account: the person's, or the other one's that the person changed."""
    about = other if path else one
    kind = ContentType.objects.get_for_model(User)
    return {"content_type": kind, "object_id": str(about.user.pk)}


def page(planter, values) -> ContentPage:
    roles = {name: values[name] for name in ("owner", "locked_by")}
    slug = f"n{next(planter.numbers)}"
    return planter.portal.add_child(instance=ContentPage(title="n", slug=slug, **roles)).page_ptr


def content_page(planter, values) -> ContentPage:
    slug = f"n{next(planter.numbers)}"
    return planter.portal.add_child(instance=ContentPage(title="n", slug=slug))


def proposed_page(planter, path, values, one, other) -> dict:
    """Refused: the only one that has two people's words."""
    page = content_page(planter, values)
    return {"page": page, "state": PageProposal.State.REFUSED, "answered_at": NOW}


def event(planter, values) -> Event:
    organiser = {name: values[name] for name in ("organizer_name", "organizer_email")}
    return factories.event(**organiser)


def invitation(planter, path, values, one, other) -> dict:
    """To the person, or by them to somebody of no account."""
    email = one.address if path == "email" else f"nobody{next(planter.numbers)}@exemple.fr"
    return {"email": email, "invited_at": NOW, "expires_at": NOW + timedelta(days=7)}


def contact_message(planter, path, values, one, other) -> dict:
    """From the person, or from the other one whom they answered."""
    return {"email": (one if path == "email" else other).address}


# Model → what its columns must hold, beside canaries.
TOLD = {
    "maillage_accounts.Invitation": invitation,
    "maillage_portals.EndedInvitation": invitation,
    "maillage_contact.ContactMessage": contact_message,
    "maillage_events.Registration": sign_up,
    "maillage_events.EventProposal": lambda *_args: {"page": factories.event_page()},
    "maillage_cartography.PlaceReport": reader_word,
    "maillage_cartography.ProposedPlace": reader_word,
    "maillage_cartography.SourceProposal": lambda *_args: {"state": "kept", "decided_at": NOW},
    "maillage_cartography.DoubtfulPosition": lambda *_args: {
        "latitude": 46.3,
        "longitude": 4.8,
        "state": "refused",
        "decided_at": NOW,
    },
    "maillage_cartography.Duplicate": two_places(
        "first", "second", state="distinct", decided_at=NOW
    ),
    "maillage_cartography.Merge": two_places("kept", "absorbed"),
    "maillage_community.Report": lambda *_args: {"state": "hidden", "handled_at": NOW},
    "maillage_outbox.Message": mail,
    "maillage_portals.Closing": another_portal,
    "maillage_syndication.PageProposal": proposed_page,
    "sessions.Session": session,
    "wagtailcore.ModelLogEntry": journal,
}
# Model → how a row is made, where it is not by inserting it.
MADE = {
    "wagtailcore.Page": page,
    "maillage_events.Event": event,
    "maillage_home.ContentPage": content_page,
}
# Personal text fields where a canary cannot be read: a constraint, a signed encoding.
UNREADABLE = {("maillage_events.Registration", "state"), ("sessions.Session", "session_data")}
