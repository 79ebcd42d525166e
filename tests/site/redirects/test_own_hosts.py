"""An address of this machine is one of ours, however its host is written: no rule leads in circles."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from maillage_site.home.models import ContentPage
from maillage_site.redirects.addresses import local_path
from tests.site.factories import UserFactory, territory_portal

pytestmark = pytest.mark.django_db
ADD = "/gestion/redirections/add/"
FILE = "/gestion/redirections/fichier/"
# The main host and another name of the machine, as browsers would take them.
OURS = (
    "https://maillage.example/c", "https://MAILLAGE.example/c/", "https://maillage.example:8443/c",
    "https://maillage.example./c", "http://maillage.example/c", "//maillage.example/c",
    "//MAILLAGE.EXAMPLE.:443/c", "https://www.maillage.example/c", "https://été.example/c",
    "https://xn--t-9fab.example/c", "https://XN--T-9FAB.example./c", "https://ÉTÉ.example/c",
    "https://ｍaillage.example/c", "https://maillage。example/c",
)  # fmt: skip


@pytest.fixture
def nation(client, settings):
    settings.BASE_URL = "https://maillage.example"
    settings.ALLOWED_HOSTS = [
        "maillage.example",
        ".maillage.example",
        "xn--t-9fab.example",
        "testserver",
    ]
    portal = territory_portal()
    portal.add_child(instance=ContentPage(title="Contact", slug="contact"))
    client.force_login(UserFactory(is_superuser=True))
    return client


def add(client, link, old_path="/c"):
    return client.post(ADD, {"old_path": old_path, "redirect_link": link, "is_permanent": "on"})


def test_a_rule_that_leads_to_itself_by_another_name_is_refused(nation):
    for link in OURS:
        response = add(nation, link)
        assert response.status_code == 200, link
        assert set(response.context["form"].errors) == {"redirect_link"}, link
    assert not Redirect.objects.exists()


def test_two_rules_do_not_lead_to_each_other_by_other_names(nation):
    Redirect.add_redirect("/a", "https://exemple.fr/")
    assert add(nation, "https://WWW.maillage.example.:443/a").status_code == 200
    assert Redirect.objects.count() == 1


def test_a_living_page_under_another_name_is_stored_under_the_main_one(nation):
    assert (
        add(nation, "//www.MAILLAGE.example.:443/saone-et-loire/contact/?a=1#b").status_code == 302
    )
    rule = Redirect.objects.get()
    assert rule.redirect_link == "https://maillage.example/saone-et-loire/contact/?a=1#b"


OTHERS = {
    "https://exemple.fr/c": "https://exemple.fr/c",
    "//exemple.fr/c": "https://exemple.fr/c",
    "https://médiathèque.example.fr/é": "https://xn--mdiathque-53af.example.fr/%C3%A9",
}


def test_another_site_stays_another_site(nation):
    for number, (link, stored) in enumerate(OTHERS.items()):
        assert add(nation, link, f"/c{number}").status_code == 302, link
        assert Redirect.objects.get(old_path=f"/c{number}").redirect_link == stored


READ_OTHERWISE = (
    "ftp://exemple.fr/c", "https:/maillage.example/c", "///exemple.fr/c", "javascript:alert(1)",
    "/\\exemple.fr", "https://exemple.fr\\@maillage.example/c", "https://%6Daillage.example/c",
    "https://maillage.example@exemple.fr/",
)  # fmt: skip


def test_what_browsers_read_otherwise_is_refused(nation):
    for link in READ_OTHERWISE:
        assert add(nation, link).status_code == 200, link
    assert not Redirect.objects.exists()


def test_lines_of_a_file_are_judged_alike(nation):
    lines = "\n".join(f"/c;{link}" for link in (*OURS, "/\\exemple.fr", "ftp://exemple.fr/"))
    sent = SimpleUploadedFile("r.csv", f"ancienne adresse;nouvelle adresse\n{lines}".encode())
    tried = nation.post(FILE, {"file": sent})
    assert (tried.context["good"], tried.context["refused"]) == (0, len(OURS) + 2)


def test_an_older_rule_that_leads_to_itself_by_another_name_answers_404(nation):
    rule = Redirect.add_redirect("/c", "https://exemple.fr/")
    Redirect.objects.filter(pk=rule.pk).update(redirect_link="https://WWW.maillage.example.:443/c/")
    assert nation.get("/c/", headers={"host": "maillage.example"}).status_code == 404


def test_the_host_of_a_portal_is_a_site_of_its_own(nation, settings):
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "aide71.fr"]
    home = ContentPage.objects.get(slug="contact").get_parent()
    Site.objects.create(hostname="aide71.fr", port=443, root_page=home)
    assert local_path("https://aide71.fr/x") == ""
    assert local_path("https://AIDE71.fr./x", ["aide71.fr"]) == "/x"
