"""Every address of the admin, opened by another territory's editor with a foreign identifier."""

import json
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Locale, Page, Site, Task, Workflow

from maillage.accounts.models import User
from maillage_site.rights.own_listing import OwnPagesSummaryItem
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.events.signups import NOW
from tests.site.factories import CommuneFactory, TerritoryFactory, UserFactory
from tests.site.rights.conftest import CANARY, SEARCHED
from tests.site.rights.world import belongings

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _now():
    """Answers tell how long ago: on a slow machine a minute passes between two of them."""
    with time_machine.travel(NOW, tick=False):
        yield


ADMIN = "gestion/"
# Wagtail's own test of its error page, which raises on purpose; signing out ends the walk.
LEFT_OUT = {"gestion/failwhale/", "gestion/logout/"}
BY_NAMESPACE = {
    "wagtailimages": get_image_model,
    "wagtaildocs": get_document_model,
    "wagtailusers_users": lambda: User,
    "wagtailusers_groups": lambda: Group,
    "wagtailadmin_collections": lambda: Collection,
    "wagtailadmin_workflows": lambda: Workflow,
    "wagtailsites": lambda: Site,
    "wagtaillocales": lambda: Locale,
}


def routes(resolver: URLResolver, prefix: str = "", space: str = "") -> Iterator[tuple]:
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield path, entry, space
        else:
            yield from routes(entry, path, entry.namespace or space)


def admin_routes() -> list[tuple[str, URLPattern, str]]:
    return [route for route in routes(get_resolver()) if route[0].startswith(ADMIN)]


def foreign_pk(pattern: URLPattern, space: str, theirs) -> object:
    model = getattr(pattern.callback, "view_initkwargs", {}).get("model")
    for beginning, found in BY_NAMESPACE.items():
        if space.startswith(beginning):
            model = found()
    if model in (None, "wagtaildocs.Document", "images.Image") or isinstance(model, str):
        return {"wagtaildocs": theirs.document.pk}.get(space[:11], theirs.page.pk)
    if model is get_image_model():
        return theirs.image.pk
    if model is get_document_model():
        return theirs.document.pk
    if model is User:
        return theirs.publisher.pk
    row = model._default_manager.last()
    return row.pk if row else 1


def filled(path: str, pattern: URLPattern, space: str, theirs) -> str | None:
    """The address with foreign identifiers; None for what no address can match."""
    revision = theirs.draft.latest_revision
    values = {
        "page_id": theirs.draft.pk,
        "parent_page_id": theirs.portal.pk,
        "page_to_move_id": theirs.page.pk,
        "destination_id": theirs.portal.pk,
        "page_pk": theirs.page.pk,
        "workflow_pk": Workflow.objects.last().pk,
        "task_id": Task.objects.last().pk,
        "image_id": theirs.image.pk,
        "document_id": theirs.document.pk,
        "doc_id": theirs.document.pk,
        "collection_id": theirs.collection.pk,
        "revision_id": revision.pk,
        "revision_id_a": revision.pk,
        "revision_id_b": "latest",
        "content_type_app_name": "maillage_home",
        "content_type_model_name": "contentpage",
        "app_label": "wagtailcore",
        "model_name": "page",
        "app_name": "wagtailcore",
        "action": "delete",
        "action_name": "approve",
        "object_id": theirs.draft.pk,
        "filter_spec": "width-10",
        "slug": "portalpage",
        "pk": foreign_pk(pattern, space, theirs),
    }
    converters = pattern.pattern.converters
    address = path.replace("^", "").replace("$", "")
    if "(?P" in address:
        return (
            f"/gestion/pages/{theirs.draft.pk}/revisions/compare/{revision.pk}...live/"
            if "compare" in address
            else None
        )
    for name in converters:
        start = address.index("<")
        end = address.index(">") + 1
        address = address[:start] + str(values.get(name, 1)) + address[end:]
    return None if "<" in address or "*" in address else f"/{address}"


def addresses(theirs) -> list[str]:
    found = {
        filled(path, pattern, space, theirs)
        for path, pattern, space in admin_routes()
        if path not in LEFT_OUT
    }
    return sorted(address for address in found if address)


def leak(response) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return CANARY if CANARY.lower().encode() in body.lower() else ""


QUERIES = (
    "",
    f"?q={SEARCHED}",
    "?id={page}&childOf={portal}&page_type=maillage_home.contentpage&multiple=1&user={user}",
    "?id=all&childOf={portal}&collection_id={collection}&for_explorer=1&descendant_of={portal}",
)


def test_the_walk_covers_the_admin(ours, theirs):
    assert len(addresses(theirs)) > 150


@pytest.mark.parametrize("query", QUERIES)
def test_no_address_shows_another_territorys_content(client, ours, theirs, query):
    client.raise_request_exception = False
    client.force_login(ours.publisher)
    query = query.format(
        page=theirs.page.pk,
        portal=theirs.portal.pk,
        collection=theirs.collection.pk,
        user=theirs.editor.pk,
    )
    leaks, errors = [], []
    for address in addresses(theirs):
        response = client.get(address + query)
        if leak(response):
            leaks.append(address + query)
        if response.status_code >= 500:
            errors.append(address + query)
    assert (leaks, errors) == ([], [])


