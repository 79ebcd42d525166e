"""The admin's guard: an editor opens only what is theirs, whatever the view behind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from wagtail.admin.auth import permission_denied
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Task
from wagtail.permissions import page_permission_policy, policy_registry
from wagtail_localize.models import Translation, TranslationSource

from maillage.accounts.second_factor import has_second_factor
from maillage.accounts.teams import is_national
from maillage.permissions import TerritoryPolicy, may_somewhere
from maillage_site.portals.models import PortalPage
from maillage_site.rights.doors import Check, door_for
from maillage_site.rights.own_tree import (
    browsable_pages,
    know_own_pages,
    known_pages,
    own_pages,
    own_rows,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from django.db.models import Model
    from django.http import HttpRequest, HttpResponse
    from django.urls import ResolverMatch

    from maillage.accounts.models import User

ADMIN_PERMISSION = "wagtailadmin.access_admin"
IDENTIFIER = re.compile(r"\d{1,18}|[0-9a-fA-F-]{32,36}")
# View → the field or the file without which Wagtail answers 500.
NEEDED_FIELDS = {"wagtailadmin_choose_page_external_link": "external-link-chooser-url"}
NEEDED_FILES = {
    "wagtailimages:add_multiple": "files[]",
    "wagtaildocs:add_multiple": "files[]",
}
WRITING = ("change", "delete", "publish")
# Scripts read its answers: they follow no redirection, and are shown no page.
API = "wagtailadmin_api:"
ALWAYS_OPEN = ("wagtailadmin_logout", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog")


class AdminGuard:
    """Refuses, before any admin view runs, what is not the person's territory.

    Wagtail scopes most of its views; this does not rely on it. Everyone but the national team
    only opens the doors named in ``doors.py``, views of models with a territory policy, and
    views that say their verb (``verb_required``).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, _args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        if not request.path_info.startswith(reverse("wagtailadmin_home")):
            return None
        user, name = request.user, request.resolver_match.view_name
        if not user.is_authenticated or not user.has_perm(ADMIN_PERMISSION):
            return None  # Wagtail leads them to the entrance
        if lacks_second_factor(request) and name not in ALWAYS_OPEN:
            return redirect("mfa_activate_totp")
        if has_malformed_ids(request) or lacks_what_it_needs(request):
            raise Http404
        return None if is_national(user) else _answer_editor(request)


def _answer_editor(request: HttpRequest) -> HttpResponse | None:
    if not may_open(request, request.resolver_match):
        if request.resolver_match.view_name.startswith(API):
            return JsonResponse({"message": "not found"}, status=404)
        return permission_denied(request)
    if request.resolver_match.view_name == "wagtailadmin_choose_page":
        return _choose_in_own_tree(request)
    return None


def has_malformed_ids(request: HttpRequest) -> bool:
    """Whether ``id=`` names no row at all: Wagtail's choosers answer 500 to that."""
    if request.resolver_match.view_name == "wagtailadmin_block_preview":
        return False  # A kind of block is named there, in words of Wagtail's, which it checks.
    bulk = request.resolver_match.view_name == "wagtail_bulk_action"
    return not all(
        IDENTIFIER.fullmatch(given) or (bulk and given == "all")
        for given in request.GET.getlist("id")
    )


def lacks_what_it_needs(request: HttpRequest) -> bool:
    """Whether a form comes without the one thing that it is for."""
    if request.method != "POST":
        return False
    view = request.resolver_match.view_name
    field, file = NEEDED_FIELDS.get(view), NEEDED_FILES.get(view)
    return bool((field and field not in request.POST) or (file and file not in request.FILES))


def lacks_second_factor(request: HttpRequest) -> bool:
    return settings.MAILLAGE_MFA_REQUIRED and not has_second_factor(request)


def _choose_in_own_tree(request: HttpRequest) -> HttpResponse | None:
    """Start the page chooser in the person's tree: Wagtail would start wherever the type is."""
    root = page_permission_policy.explorable_root_instance(request.user)
    if root is None:
        return None
    address = reverse("wagtailadmin_choose_page_child", args=[root.pk])
    return redirect(f"{address}?{request.GET.urlencode()}")


def may_open(request: HttpRequest, match: ResolverMatch) -> bool:
    """Whether a territory's editor may open that view with those identifiers."""
    view, kwargs, user = match.func, match.kwargs, request.user
    verb = getattr(view, "maillage_verb", None)
    if verb is not None:
        return may_somewhere(user, verb[1], verb[0])
    if match.view_name == "wagtail_bulk_action":
        return may_act_in_bulk(request, kwargs)
    if match.view_name == "wagtailadmin_choose_page_chosen_multiple":
        return all(passes(user, Check.OWN_PAGE, pk) for pk in request.GET.getlist("id"))
    if match.view_name == "wagtailadmin_editing_sessions:ping":
        model = model_named(kwargs["app_label"], kwargs["model_name"])
        return model is not None and holds(user, model, unquote(kwargs["object_id"]))
    door = door_for(match.view_name)
    if door is not None:
        checks = dict(door.checks)
        return all(passes(user, checks.get(name), value) for name, value in kwargs.items())
    return may_open_model_view(user, view, kwargs)


