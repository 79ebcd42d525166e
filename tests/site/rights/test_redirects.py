"""Redirects are the national team's: a rule may lead any address anywhere."""

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["editor", "publisher", "coordinator"])
def test_a_territory_s_team_writes_no_redirect(client, ours, role):
    rule = Redirect.add_redirect("/a", ours.page)
    client.force_login(getattr(ours, role))
    names = {"index": [], "add": [], "edit": [rule.pk], "delete": [rule.pk], "start_import": []}
    for name, args in names.items():
        address = reverse(f"wagtailredirects:{name}", args=args)
        sent = {"old_path": "/b", "redirect_link": "https://exemple.fr/", "is_permanent": "on"}
        for response in (client.get(address), client.post(address, sent)):
            assert (response.status_code, response.url) == (302, "/gestion/"), name
    assert list(Redirect.objects.values_list("old_path", flat=True)) == ["/a"]
    assert "/gestion/redirects/" not in client.get("/gestion/").text
