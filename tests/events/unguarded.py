"""The site with its guard of seats taken away: count, then insert. For the storm's control alone."""

import time

from maillage_site.wsgi import application

__all__ = ["application"]

from maillage_events.registration import refusals
from maillage_events.registration import views as registration_views
from maillage_events.registration.sign_up import new

MEANWHILE = 0.02  # seconds: what a form does between the two, such as writing a mail


def count_then_insert(occurrence, applicant, *, mode, at, party_size=1):
    """What one writes first, and what overbooks."""
    if occurrence.registrations.confirmed().count() >= occurrence.pools.get(mode=mode).capacity:
        raise refusals.DateIsFull
    time.sleep(MEANWHILE)
    found = new(occurrence, applicant, mode=mode, at=at, party_size=party_size)
    found.state, found.seats_held = found.State.CONFIRMED, party_size
    found.save(force_insert=True)
    return found


registration_views.sign_up = count_then_insert