# What changes from one answer to the next without anybody's doing: tokens, the session in which a
# page is edited, keys of paragraphs, the address of a theme (its number is the whole site's).
PASSING = re.compile(
    rb"\b[A-Za-z0-9]{64}\b|/(ping|release)/[\w/]+|/theme/[\w./-]+|\b[a-z0-9]{5}(?=\\+(&quot;|\"))"
    rb"|id&quot;: &quot;[0-9a-f-]{36}"
)


def read(client, address: str) -> bytes:
    response = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return str(response.status_code).encode() + PASSING.sub(b"", body)


def told_of_others(client, ours, request, own: list[str]) -> list[str]:
    """Those of these addresses that say something else once somebody else is there."""
    client.raise_request_exception = False
    client.force_login(ours.publisher)
    # In two languages, what is one's own has its first common ancestor in the nation's tree.
    english, _made = Locale.objects.get_or_create(language_code="en")
    ours.portal.copy_for_translation(english, copy_parents=True).save_revision().publish()
    grant_portal_groups(ours.portal)
    belongings(ours.portal, "Colibri", CommuneFactory())
    # The name of a territory is everybody's, and so are the nation's events.
    TerritoryFactory(code="56", name="Morbihan", slug="morbihan")
    client.get("/gestion/")  # shows the messages of what was refused, if any
    before = {address: read(client, address) for address in own}
    theirs = request.getfixturevalue("theirs")
    vannes = CommuneFactory(code="56260", name="Vannes", epci_code="200067932", region_code="53")
    belongings(theirs.portal, f"{SEARCHED} {CANARY}", vannes)
    client.get("/gestion/")
    return [address for address, body in before.items() if read(client, address) != body]


def test_nothing_that_others_hold_is_read_or_counted_at_home(client, ours, request):
    """With one's own identifiers an address says the same, whoever else is there."""
    # To whom a page is restricted is asked among teams: see tests/site/submitted_ids.
    own = [address for address in addresses(ours) if not address.endswith("/privacy/")]
    assert (told_of_others(client, ours, request, own), len(own) > 100) == ([], True)


def test_a_name_or_a_count_of_others_is_seen(client, ours, request, monkeypatch):
    """Planted: Wagtail's own filter of owners, and its own count of pages."""
    monkeypatch.setattr(
        PageFilterSet.declared_filters["owner"], "queryset", lambda _request: User.objects.all()
    )
    monkeypatch.setattr(OwnPagesSummaryItem, "get_context_data", PagesSummaryItem.get_context_data)
    planted = ["/gestion/", f"/gestion/pages/{ours.portal.pk}/"]
    closed = f"/gestion/pages/{ours.page.pk}/history/"
    assert told_of_others(client, ours, request, [*planted, closed]) == planted


def everything(side) -> list:
    models = (Page, get_image_model(), get_document_model(), User, Group, Collection, Workflow)
    rows = [model.objects.order_by("pk").values() for model in models]
    return json.dumps(
        [[(r["id"], r.get("title"), r.get("live"), r.get("path")) for r in q] for q in rows]
    )


def test_no_address_changes_another_territorys_content(client, ours, theirs):
    client.raise_request_exception = False
    client.force_login(ours.publisher)
    before = everything(theirs)
    errors, leaks = [], []
    data = {"title": "volé", "action-publish": "1", "id": theirs.page.pk, "name": "volé"}
    data["external-link-chooser-url"] = "/"
    for address in addresses(theirs):
        response = client.post(address, data)
        if leak(response):
            leaks.append(address)
        if response.status_code >= 500:
            errors.append(address)
    assert (errors, leaks) == ([], [])
    changed = json.loads(everything(theirs))
    assert [row for row in json.loads(before)[0] if row not in changed[0]] == []
    assert json.loads(before)[1:] == changed[1:]


def test_the_national_team_does_see_it(client, ours, theirs):
    """Without this, the walk could pass because it opens nothing."""
    client.force_login(UserFactory(is_superuser=True))
    client.raise_request_exception = False
    shown = [address for address in addresses(theirs) if leak(client.get(address))]
    assert len(shown) > 40


def test_an_editor_does_open_what_is_theirs(client, ours, theirs):
    client.force_login(ours.editor)
    pages = [
        f"/gestion/pages/{ours.portal.pk}/",
        f"/gestion/pages/{ours.draft.pk}/edit/",
        f"/gestion/pages/{ours.draft.pk}/history/",
        f"/gestion/pages/add/maillage_home/contentpage/{ours.portal.pk}/",
        f"/gestion/images/{ours.image.pk}/",
        f"/gestion/documents/edit/{ours.document.pk}/",
        f"/gestion/choose-page/{ours.portal.pk}/",
        "/gestion/images/chooser/",
        "/gestion/documents/chooser/",
        "/gestion/",
        "/gestion/account/",
    ]
    refused = {p: s for p in pages if (s := client.get(p).status_code) != 200}
    assert refused == {}


@pytest.mark.parametrize(
    "address", ["/gestion/choose-page/", "/gestion/images/chooser/", "/gestion/documents/chooser/"]
)
def test_choosers_offer_what_is_theirs(client, ours, theirs, address):
    client.force_login(ours.editor)
    body = client.get(address, follow=True).content.decode()
    assert ("Colibri" in body, CANARY in body) == (True, False)


def test_an_editors_menu_has_no_closed_door(client, ours):
    client.force_login(ours.editor)
    body = client.get("/gestion/").content.decode()
    closed = ["/gestion/reports/", "/gestion/users/", "/gestion/groups/", "/gestion/settings/"]
    assert [path for path in closed if path in body] == []
    assert "/gestion/images/" in body
