"""The mail that asks a place whether its record is exact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from maillage.emails.letter import Letter
from maillage.outbox.mail import send_later
from maillage.themes.needs import needs_of
from maillage.ui.phones import phone
from maillage.ui.wording import wording
from maillage_cartography.models import PlaceCheck
from maillage_cartography.opening_hours.days import day_row

if TYPE_CHECKING:
    from datetime import datetime

    from maillage_cartography.models import Place

Answer = PlaceCheck.Answer
# Places of France are written to in French, whoever asks.
LANGUAGE = "fr"


def send_question(place: Place, address: str, token: str, *, at: datetime) -> None:
    """Ask in the caller's transaction; one mail a place and a moment."""
    url = settings.BASE_URL + reverse("maillage_cartography:check-link", args=[token])
    stop = settings.BASE_URL + reverse("maillage_cartography:check-stop", args=[token])
    with translation.override(LANGUAGE):
        told = question(place, url)
        send_later(
            f"place-check:{place.uuid}",
            address,
            version=int(at.timestamp()),
            subject=told.subject,
            text=told.text,
            html=told.html,
            unsubscribe_url=stop,
        )


def question(place: Place, url: str) -> Letter:
    """What readers find, and one link for each answer."""
    return Letter(
        subject=_("Is the record of “%(name)s” still exact?") % {"name": place.name},
        title=_("Is your record still exact?"),
        paragraphs=(
            _("People look for help near them on Maillage. Here is what they read of your place."),
            _("Choose an answer: no account is needed, and it takes a minute."),
        ),
        facts=facts(place),
        action=(str(Answer.EXACT.label), f"{url}?reponse={Answer.EXACT}"),
        links=tuple(
            (str(other.label), f"{url}?reponse={other}")
            for other in Answer
            if other != Answer.EXACT
        ),
        reason=_(
            "You get this mail because this address is the one of the place, or of who runs it. "
            "The page of the answer lets you choose how often we ask, or never."
        ),
    )


def facts(place: Place) -> tuple[tuple[str, str], ...]:
    """The record as readers see it; what is missing is said."""
    nothing = _("(nothing)")
    town = f"{place.postal_code} {place.commune.name}".strip()
    rows = (
        (_("Name"), place.name),
        (_("Address"), ", ".join(filter(None, (place.address, town)))),
        (_("Phone"), phone(place.phone) if place.phone else nothing),
        (_("Opening hours"), _week(place)),
        (_("Help given"), ", ".join(str(n.label) for n in needs_of(place.values("services")))),
        (_("Cost"), ", ".join(place.values("costs"))),
        (_("Information of"), _day(place)),
    )
    return tuple((label, text or nothing) for label, text in rows)


def _week(place: Place) -> str:
    """``lundi : 9 h – 12 h · mardi : fermé``: the coming week as readers see it."""
    schedule = place.hours.schedule if place.hours else None
    if schedule is None:
        return place.hours.text if place.hours else ""
    days = schedule.days(timezone.localdate(timezone=schedule.zone))
    rows = (day_row(day, today=False) for day in days)
    return " · ".join(
        _("%(day)s: %(hours)s") % {"day": row.label, "hours": ", ".join(row.spans) or _("closed")}
        for row in rows
    )


def _day(place: Place) -> str:
    known = getattr(place, "freshness", None)
    verified = known.verified_on if known else None
    on = max(filter(None, (place.updated_on, verified)))
    return wording().day_year(on).split(" ", 1)[1]
