"""The list inside other sites: what is allowed, what is shown, what is pasted."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ImproperlyConfigured

from maillage.content_policy.embedding import checked_origins
from tests.cartography.factories import PlaceFactory
from tests.site.factories import CommuneFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
TOWN_HALL = "https://ville.exemple.fr"
FRAMES = pytest.mark.parametrize("path", ["/lieux/integrer/liste/", "/lieux/integrer/carte/"])


@pytest.fixture(autouse=True)
def _portals(settings):
    settings.MAILLAGE_EMBED_ORIGINS = [TOWN_HALL]
    national_portal()
    territory_portal()


def soup_of(response):
    return BeautifulSoup(response.content, "html.parser")


def ancestors(response):
    policy = response["Content-Security-Policy"].split("; ")
    return next(part for part in policy if part.startswith("frame-ancestors"))


@FRAMES
def test_only_the_sites_named_by_the_operator_may_frame_it(client, path):
    response = client.get(path)
    assert (ancestors(response), response.get("X-Frame-Options")) == (
        *(f"frame-ancestors 'self' {TOWN_HALL}", None),
    )


@FRAMES
def test_none_may_when_the_operator_names_none(client, settings, path):
    settings.MAILLAGE_EMBED_ORIGINS = []
    assert ancestors(client.get(path)) == "frame-ancestors 'self'"


@pytest.mark.parametrize("path", ["/lieux/", "/lieux/integrer/", "/lieux/proposer/"])
def test_no_other_page_may_be_framed(client, path):
    response = client.get(path)
    assert (ancestors(response), response["X-Frame-Options"]) == (
        *("frame-ancestors 'self'", "SAMEORIGIN"),
    )


@FRAMES
def test_a_frame_holds_the_filtered_places_and_leads_to_the_whole_list(client, path):
    PlaceFactory(name="Ici")
    PlaceFactory(name="Vannes", commune=CommuneFactory(code="56260", name="Vannes", latitude=47.6))
    soup = soup_of(client.get(f"/saone-et-loire{path}?service=demarches&frais=gratuit"))
    assert [link.text.strip() for link in soup.select(".card-title a")] == ["Ici"]
    assert soup.select_one("base")["target"] == "_blank"
    assert soup.select_one("header, footer, nav") is None
    # What the small form does not ask is kept.
    kept = {field["name"]: field["value"] for field in soup.select("form input[type=hidden]")}
    assert kept == {"rayon": "10", "frais": "gratuit"}
    whole = "http://testserver/saone-et-loire/lieux/?service=demarches&frais=gratuit"
    assert whole in [link["href"] for link in soup.select("a[href]")]
    assert bool(soup.select("maillage-map")) == ("carte" in path)


@FRAMES
def test_a_frame_is_read_page_by_page_without_leaving_it(client, path):
    PlaceFactory.create_batch(21)
    soup = soup_of(client.get(f"{path}?q=france"))
    following = soup.select_one("a[rel=next]")
    assert (following["href"], following["target"]) == ("?q=france&page=2", "_self")
    assert len(soup_of(client.get(f"{path}?q=france&page=2")).select(".card-title")) == 1


@FRAMES
def test_a_frame_is_the_same_for_everyone(client, path):
    response = client.get(path)
    assert (response.cookies, "csrfmiddlewaretoken" in response.content.decode()) == ({}, False)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("pres_de=zzzz", "Nous ne connaissons aucune commune"),
        ("service=magie", "magie n’en fait pas partie"),
        ("q=zzz", "Aucun lieu ne répond"),
        ("page=999999999", ""),
    ],
)
def test_bad_input_and_empty_lists_are_said(client, query, words):
    response = client.get(f"/lieux/integrer/carte/?{query}")
    assert (response.status_code, words in response.content.decode()) == (200, True)


def test_the_closest_places_are_shown_when_none_is_around(client):
    PlaceFactory(name="Au loin", latitude=46.9, commune=CommuneFactory(code="71014", name="Autun"))
    CommuneFactory()
    text = soup_of(client.get("/lieux/integrer/liste/?commune=71270")).get_text(" ")
    assert "Rien à moins de 10" in text
    assert "Au loin" in text


def test_the_page_gives_what_to_paste_for_the_filters(client):
    soup = soup_of(client.get("/saone-et-loire/lieux/integrer/?commune=71270&frais=gratuit"))
    script, both, alone = (one.get_text() for one in soup.select("pre"))
    site = "http://testserver/saone-et-loire/lieux"
    query = "?commune=71270&frais=gratuit"
    assert f'<script src="{site}/integrer.js" defer></script>' in script
    assert f'<a href="{site}/{query}">Trouver un lieu</a>' in script
    assert f'src="{site}/integrer/carte/{query}"' in both
    assert f'src="{site}/integrer/liste/{query}"' in alone


@pytest.mark.parametrize(("origins", "shown"), [([TOWN_HALL], True), ([], False)])
def test_the_list_offers_it_when_some_site_is_allowed(client, settings, origins, shown):
    settings.MAILLAGE_EMBED_ORIGINS = origins
    PlaceFactory()
    assert ("/lieux/integrer/" in client.get("/lieux/").content.decode()) == shown


def test_the_script_has_one_lasting_address(client):
    response = client.get("/lieux/integrer.js")
    assert (response.status_code, response["Cache-Control"]) == (302, "public, max-age=3600")
    assert "maillage/embed" in response["Location"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_frame_asks_as_much_whatever_its_length(client, count, django_assert_max_num_queries):
    PlaceFactory.create_batch(count)
    client.get("/lieux/integrer/carte/")
    with django_assert_max_num_queries(6):
        client.get("/lieux/integrer/carte/")


def test_origins_are_read_as_operators_write_them():
    written = ["https://Ville.exemple.fr/", " https://*.exemple.fr", "http://localhost:8080", ""]
    assert checked_origins(written) == [
        *("https://ville.exemple.fr", "https://*.exemple.fr", "http://localhost:8080"),
    ]


@pytest.mark.parametrize(
    "wrong", ["ville.exemple.fr", "*", "https://", "https://a.fr/page", "https://a.fr; img-src *"]
)
def test_what_is_no_origin_stops_the_start(wrong):
    with pytest.raises(ImproperlyConfigured, match="MAILLAGE_EMBED_ORIGINS"):
        checked_origins([wrong])
