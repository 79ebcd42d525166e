"""The demo's events: those who work in the day find some, whichever their territory."""

import tomllib
from collections import Counter

from maillage_events.demo.loading import CONTENT

EVENTS = tomllib.loads(CONTENT.read_text("utf-8"))["events"]
LEARNT_ON_SITE = [
    one for one in EVENTS if one["mode"] == "sur-place" and one["type"] in {"atelier", "permanence"}
]


def test_each_portal_has_something_every_week_in_the_evening_and_at_the_week_end():
    weekly = [one for one in LEARNT_ON_SITE if "weekly" in one]
    evenings = {one["portal"] for one in weekly if one["start"] >= "17:30"}
    week_ends = {one["portal"] for one in weekly if one["weekday"] >= 5}
    portals = {one["portal"] for one in EVENTS} - {""}
    assert (evenings, week_ends) == (portals, portals)


def test_no_address_is_taken_twice():
    assert [slug for slug, n in Counter(one["slug"] for one in EVENTS).items() if n > 1] == []
