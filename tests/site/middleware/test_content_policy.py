"""Nothing inline and nothing from elsewhere, but for the administration's own scripts."""

import pytest

PUBLIC = {
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
}


def policy(answer):
    return set(answer["Content-Security-Policy"].split("; "))


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/en/", "/compte/login/", "/rien/", "/sante/vivant"])
def test_public_pages_load_what_is_ours(client, path):
    assert policy(client.get(path)) == PUBLIC


@pytest.mark.django_db
def test_the_administration_has_inline_scripts_of_its_own_and_nothing_external(admin_client):
    found = policy(admin_client.get("/gestion/"))
    assert found == PUBLIC - {"img-src 'self' data:"} | {
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
    }


@pytest.mark.django_db
def test_the_page_of_the_api_asks_nothing_of_others(client):
    page = client.get("/api/docs").content.decode()
    assert "swagger-ui-bundle" in page
    assert "https://" not in page
