"""Who reads a file: everybody when something public shows it, otherwise whoever sees what does.

Everything is asked of the database at the moment the file is asked for. A page that is made
private, unpublished, closed with its portal or past its last day takes its files with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, F, IntegerField, OuterRef
from django.db.models.functions import Cast, Length, Substr
from wagtail.images import get_image_model
from wagtail.models import CollectionViewRestriction, Page, ReferenceIndex
from wagtail.permissions import policy_registry

from maillage.generations.counters import PAGES
from maillage.generations.keeping import kept
from maillage.generations.questions import ANY_KEY, Question
from maillage.pages import readable, restrictions_of
from maillage_site.files.models import PublicFile
from maillage_site.portals.models import PortalPage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model, Q, QuerySet
    from django.http import HttpRequest
    from wagtail.models import BaseViewRestriction

# Whoever has one of these rights on a file works with it.
WORK = ("change", "delete", "choose")
# A picture on more restricted pages than that is the team's to open.
MOST_PAGES = 50


def shown_to_everybody(kind: type[Model], key: str) -> Q:
    """Of a queryset: whether something public shows the image or document whose key is there.

    A live page that everybody may read chose it, it is the logo of a portal whose home is one, or
    somebody who publishes said so. Restrictions of its collection are left to be asked.
    """
    page = Page.objects.filter(pk=Cast(OuterRef("object_id"), IntegerField()), live=True)
    same = _references(kind).filter(to_object_id=Cast(OuterRef(key), CharField()))
    shown = Exists(same.filter(Exists(readable(page))))
    if kind is get_image_model():
        homes = PortalPage.objects.filter(portal__logo=OuterRef(key), live=True)
        return (
            shown | Exists(readable(homes)) | Exists(PublicFile.objects.filter(image=OuterRef(key)))
        )
    return shown | Exists(PublicFile.objects.filter(document=OuterRef(key)))


def is_shown(file: Model) -> bool:
    """The same of one file."""
    kind = type(file)
    return kind.objects.filter(shown_to_everybody(kind, "pk"), pk=file.pk).exists()


def is_open(kind: type[Model], key: int) -> bool:
    """Whether everybody reads it: shown to everybody, and in no collection that is for some.

    Asked for each picture of each page: one query, written once.
    """
    return bool(_open(kind).rows(key=key))


@kept(PAGES)
def _open(kind: type[Model]) -> Question[int]:
    restrictions = CollectionViewRestriction.objects.annotate(
        beginning=Substr(OuterRef("collection__path"), 1, Length("collection__path"))
    )
    above = restrictions.filter(collection__path=F("beginning"))
    shown = kind.objects.filter(shown_to_everybody(kind, "pk"), pk=ANY_KEY)
    return Question(shown.exclude(Exists(above)).values_list("pk", flat=True))


def passes_collection(request: HttpRequest, file: Model) -> bool:
    return _all_accept(request, file.collection.get_view_restrictions())


def is_shown_to(request: HttpRequest, file: Model) -> bool:
    return is_shown(file) or sees_a_page_of(request, file)


def sees_a_page_of(request: HttpRequest, file: Model) -> bool:
    """Whether the reader passes what restricts one of the live pages that show the file."""
    keys = _references(type(file)).filter(to_object_id=str(file.pk))
    pages = Page.objects.filter(pk__in=set(keys.values_list("object_id", flat=True)), live=True)
    return any(_all_accept(request, restrictions_of(page)) for page in pages[:MOST_PAGES])


def works_with(request: HttpRequest, file: Model) -> bool:
    """Whether the person finds the file in the admin."""
    policy = policy_registry.get_by_type(type(file))
    return policy.user_has_any_permission_for_instance(request.user, WORK, file)


def _references(kind: type[Model]) -> QuerySet[ReferenceIndex]:
    """From pages to files of that kind."""
    types = ContentType.objects.get_for_models(Page, kind)
    return ReferenceIndex.objects.filter(base_content_type=types[Page], to_content_type=types[kind])


def _all_accept(request: HttpRequest, restrictions: Iterable[BaseViewRestriction]) -> bool:
    return all(restriction.accept_request(request) for restriction in restrictions)
