"""People who sign up, for tests."""

from datetime import UTC, datetime, timedelta

from maillage.outbox.models import Message
from maillage_events.emails.queue import TOPIC
from maillage_events.models import Occurrence, Registration, SeatPool
from maillage_events.registration.sign_up import Applicant, confirm, sign_up
from tests.events import factories
from tests.site.factories import UserFactory

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def date_with_seats(capacity: int | None = 2, mode: str = "onsite", **fields: object) -> Occurrence:
    """A date of 8 December 2026, 10:00 in Paris."""
    return factories.pool(capacity, mode, **fields).occurrence


def applicant(name: str = "amina", **fields: object) -> Applicant:
    return Applicant(email=f"{name}@exemple.fr", name=name.capitalize(), **fields)


def pending(occurrence: Occurrence, name: str = "amina", *, at: datetime = NOW, **fields: object):
    mode = fields.pop("mode", "onsite")
    return sign_up(occurrence, applicant(name), mode=mode, at=at, **fields)


def signed_up(occurrence: Occurrence, name: str = "amina", *, at: datetime = NOW, **fields: object):
    """Signed up and confirmed by mail: confirmed, or waiting."""
    return confirm(pending(occurrence, name, at=at, **fields), at=at + timedelta(minutes=1))


def with_account(occurrence: Occurrence, name: str = "amina", *, at: datetime = NOW):
    user = UserFactory(email=f"{name}@exemple.fr", name=name.capitalize())
    return sign_up(occurrence, applicant(name, user=user), mode="onsite", at=at)


def states(occurrence: Occurrence) -> dict[str, str]:
    rows = Registration.objects.filter(occurrence=occurrence).order_by("id")
    return {row.name.lower(): row.state for row in rows}


def seats(occurrence: Occurrence) -> list[tuple]:
    """(mode, taken, capacity, waiting) of each pool."""
    pools = SeatPool.objects.filter(occurrence=occurrence)
    return list(pools.values_list("mode", "seats_taken", "capacity", "waiting"))


def mails_asked() -> list[tuple[str, str]]:
    """(name, kind) of each mail asked for, in order."""
    names = {str(row.uuid): row.name.lower() for row in Registration.objects.all()}
    keys = Message.objects.filter(topic=TOPIC).order_by("id").values_list("key", flat=True)
    return [(names[key.split(":")[0]], key.split(":")[1]) for key in keys]
