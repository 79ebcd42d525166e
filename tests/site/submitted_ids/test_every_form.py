"""Every address, form and action of the admin, found by itself, sent foreign rows in each place.

What stands in the database says whether one came through: nothing here knows what a form is for.
``python -m pytest -s`` prints what was found.
"""

import sys
from collections import Counter
from collections.abc import Iterator

import pytest
import time_machine
from django.core.files.storage import FileSystemStorage
from django.template.base import Template
from django.test.utils import _TestState

from maillage.accounts.models import PortalTeam
from tests.events.signups import NOW
from tests.site.submitted_ids.addresses import routes
from tests.site.submitted_ids.furnished import two_sides
from tests.site.submitted_ids.verdicts import FIELDS_PROVED_ELSEWHERE, LEFT_OUT
from tests.site.submitted_ids.walk import Walk, plain
from tests.site.submitted_ids.watch import Watch

pytestmark = pytest.mark.django_db

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
    with pytest.MonkeyPatch.context() as patch, time_machine.travel(NOW, tick=False):
        patch.setattr("django.conf.settings.MEDIA_ROOT", media)
        # What a rollback gives back had its file.
        patch.setattr(FileSystemStorage, "delete", lambda _self, _name: None)
        # Nobody reads the contexts of templates, which the tests' own rendering keeps.
        patch.setattr(Template, "_render", _TestState.saved_data.template_render)
        yield two_sides()


@pytest.fixture
def walk(client, sides):
    def walked(person) -> Walk:
        client.raise_request_exception = False
        client.force_login(person)
        ids = (one for one in sides.twins.values() if len(one) >= 32)
        thorough = person == sides.people["publisher"]
        found = Walk(client, sides, Watch(ids), thorough=thorough)
        found.go()
        return found

    return walked


def told(role: str, tally: tuple, verdicts: dict, fields: dict) -> Iterator[str]:
    """What was found: read it with ``-s``."""
    yield f"\n{role}: addresses, forms, fields, posts {tally}; {Counter(verdicts.values())}"
    yield from (f"  {verdict:10}{path}" for path, verdict in verdicts.items())
    for (path, name), proved in sorted(fields.items()):
        yield f"  {'field' if proved else 'UNPROVED':10}{path} {name}"
    yield ""


@pytest.mark.timeout(900)
@pytest.mark.parametrize("role", [role.value for role in PortalTeam.Role])
def test_nothing_of_another_territory_comes_through(walk, sides, role):
    found = walk(sides.people[role])
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
