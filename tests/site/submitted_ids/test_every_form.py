"""Every address, form and action of the admin, found by itself, sent foreign rows in each place.

What stands in the database says whether one came through: nothing here knows what a form is for.
``python -m pytest -s`` prints what was found.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from http import HTTPStatus

import pytest
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet

from maillage.accounts.models import PortalTeam
from maillage.submitted_ids.forms import CheckedReferences
from maillage_events.organiser import acceptance_views
from maillage_site.rights import guard
from maillage_site.rights.chooser_rows import OwnImages
from tests.site.submitted_ids.addresses import own_addresses, routes
from tests.site.submitted_ids.furnished import staged, two_sides
from tests.site.submitted_ids.verdicts import FIELDS_PROVED_ELSEWHERE, LEFT_OUT, TYPED_IN, asked
from tests.site.submitted_ids.walk import Walk, plain
from tests.site.submitted_ids.watch import Watch, undone

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# Fewer would mean that the walk does not see what it saw: addresses, forms, fields, posts.
AT_LEAST = {
    "editor": (300, 35, 24, 600),
    "publisher": (300, 65, 40, 900),
    "coordinator": (300, 60, 38, 800),
}


@pytest.fixture(scope="module")
def media(tmp_path_factory):
    return tmp_path_factory.mktemp("media")


@pytest.fixture(autouse=True)
def _media(settings, media):
    settings.MEDIA_ROOT = media


@pytest.fixture(scope="module")
def sides(module_db, media):
    with staged(two_sides, media) as found:
        yield found


def walk(client, sides, person, only="", **how) -> Walk:
    client.raise_request_exception = False
    client.force_login(person)
    found = Walk(client, sides, Watch(sides), **how)
    found.go(only)
    return found


def told(role: str, tally: tuple, verdicts: dict, fields: dict) -> Iterator[str]:
    """What was found: read it with ``-s``."""
    yield f"\n{role}: addresses, forms, fields, posts {tally}; {Counter(verdicts.values())}"
    yield from (f"  {verdict:10}{path}" for path, verdict in verdicts.items())
    for (path, name), proved in sorted(fields.items()):
        yield f"  {'field' if proved else 'UNPROVED':10}{path} {name}"
    yield ""


@pytest.mark.timeout(900)
@pytest.mark.parametrize("role", ["publisher", "editor", "coordinator"])
def test_nothing_of_another_territory_comes_through(client, sides, role):
    found = walk(client, sides, sides.people[role], thorough=role == "publisher")
    paths = {plain(route.path) for route in routes()} - LEFT_OUT.keys()
    verdicts = {path: found.verdict(path) for path in sorted(paths)}
    tally = (len(paths), found.forms, len(found.fields), found.posts)
    sys.stdout.write("\n".join(told(role, tally, verdicts, found.fields)))
    unproved = {
        (path, name)
        for (path, name), proved in found.fields.items()
        if not proved and (path, name) not in FIELDS_PROVED_ELSEWHERE
    }
    assert found.holes == []
    assert [path for path, verdict in verdicts.items() if not verdict] == []
    assert unproved == set()
    assert all(one >= least for one, least in zip(tally, AT_LEAST[role], strict=True))


# Planted: what the walk is there to see.

PAGES = "pages/add/.*/<int:parent_page_id>/$"
ANSWER = "inscriptions/personne/<uuid:uuid>/repondre/"
EVERY_IMAGE = "api/main/images/$"


def test_a_form_that_checks_nothing_is_seen(client, sides, monkeypatch):
    monkeypatch.setattr(CheckedReferences, "_refuse", lambda _form: None)
    found = walk(client, sides, sides.people["publisher"], PAGES)
    assert any("wagtailcore_revision" in hole for hole in found.holes)


def test_an_action_that_asks_no_verb_of_its_row_is_seen(client, sides, monkeypatch):
    monkeypatch.setattr(acceptance_views, "may", lambda *_asked: True)
    found = walk(client, sides, sides.people["publisher"], ANSWER)
    assert [hole for hole in found.holes if "maillage_events_registration" in hole]


def test_a_view_outside_the_doors_is_seen(client, sides, monkeypatch):
    """Wagtail's own list of images for scripts, whatever their collection."""
    assert walk(client, sides, sides.people["publisher"], EVERY_IMAGE).holes == []
    monkeypatch.setattr(guard, "may_open", lambda *_asked: True)
    monkeypatch.setattr(OwnImages, "get_queryset", ImagesAdminAPIViewSet.get_queryset)
    found = walk(client, sides, sides.people["publisher"], EVERY_IMAGE)
    assert [hole for hole in found.holes if hole.startswith("GET /gestion/api/main/images/")]


def test_a_field_without_proof_and_an_address_without_verdict_are_seen(client, sides, monkeypatch):
    monkeypatch.setitem(TYPED_IN, "gestion/pages/<int:page_id>/copy/", {"new_slug": "/"})
    found = walk(client, sides, sides.people["publisher"], "pages/<int:page_id>/copy/")
    assert (found.verdict("gestion/pages/<int:page_id>/copy/"), set(found.fields.values())) == (
        "",
        {False},
    )


def test_who_left_the_team_does_nothing_any_more(client, sides):
    """With the session still open."""
    person = sides.ours.person(PortalTeam.Role.PUBLISHER, PortalTeam.Role.COORDINATOR)
    client.force_login(person)
    assert client.get("/gestion/images/").status_code == HTTPStatus.OK
    person.groups.clear()
    done = []
    for address in every_own_address(sides):
        with undone() as written:
            answers = [client.get(address), client.post(address, {})]
        if written or {one.status_code for one in answers} - {302, 403, 404, 405}:
            done.append(address)
    assert done == []


def every_own_address(sides) -> list[str]:
    return [
        asking
        for route in routes()
        if plain(route.path) not in LEFT_OUT
        for address in own_addresses(route, sides)
        for asking in asked(plain(route.path), address, sides)
    ]
