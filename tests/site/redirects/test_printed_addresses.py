"""What is printed on a wall is typed in as many ways as there are visitors."""

from importlib import import_module
from unicodedata import normalize

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from tests.site.factories import UserFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
ADD = reverse("wagtailsnippets_wagtailredirects_redirect:add")
OUTSIDE = "https://exemple.fr/"
WRITTEN = (
    "/saone-et-loire/Journée Numérique",
    "/saone-et-loire/journ%C3%A9e%20num%c3%a9rique",
    "http://localhost/SAONE-ET-LOIRE/JOURNÉE%20NUMÉRIQUE/",
    normalize("NFD", "/saone-et-loire/journée numérique"),
)
TYPED = (
    "/saone-et-loire/journ%C3%A9e%20num%C3%A9rique",
    "/saone-et-loire/Journ%c3%a9e%20Num%c3%a9rique/",
    "/SAONE-ET-LOIRE/JOURN%C3%89E%20NUM%C3%89RIQUE",
    "/saone-et-loire/journe%CC%81e%20nume%CC%81rique",
)


@pytest.fixture(scope="module")
def portals(module_db):
    national_portal()
    territory_portal()


def led(client, paths=TYPED):
    client.logout()
    return {client.get(path).headers.get("Location") for path in paths}


@pytest.mark.parametrize("written", WRITTEN)
def test_a_redirect_typed_by_hand_answers_however_it_is_asked(client, portals, written):
    client.force_login(UserFactory(is_superuser=True))
    client.post(ADD, {"old_path": written, "redirect_link": OUTSIDE, "is_permanent": "on"})
    assert led(client) == {OUTSIDE}


@pytest.mark.parametrize("written", WRITTEN)
def test_a_redirect_of_a_file_too(client, portals, written):
    client.force_login(UserFactory(is_superuser=True))
    text = f"ancienne adresse;nouvelle adresse\n{written};{OUTSIDE}\n"
    file = SimpleUploadedFile("r.csv", text.encode())
    address = "/gestion/redirections/fichier/"
    assert "bonne" in client.post(address, {"file": file}).text
    client.post(address, {"text": text, "add": "1"})
    assert led(client) == {OUTSIDE}


@pytest.mark.parametrize("written", ["/a%2Cb,c+d", "/Cent%25", "/a?De=Lettre&b=%C3%89"])
def test_signs_and_what_is_asked_stay_as_they_are(client, portals, written):
    client.force_login(UserFactory(is_superuser=True))
    client.post(ADD, {"old_path": written, "redirect_link": OUTSIDE, "is_permanent": "on"})
    assert led(client, [written, written.replace("/a", "/A").replace("/C", "/c")]) == {OUTSIDE}


def test_what_was_written_in_capitals_before_answers_too(client, portals):
    first = "/saone-et-loire/journée%20numérique"
    Redirect.objects.create(old_path=first.replace("j", "J"), redirect_link=OUTSIDE)
    moved = Redirect.objects.create(
        old_path="/saone-et-loire/FAQ", redirect_link=OUTSIDE, automatically_created=True
    )
    for path in ("/Double", "/double"):
        Redirect.objects.create(old_path=path, redirect_link=OUTSIDE)
    migration = import_module("maillage_site.portals.migrations.0005_redirects_in_small_letters")
    for _twice in range(2):
        migration.in_small_letters(apps, None)
    paths = set(Redirect.objects.values_list("old_path", flat=True))
    assert paths == {first, moved.old_path, "/Double", "/double"}
    assert led(client) == {OUTSIDE}
