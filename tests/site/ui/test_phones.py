"""Phone numbers of real places, as they come and as they are shown."""

import pytest

from maillage.ui.phones import phone, tel, with_calls


@pytest.mark.parametrize(
    ("given", "shown", "dialled"),
    [
        ("+33385395500", "03 85 39 55 00", "+33385395500"),
        ("03.85.39.55.00", "03 85 39 55 00", "0385395500"),
        ("+33 (0)3 85 39 55 00", "03 85 39 55 00", "+33385395500"),
        ("0033385395500", "03 85 39 55 00", "+33385395500"),
        ("+262262902020", "02 62 90 20 20", "+262262902020"),
        ("+594594390000", "05 94 39 00 00", "+594594390000"),
        ("+508410102", "+508 41 01 02", "+508410102"),
        ("+687269696", "+687 26 96 96", "+687269696"),
        ("39 39", "39 39", "3939"),
        ("accueil", "accueil", ""),
    ],
)
def test_a_number_is_read_in_pairs_and_dialled_whole(given, shown, dialled):
    assert phone(given).replace("\u00a0", " ") == shown
    assert tel(given) == dialled


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (
            "1 rue X, 75000 Paris, 01 99 00 00 00",
            '1 rue X, 75000 Paris, <a href="tel:0199000000">01 99 00 00 00</a>',
        ),
        ("Tél. 01.99.00.00.00.", 'Tél. <a href="tel:0199000000">01.99.00.00.00</a>.'),
        ("RCS 123 456 789 00012, 2024", "RCS 123 456 789 00012, 2024"),
    ],
)
def test_a_number_in_a_line_of_an_editor_is_called_from_there(given, shown):
    assert with_calls(given) == shown
