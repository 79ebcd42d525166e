"""Every form of a page checks the ids typed in it, and knows which pages may be named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group
from django.core.checks import CheckMessage, Error, register
from django.db.models import Q
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Locale, Page, get_page_models
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models

from maillage.accounts.teams import edited_territories
from maillage.pages import readable
from maillage.submitted_ids.forms import CheckedReferences, with_checked_references
from maillage.submitted_ids.missing import note_missing_choices
from maillage.submitted_ids.usable import register_usable
from maillage_site.home.models import ContentPage
from maillage_site.placeholders.finished_words import with_finished_words
from maillage_site.rights.own_tree import browsable_pages
from maillage_site.scheduling.meant_hours import with_meant_schedule
from maillage_site.unreadable.texts import with_last_text

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from maillage.accounts.models import User


def check_every_form() -> None:
    """Once every app is ready, before Wagtail makes the form of any page."""
    for model in get_page_models():
        form = getattr(model, "base_form_class", WagtailAdminPageForm)
        meant = with_finished_words(with_meant_schedule(form))
        model.base_form_class = with_checked_references(with_last_text(meant))
    note_missing_choices()
    register_usable(Page, usable_pages)
    register_usable(Collection, own_collections)
    register_usable(Group, own_groups)
    # The languages of the site are nobody's secret.
    register_usable(Locale, lambda _user: Locale.objects.all())


def usable_pages(user: User | AnonymousUser) -> QuerySet[Page]:
    """Those of the person's trees, those above, and what the nation shares with every territory."""
    shared = readable(ContentPage.objects.live().filter(shared=True))
    browsable = browsable_pages(user) if user.is_authenticated else Page.objects.none()
    return Page.objects.filter(
        Q(pk__in=browsable.order_by().values("pk")) | Q(pk__in=shared.order_by().values("pk"))
    )


def own_collections(user: User | AnonymousUser) -> QuerySet[Collection]:
    """Where the person may put an image or a document."""
    found = Collection.objects.none()
    for model in (get_image_model(), get_document_model()):
        policy = policy_registry.get_by_type(model)
        found |= policy.collections_user_has_any_permission_for(user, ["add", "change"])
    return found


def own_groups(user: User | AnonymousUser) -> QuerySet[Group]:
    """The teams of the person's territories."""
    return Group.objects.filter(portal_team__territory__in=edited_territories(user))


@register
def forms_are_checked(**_options: object) -> list[CheckMessage]:
    """A page or snippet whose form would take any id that is typed in it."""
    return [
        Error(
            f"The admin's form of {model._meta.label} does not check the ids typed in it.",
            hint="Register the snippet with maillage.viewsets.TerritorySnippetViewSet, or name "
            "maillage.submitted_ids.forms.CheckedReferences first among the bases of its form.",
            id="maillage_site.E031",
        )
        for model in (*get_page_models(), *get_snippet_models())
        if not issubclass(model.get_edit_handler().get_form_class(), CheckedReferences)
    ]
