"""What a card says of opening."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from maillage_cartography.models import Hours, Place
from maillage_cartography.opening_hours.wording import hours_status

PARIS = ZoneInfo("Europe/Paris")
OFFICE = "Mo-Fr 09:00-12:00,14:00-17:30; PH off"


def at(day, hour, minute=0):
    return datetime(2026, 12, day, hour, minute, tzinfo=PARIS)


def place(text):
    return Place(hours=Hours.reading(text, "Europe/Paris") if text else None)


@pytest.mark.parametrize(
    ("text", "moment", "tone", "label"),
    [
        (OFFICE, at(7, 15), "open", "Ouvert jusqu’à 17_h_30"),
        (OFFICE, at(7, 16, 50), "soon", "Ferme dans 40_min"),
        (OFFICE, at(7, 13, 59), "soon", "Ouvre dans 1_min"),
        (OFFICE, at(7, 12, 30), "closed", "Ouvre à 14_h"),
        (OFFICE, at(7, 18), "closed", "Ouvre demain à 9_h"),
        (OFFICE, at(11, 18), "closed", "Ouvre lundi à 9_h"),
        ("Dec 24 09:00-12:00", at(8, 9), "closed", "Ouvre le jeudi 24 décembre à 9_h"),
        ("Fr 18:00-24:00", at(11, 20), "open", "Ouvert jusqu’à minuit"),
        ("24/7", at(7, 15), "open", "Ouvert en permanence"),
        ("2020 Mo-Fr 09:00-12:00", at(7, 15), "closed", "Fermé"),
        ("Mo-Fr unknown", at(7, 15), "unknown", "Horaires à vérifier"),
        ("sur rendez-vous", at(7, 15), "unknown", "Horaires à vérifier"),
        ("", at(7, 15), "unknown", "Horaires non communiqués"),
    ],
)
def test_opening_in_words(text, moment, tone, label):
    found = hours_status(place(text).hours, moment)
    assert (found.tone, found.label) == (tone, label.replace("_", "\u202f"))


def test_opening_in_english():
    with translation.override("en"):
        assert hours_status(place(OFFICE).hours, at(11, 18)).label == "Opens Monday at 9\u00a0am"
