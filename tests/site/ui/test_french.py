"""Times, dates, distances and spaces, as French readers expect them."""

from datetime import date, datetime, time

import pytest

from maillage.ui import english, french

N = "\u202f"
EVENING = datetime(2026, 12, 8, 17, 30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Besoin d'aide ?", f"Besoin d'aide{N}?"),
        ("« Bonjour »", f"«{N}Bonjour{N}»"),
        ("à 17 h 30 : venez !", f"à 17{N}h{N}30{N}: venez{N}!"),
        ("de 9 h à 12 h", f"de 9{N}h à 12{N}h"),
        ("2 845 lieux", f"2{N}845 lieux"),
        ("à 3,2 km", f"à 3,2{N}km"),
        ("20 % et 3 €", f"20{N}% et 3{N}€"),
        ("71 250 000", f"71{N}250{N}000"),
        ("03 85 39 55 00", "03 85 39 55 00"),
        ('<a href="https://exemple.fr/?a=1">ici</a>', '<a href="https://exemple.fr/?a=1">ici</a>'),
        ("déjà\u00a0!", f"déjà{N}!"),
        ("", ""),
    ],
)
def test_spaces_that_must_not_break(text, expected):
    assert french.typo(text) == expected
    assert french.typo(expected) == expected


@pytest.mark.parametrize(
    ("moment", "in_french", "in_english"),
    [
        (time(17, 30), f"17{N}h{N}30", "5:30\u00a0pm"),
        (time(9, 0), f"9{N}h", "9\u00a0am"),
        (time(0, 5), f"0{N}h{N}05", "12:05\u00a0am"),
        (time(12, 0), f"12{N}h", "12\u00a0pm"),
    ],
)
def test_hours(moment, in_french, in_english):
    assert (french.hour(moment), english.hour(moment)) == (in_french, in_english)


def test_days():
    assert french.day(EVENING) == "mardi 8 décembre"
    assert french.day(date(2027, 1, 1)) == "vendredi 1er janvier"
    assert french.day_year(EVENING) == "mardi 8 décembre 2026"
    assert french.day_hour(EVENING) == f"mardi 8 décembre à 17{N}h{N}30"
    assert (french.short_day(EVENING), french.short_month(EVENING)) == ("mar.", "déc.")
    assert english.day_hour(EVENING) == "Tuesday 8 December at 5:30\u00a0pm"


@pytest.mark.parametrize(
    ("kilometres", "in_french", "in_english"),
    [
        (0, f"à moins de 100{N}m", "less than 100\u00a0m away"),
        (0.42, f"à 400{N}m", "400\u00a0m away"),
        (0.96, f"à 1{N}km", "1\u00a0km away"),
        (3.24, f"à 3,2{N}km", "3.2\u00a0km away"),
        (12.7, f"à 13{N}km", "13\u00a0km away"),
        (9412.3, f"à 9{N}412{N}km", "9,412\u00a0km away"),
    ],
)
def test_distances(kilometres, in_french, in_english):
    assert (french.distance(kilometres), english.distance(kilometres)) == (in_french, in_english)


def test_counts_in_words_then_in_figures():
    assert [french.in_words(n) for n in (0, 1, 3, 16, 17, 2845)] == [
        *("zéro", "un", "trois", "seize", "17", f"2{N}845")
    ]
    assert [english.in_words(n) for n in (0, 3, 17, 2845)] == ["zero", "three", "17", "2,845"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Mâcon", "de Mâcon"),
        ("Autun", "d’Autun"),
        ("Étampes", "d’Étampes"),
        ("Œuilly", "d’Œuilly"),
        ("Le Creusot", "du Creusot"),
        ("Les Abymes", "des Abymes"),
        ("La Rochelle", "de La Rochelle"),
        ("L’Isle-Adam", "de L’Isle-Adam"),
        ("Hyères", "d’Hyères"),
        ("Haguenau", "de Haguenau"),
        ("Yvetot", "d’Yvetot"),
        ("Yutz", "de Yutz"),
    ],
)
def test_a_town_takes_its_preposition(name, said):
    assert french.of_town(name) == said
