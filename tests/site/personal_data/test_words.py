"""What people are told of how long things are kept is what the registry does."""

import re

import pytest
from django.utils import translation

from maillage.personal_data.erasing import rules
from maillage.personal_data.registry import all_rows
from maillage_site.creation import starter, starter_english

pytestmark = pytest.mark.django_db
MONTHS = {
    "six": 6,
    "douze": 12,
    "treize": 13,
    "un an": 12,
    "twelve": 12,
    "thirteen": 13,
    "a year": 12,
}
SIGN_UP = (
    "Your name and address serve this sign-up alone. The organiser sees them. They are erased "
    "twelve months after the event."
)
CALENDAR = (
    "Nobody else reads it, and you can stop it at any time. An address that no calendar reads for "
    "thirteen months is deleted."
)
READER = (
    "To ask you a question if need be. It is erased as soon as the team has decided, and after a "
    "year at the latest."
)
FORMS = [
    (SIGN_UP, "maillage_events.Registration", "the end of the date"),
    (CALENDAR, "maillage_events.CalendarFeedToken", "the last reading"),
    (READER, "maillage_cartography.PlaceReport", "it was sent, if nobody decided"),
]
FRENCH = re.compile(r"(six|douze|treize) mois|d’(un an)\b")
ENGLISH = re.compile(r"(six|twelve|thirteen) months|(a year)\b")


def days(model: str, event: str) -> int:
    """How long the registry keeps that field."""
    (rows,) = [one for one in all_rows() if one.model == model]
    (rule,) = [rule for rule in rules(rows) if rule.event == event]
    return rule.after.days


def kept() -> list[int]:
    """Sign-ups, what readers send: in the order of the page."""
    return [
        days("maillage_events.Registration", "the end of the date"),
        days("maillage_cartography.PlaceReport", "it was sent, if nobody decided"),
    ]


def told(text: str, durations: re.Pattern[str]) -> list[int]:
    return [MONTHS[found[1] or found[2]] for found in durations.finditer(text)]


def months(counted: list[int]) -> list[int]:
    return [round(one / 30.44) for one in counted]


@pytest.mark.parametrize(
    ("page", "durations"),
    [
        (starter._personal_data("Une mairie", "a@exemple.fr"), FRENCH),
        (starter_english._personal_data("A town hall", "a@example.org"), ENGLISH),
    ],
    ids=["fr", "en"],
)
def test_the_page_of_each_portal_says_how_long(page, durations):
    assert told(str(page), durations) == months(kept())
    others = [
        days("maillage_cartography.ProposedPlace", "it was sent, if nobody decided"),
        days("maillage_events.EventProposal", "it was sent, if nobody answered"),
    ]
    assert months(others) == [12, 12]


@pytest.mark.parametrize(("language", "durations"), [("fr", FRENCH), ("en", ENGLISH)])
@pytest.mark.parametrize(("said", "model", "event"), FORMS)
def test_forms_say_how_long(said, model, event, language, durations):
    with translation.override(language):
        words = translation.gettext(said)
    assert told(words, durations) == months([days(model, event)])