def may_follow(request: HttpRequest, url: str) -> bool:
    """Whether that link of ours, followed by the person, is answered and not refused.

    What is no address of this site is theirs to follow.
    """
    path = url.partition("#")[0].partition("?")[0]
    if not path.startswith("/"):
        return True
    try:
        match = resolve(path)
    except Resolver404:
        return False
    verb = getattr(match.func, "maillage_verb", None)
    if verb is None and is_national(request.user):
        return True
    return may_open(request, match)


def followable(request: HttpRequest, urls: Collection[str]) -> set[str]:
    """Those of these links that ``may_follow``; the pages that they name are looked for at once."""
    know_own_pages(request.user, {key for url in urls for key in _pages_named(url)})
    return {url for url in urls if may_follow(request, url)}


def _pages_named(url: str) -> Iterator[int]:
    try:
        match = resolve(url.partition("#")[0].partition("?")[0])
    except Resolver404:
        return
    door = door_for(match.view_name)
    for name, check in door.checks if door else ():
        if check is Check.OWN_PAGE and name in match.kwargs:
            yield int(match.kwargs[name])


def passes(user: User, check: Check | None, identifier: object) -> bool:
    """Whether an identifier of the address is what the check wants; unknown ones never are."""
    return CHECKS[check](user, identifier) if check is not None else False


def _is_own_translation(user: User, identifier: object) -> bool:
    found = Translation.objects.filter(pk=identifier).first()
    return found is not None and _owns_translation(user, found.source)


def _is_own_source(user: User, identifier: object) -> bool:
    found = TranslationSource.objects.filter(pk=identifier).first()
    return found is not None and _owns_translation(user, found)


def _owns_translation(user: User, source: TranslationSource) -> bool:
    return own_pages(user).filter(translation_key=source.object_id).exists()


def holds(user: User, model: type[Model], identifier: object) -> bool:
    """Whether that row is among those the person sees in the admin."""
    known = known_pages(user)
    if model is Page and identifier in known:
        return known[identifier]
    try:
        return own_rows(user, model).filter(pk=identifier).exists()
    except (ValueError, TypeError, ValidationError):
        return False


def _is_own_below_home(user: User, identifier: object) -> bool:
    return own_pages(user).not_type(PortalPage).filter(pk=identifier).exists()


def _is_own_task(user: User, identifier: object) -> bool:
    return Task.objects.filter(
        pk=identifier, workflow_tasks__workflow__workflow_pages__page__in=own_pages(user)
    ).exists()


def _is_browsable(user: User, identifier: object) -> bool:
    return browsable_pages(user).filter(pk=identifier).exists()


CHECKS: dict[Check, Callable[[User, object], bool]] = {
    Check.ANYTHING: lambda _user, _identifier: True,
    Check.OWN_UPLOAD: lambda _user, _identifier: True,
    Check.OWN_PAGE: lambda user, identifier: holds(user, Page, identifier),
    Check.OWN_PAGE_BELOW_HOME: _is_own_below_home,
    Check.BROWSABLE_PAGE: _is_browsable,
    Check.OWN_TASK: _is_own_task,
    Check.OWN_IMAGE: lambda user, identifier: holds(user, get_image_model(), identifier),
    Check.OWN_DOCUMENT: lambda user, identifier: holds(user, get_document_model(), identifier),
    Check.OWN_TRANSLATION: _is_own_translation,
    Check.OWN_TRANSLATION_SOURCE: _is_own_source,
}


def model_named(app_label: str, model_name: str) -> type[Model] | None:
    try:
        return apps.get_model(app_label, model_name)
    except LookupError:
        return None


def may_open_model_view(user: User, view: Callable, kwargs: Mapping[str, object]) -> bool:
    """A view of a viewset: its model needs a territory policy, its row must be the person's.

    Who sees a row does not always change it: Wagtail asks that of the model, not of the row.
    """
    model = getattr(view, "view_initkwargs", {}).get("model")
    if isinstance(model, str):
        model = apps.get_model(model)
    policy = None if model is None else policy_registry.get_by_type(model)
    if not isinstance(policy, TerritoryPolicy):
        return False
    if "pk" not in kwargs:
        return True
    identifier = unquote(str(kwargs["pk"]))
    if not holds(user, model, identifier):
        return False
    row = own_rows(user, model).get(pk=identifier)
    action = getattr(view.view_class, "permission_required", None)
    return action not in WRITING or policy.user_has_permission_for_instance(user, action, row)


def may_act_in_bulk(request: HttpRequest, kwargs: Mapping[str, str]) -> bool:
    """Every row named must be the person's, and so must the page whose children are taken."""
    model = model_named(kwargs["app_label"], kwargs["model_name"])
    if model is None:
        return False
    user, asked = request.user, request.GET
    parent = asked.get("childOf")
    is_page = issubclass(model, Page)
    if parent and is_page and not holds(user, Page, parent):
        return False
    ids = set(asked.getlist("id"))
    if "all" in ids:
        return bool(parent) or not is_page
    try:
        return own_rows(user, model).filter(pk__in=ids).count() == len(ids)
    except (ValueError, TypeError, ValidationError):
        return False
