"""A redirect belongs to the portal below whose address it starts: its publishers write it."""

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from maillage.permissions import rows_for
from tests.site.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SCREEN = "wagtailsnippets_wagtailredirects_redirect"
INDEX, ADD = (reverse(f"{SCREEN}:{name}") for name in ("list", "add"))
OUTSIDE = "https://exemple.fr/"


def of(rule, name):
    return reverse(f"{SCREEN}:{name}", args=[rule.pk])


def sent(old_path, link=OUTSIDE, **fields):
    return {"old_path": old_path, "redirect_link": link, "is_permanent": "on", **fields}


def paths():
    return set(Redirect.objects.values_list("old_path", flat=True))


@pytest.fixture
def rules(ours, theirs):
    written = ("/saone-et-loire/affiche", "/en/morbihan/affiche", "/affiche")
    return {path: Redirect.add_redirect(path, OUTSIDE) for path in written}


def test_a_publisher_keeps_the_redirects_of_their_portal(client, ours, rules):
    client.force_login(ours.publisher)
    shown = client.get(INDEX).text
    assert ("/saone-et-loire/affiche" in shown, "/en/morbihan/affiche" in shown) == (True, False)
    for path in ("/saone-et-loire/tract", "/en/saone-et-loire/tract"):
        assert client.post(ADD, sent(path)).status_code == 302
        assert client.get(path)["Location"] == OUTSIDE
    rule = Redirect.objects.get(old_path="/saone-et-loire/tract")
    client.post(of(rule, "edit"), sent("/saone-et-loire/flyer"))
    client.post(of(rules["/saone-et-loire/affiche"], "delete"))
    assert paths() == {
        "/saone-et-loire/flyer",
        *("/en/saone-et-loire/tract", "/en/morbihan/affiche", "/affiche"),
    }


@pytest.mark.parametrize(
    "path",
    [
        "/morbihan/x",
        "/en/morbihan/x",
        "/x",
        "/saone-et-loirex/y",
        "/saone-et-loire",
        "/saone-et-loire/../morbihan/x",
    ],
)
def test_a_publisher_takes_no_address_elsewhere(client, ours, rules, path):
    client.force_login(ours.publisher)
    rule, before = rules["/saone-et-loire/affiche"], paths()
    for address in (ADD, of(rule, "edit")):
        response = client.post(address, sent(path))
        assert set(response.context["form"].errors) == {"old_path"}
        assert "/saone-et-loire/" in str(response.context["form"].errors)
    assert paths() == before


def test_a_publisher_sees_and_changes_no_rule_of_others(client, ours, rules):
    client.force_login(ours.publisher)
    for rule in (rules["/en/morbihan/affiche"], rules["/affiche"]):
        for name in ("edit", "delete", "history", "usage"):
            for response in (client.get(of(rule, name)), client.post(of(rule, name), sent("/z"))):
                assert (response.status_code, response.url) == (302, "/gestion/"), name
    assert paths() == set(rules)


def test_a_page_that_is_not_theirs_is_refused_as_target(client, ours, theirs):
    client.force_login(ours.publisher)
    data = sent("/saone-et-loire/x", "", redirect_page=theirs.draft.pk)
    response = client.post(ADD, data)
    assert "redirect_page" in response.context["form"].errors
    assert theirs.draft.title not in response.text
    assert client.post(ADD, data | {"redirect_page": ours.page.pk}).status_code == 302


@pytest.mark.parametrize("role", ["editor", "coordinator"])
def test_who_publishes_nothing_redirects_nothing(client, ours, rules, role):
    client.force_login(getattr(ours, role))
    rule = rules["/saone-et-loire/affiche"]
    for address in (INDEX, ADD, of(rule, "edit"), of(rule, "delete")):
        for response in (client.get(address), client.post(address, sent("/saone-et-loire/z"))):
            assert (response.status_code, response.url) == (302, "/gestion/"), address
    assert paths() == set(rules)
    assert "redirections" not in client.get("/gestion/").text


def test_the_nation_keeps_all_and_wagtail_s_own_screens_lead_here(client, rules):
    client.force_login(UserFactory(is_superuser=True))
    assert set(rows_for(UserFactory(is_superuser=True), Redirect)) == set(rules.values())
    assert client.post(ADD, sent("/tout")).status_code == 302
    for name, args in (("index", []), ("add", []), ("edit", [1]), ("start_import", [])):
        assert client.get(reverse(f"wagtailredirects:{name}", args=args)).url == INDEX


@pytest.mark.parametrize("rows", [1, 4])
def test_the_list_asks_the_same_number_of_queries(
    client, ours, rows, django_assert_max_num_queries
):
    for number in range(rows):
        Redirect.add_redirect(f"/saone-et-loire/{number}", ours.page)
    client.force_login(ours.publisher)
    client.get(INDEX)
    with django_assert_max_num_queries(27):
        shown = client.get(INDEX)
    assert shown.text.count("/saone-et-loire/colibri-page/") == rows


def test_the_old_address_is_taken_as_people_copy_it(client, ours, settings):
    settings.BASE_URL = "https://maillage.example"
    client.force_login(ours.publisher)
    copied = "https://maillage.example/saone-et-loire/Affiche E\u0301te\u0301/?a=1#haut"
    assert client.post(ADD, sent(copied, "/saone-et-loire/colibri-page/")).status_code == 302
    rule = Redirect.objects.get()
    assert (rule.old_path, rule.redirect_link) == (
        "/saone-et-loire/affiche%20été?a=1",
        "https://maillage.example/saone-et-loire/colibri-page/",
    )
    assert (
        client.get("/saone-et-loire/Affiche%20%C3%89t%C3%A9/?a=1")["Location"] == rule.redirect_link
    )
