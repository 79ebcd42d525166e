"""The admin bears our name and our colours."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_admin_is_ours(client: Client):
    user = get_user_model().objects.create_superuser("admin@exemple.fr", "mot de passe long")
    client.force_login(user)
    page = BeautifulSoup(client.get("/gestion/").content, "html.parser")
    assert page.title.string.strip().endswith("Maillage")
    assert page.select_one('link[href="/static/maillage/admin.css"]')
    assert page.select_one('link[rel="icon"]')["href"] == "/static/maillage/mark.svg"
