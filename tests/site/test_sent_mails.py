import pytest
from django.core.mail import EmailMultiAlternatives
from django.urls import path

from maillage_site.sent_mails import files, views
from maillage_site.sent_mails.backend import EmlBackend
from maillage_site.urls import urlpatterns
from tests.site.factories import national_portal

pytestmark = pytest.mark.django_db


class Addresses:
    urlpatterns = [
        *[path(f"demo/courriels/{p.pattern}", p.callback, name=p.name) for p in views.urlpatterns],
        *urlpatterns,
    ]


@pytest.fixture
def demo(settings, tmp_path):
    settings.VAR = tmp_path
    settings.ROOT_URLCONF = Addresses
    national_portal()


def send(subject="Bonjour", text="Voir https://maillage.test/", html="<p>Été</p>"):
    mail = EmailMultiAlternatives(subject, text, "a@maillage.test", ["b@exemple.fr"])
    mail.attach_alternative(html, "text/html")
    assert EmlBackend().send_messages([mail]) == 1


def test_sent_mails_are_listed_newest_first_and_read_in_both_parts(client, demo):
    assert "Aucun courriel" in client.get("/demo/courriels/").text
    send("Premier")
    send("Second")
    page = client.get("/demo/courriels/").text
    assert page.index("Second") < page.index("Premier")
    name = files.sent_mails()[0].name
    assert 'href="https://maillage.test/"' in client.get(f"/demo/courriels/{name}/").text
    html = client.get(f"/demo/courriels/{name}/html/")
    assert (html.text.strip(), html["Content-Security-Policy"]) == ("<p>Été</p>", views.MAIL_POLICY)


@pytest.mark.parametrize(
    "name", ["20260101-000000-000000", "..", "x%00y", "..%2F..%2Fetc%2Fpasswd"]
)
def test_other_names_are_not_found(client, demo, name):
    assert client.get(f"/demo/courriels/{name}/").status_code == 404


def test_only_the_demo_shows_them(client):
    assert client.get("/demo/courriels/").status_code == 404
