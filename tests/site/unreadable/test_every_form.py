"""Every form of the admin, found by itself, sent as no browser sends it: a sentence, never a 500."""

import logging

import pytest

from maillage_site.rights import one_act
from tests.site.submitted_ids.furnished import staged, two_sides
from tests.site.unreadable.mangled import Mangling

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# Fewer would mean that the walk does not see what it saw: addresses of forms, things wrong, refused.
AT_LEAST = (250, 900, 20)


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


def mangling(client, sides, person, only="") -> Mangling:
    client.raise_request_exception = False
    client.force_login(person)
    found = Mangling(client, sides)
    found.go(only)
    return found


@pytest.fixture(autouse=True)
def _silence():
    """Each refusal is logged with its traceback: a thousand of them."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.timeout(300)
def test_nothing_that_is_sent_is_an_error_of_ours(client, sides):
    found = mangling(client, sides, sides.people["publisher"])
    assert found.faults == []
    tally = (len(found.forms), len(found.tried), found.refused)
    assert all(one >= least for one, least in zip(tally, AT_LEAST, strict=True)), tally


COPY = "pages/<int:page_id>/copy/$"


def test_what_only_data_raises_is_seen_when_nobody_answers_for_it(client, sides, monkeypatch):
    """Planted: the admin as it was."""
    monkeypatch.setattr(one_act, "BY_DATA", ())
    found = mangling(client, sides, sides.people["publisher"], COPY)
    assert [fault for fault in found.faults if "new_parent_page missing 500" in fault]
