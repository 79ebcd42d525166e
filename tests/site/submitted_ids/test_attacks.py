"""Ids that were never offered, typed by hand: what a publisher did before they were checked."""

import json

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page

from maillage.territories.models import Territory
from tests.site.admin_forms import as_sent
from tests.site.rights.conftest import CANARY
from tests.site.submitted_ids.conftest import Role
from tests.site.submitted_ids.keys import named, theirs_named

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def publisher(client, ours, theirs):
    client.force_login(ours.person(Role.PUBLISHER))
    return client


def link(pk: int) -> str:
    """A link to a page, as the editor's script sends it."""
    entity = {
        "type": "LINK",
        "mutability": "MUTABLE",
        "data": {"id": pk, "url": "/", "parentId": 1},
    }
    block = {
        "key": "abcde",
        "text": "ici",
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [{"offset": 0, "length": 3, "key": 0}],
    }
    return json.dumps({"blocks": [block], "entityMap": {"0": entity}})


def one_block(kind: str, **values: object) -> dict[str, object]:
    found = {"body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": kind}
    return found | {"body-0-id": ""} | {f"body-0-value{name}": v for name, v in values.items()}


BLOCKS = {
    "image": lambda rows: one_block(
        "figure",
        **{"-image-image": rows.pk(get_image_model()), "-image-alt_text": "x", "-caption": ""},
    ),
    "page": lambda rows: one_block(
        "cards",
        **{
            "-cards-count": "1",
            "-cards-0-deleted": "",
            "-cards-0-order": "0",
            "-cards-0-id": "",
            "-cards-0-value-title": "x",
            "-cards-0-value-text": "",
            "-cards-0-value-page": rows.pk(Page),
            "-cards-0-value-link": "",
        },
    ),
    "document": lambda rows: one_block(
        "files",
        **{
            "-title": "",
            "-files-count": "1",
            "-files-0-deleted": "",
            "-files-0-order": "0",
            "-files-0-id": "",
            "-files-0-value-title": "x",
            "-files-0-value-document": rows.pk(get_document_model()),
        },
    ),
    "link": lambda rows: one_block("text", **{"": link(rows.pk(Page))}),
}


NAMED = {
    "image": get_image_model(),
    "page": Page,
    "document": get_document_model(),
    "link": Page,
}


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_block_holds_what_is_ours_alone(publisher, ours, theirs, kind):
    address = f"/gestion/pages/{ours.pk(Page)}/edit/"
    form = as_sent(publisher.get(address))
    before = theirs_named()
    refused = publisher.post(address, form | BLOCKS[kind](theirs))
    assert (theirs_named(), CANARY in refused.content.decode()) == (before, False)
    assert "vous ne pouvez pas utiliser" in refused.content.decode()
    chosen = ours.pk(NAMED[kind])
    before = named(chosen)
    publisher.post(address, form | BLOCKS[kind](ours))
    assert named(chosen) > before + (NAMED[kind] is Page)  # The revision of the page names it.


def test_a_preview_shows_what_is_ours_alone(publisher, ours, theirs):
    address = f"/gestion/pages/{ours.pk(Page)}/edit/"
    form = as_sent(publisher.get(address)) | BLOCKS["page"](theirs)
    publisher.post(f"{address}preview/", form)
    assert CANARY not in publisher.get(f"{address}preview/").content.decode()


def test_a_logo_is_one_of_ours(publisher, ours, theirs):
    address = f"/gestion/pages/{ours.portal.pk}/edit/"
    form = as_sent(publisher.get(address))
    before = theirs_named()
    refused = publisher.post(address, form | {"logo": theirs.pk(get_image_model())})
    assert (theirs_named(), CANARY in refused.content.decode()) == (before, False)


def test_a_circle_is_of_our_territory(publisher, ours, theirs):
    address = "/gestion/snippets/maillage_community/circle/add/"
    answer = publisher.get(address)
    assert CANARY not in answer.content.decode()
    facts = {"name": "x", "slug": "x", "summary": "x", "charter": "x", "charter_version": "1"}
    for territory in (theirs.pk(Territory), ""):
        publisher.post(address, as_sent(answer, **facts, territory=territory))
    assert _circles("x") == 0
    publisher.post(address, as_sent(answer, **facts, territory=ours.pk(Territory)))
    assert _circles("x") == 1


def _circles(slug: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM maillage_community_circle WHERE slug = %s", [slug])
        return cursor.fetchone()[0]


@pytest.mark.parametrize("address", ["{page}/copy/", "{page}/move/", "create/wagtailcore/page"])
def test_no_page_goes_where_it_was_not_offered_to(publisher, ours, theirs, address):
    parent = theirs.portal.pk
    form = {"new_parent_page": parent, "parent_page": parent, "new_title": "x", "new_slug": "x"}
    before = theirs_named()
    answer = publisher.post(f"/gestion/pages/{address.format(page=ours.pk(Page))}", form)
    assert (theirs_named(), CANARY in answer.content.decode()) == (before, False)


def test_a_private_page_is_for_our_teams(publisher, ours, theirs):
    address = f"/gestion/pages/{ours.pk(Page)}/privacy/"
    assert CANARY not in publisher.get(address).content.decode()
    before = theirs_named()
    publisher.post(address, {"restriction_type": "groups", "groups": [theirs.pk(Group)]})
    assert theirs_named() == before
    before = named(ours.pk(Group))
    publisher.post(address, {"restriction_type": "groups", "groups": [ours.pk(Group)]})
    assert named(ours.pk(Group)) > before


@pytest.mark.parametrize(
    ("address", "model"),
    [
        ("choose-page/chosen-multiple/", Page),
        ("images/chooser/chosen-multiple/", get_image_model()),
        ("documents/chooser/chosen-multiple/", get_document_model()),
        ("images/chooser/chosen/{pk}/", get_image_model()),
        ("images/chooser/{pk}/select_format/", get_image_model()),
        ("documents/chooser/chosen/{pk}/", get_document_model()),
        ("api/main/pages/{pk}/", Page),
    ],
)
def test_no_title_is_read_by_its_id(publisher, ours, theirs, address, model):
    def ask(rows):
        pk = rows.pk(model)
        return publisher.get(f"/gestion/{address.format(pk=pk)}", {"id": pk}).content.decode()

    assert (CANARY in ask(theirs), "Colibri" in ask(ours)) == (False, True)


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_a_file_goes_into_our_collection(publisher, ours, theirs, kind):
    model = get_image_model() if kind == "images" else get_document_model()
    address = {
        "images": f"images/{ours.pk(model)}/",
        "documents": f"documents/edit/{ours.pk(model)}/",
    }
    before = theirs_named()
    publisher.post(
        f"/gestion/{address[kind]}", {"title": "x", "tags": "", "collection": theirs.pk(Collection)}
    )
    bulk = f"/gestion/bulk/{model._meta.app_label}/{model._meta.model_name}/add_to_collection/"
    publisher.post(f"{bulk}?id={ours.pk(model)}", {"collection": theirs.pk(Collection)})
    assert theirs_named() == before
