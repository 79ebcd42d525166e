"""The homes of portals: their words, and the facts that editors propose there."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from maillage.blocks import page_blocks
from maillage.fields import PluginStreamField
from maillage.pages import MaillagePage
from maillage.scope import DEFAULT_LANGUAGE
from maillage_site.portals.models.facts import FACTS, Portal
from maillage_site.portals.models.home_blocks import home_blocks
from maillage_site.portals.models.permissions import HomePermissions

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from maillage.accounts.models import User
    from maillage.territories.models import Territory


class PortalPage(MaillagePage):
    """The home of a portal in one language, above its other pages.

    What is the same in every language is the portal's (``Portal``). Revisions of the French home
    carry the facts that editors propose (``propose``); publishing it gives them to the portal.
    """

    portal = models.ForeignKey(Portal, models.PROTECT, related_name="pages", editable=False)
    language = models.ForeignKey(
        "wagtailcore.Locale",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("language"),
    )
    """The language it is the portal's home in; none for an alias that stands beside the home."""

    body = PluginStreamField(
        [*home_blocks(), *page_blocks()], blank=True, verbose_name=_("content")
    )

    # What its template needs; given by ``panels``, as the admin's form and panels are.
    reader_context: ClassVar[Callable[..., dict[str, object]]]
    is_portal = True
    is_of_words = True
    # Portals are made by ``create_portal``, never added, copied, moved or aliased in the admin.
    parent_page_types: ClassVar = []
    override_translatable_fields: ClassVar = [SynchronizedField("slug", overridable=False)]
    template = "maillage_site/portal_page.html"

    class Meta:
        verbose_name = _("portal")
        verbose_name_plural = _("portals")
        constraints = (
            models.UniqueConstraint(fields=("portal", "language"), name="one_home_a_language"),
        )

    @property
    def territory(self) -> Territory | None:
        return self.portal.territory

    @property
    def is_source(self) -> bool:
        """Whether it is the home whose publication gives the portal its facts."""
        return self.language_id is not None and self.locale.language_code == DEFAULT_LANGUAGE

    @property
    def proposal(self) -> dict[str, object]:
        """The facts proposed by this version of the page, by attribute of the portal."""
        return vars(self).setdefault("_proposal", {})

    def propose(self, **facts: object) -> None:
        """Facts for the portal, by name in ``FACTS``; kept with the next revision."""
        self.proposal.update(facts)

    def proposed(self) -> Portal:
        """The portal as publishing this page would make it."""
        portal = copy(self.portal)
        for name, value in self.proposal.items():
            setattr(portal, name, value)
        portal.slug = self.slug or portal.slug
        return portal

    def clean(self) -> None:
        super().clean()
        if self.is_source:
            self.proposed().clean()

    def save(self, clean: bool = True, user: User | None = None, **kwargs: object) -> None:  # noqa: FBT001, FBT002 -- Wagtail's
        """Publishing the French home gives the portal its facts, and its other homes its slug."""
        with transaction.atomic():
            if self._state.adding:
                self._take_its_place()
            elif self._follows_the_slug and self.slug != self.portal.slug:
                self.slug = self.portal.slug
                self.set_url_path(self.get_parent())  # A revision came with another one.
            gives = self.live and self.is_source and kwargs.get("update_fields") is None
            if gives:
                self._give_facts()
            super().save(clean=clean, user=user, **kwargs)
            if gives:
                self._rename_translations()

    def serializable_data(self) -> dict[str, object]:
        """A revision holds the facts it was written with, under the names of the row's fields."""
        portal = self.proposed()
        facts = {name.removesuffix("_id"): getattr(portal, name) for name in FACTS}
        return {**super().serializable_data(), **facts}

    def with_content_json(self, content: dict[str, object]) -> Self:
        page = super().with_content_json(content)
        page.portal, page.language_id = self.portal, self.language_id
        held = {name: name.removesuffix("_id") for name in FACTS}
        page.propose(**{name: content[key] for name, key in held.items() if key in content})
        if not get_image_model().objects.filter(pk=page.proposal.get("logo_id")).exists():
            page.propose(logo_id=None)
        return page

    def permissions_for_user(self, user: User) -> HomePermissions:
        return HomePermissions(user, self)

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        context = super().get_context(request, *args, **kwargs)
        return {**context, **type(self).reader_context(self, request)}

    @property
    def _follows_the_slug(self) -> bool:
        """National homes all stand at the root of the tree: their slugs differ, unseen."""
        return self.language_id is not None and not self.is_source and not self.portal.national

    def _take_its_place(self) -> None:
        """The portal's home in its language; an alias beside that home is none."""
        if self.locale_id is None:
            self.locale = self.get_default_locale()
        beside = self.portal.pages.filter(language=self.locale_id)
        self.language_id = None if self.alias_of_id and beside.exists() else self.locale_id
        if self._follows_the_slug or not self.slug:
            self.slug = self.portal.slug

    def _give_facts(self) -> None:
        wanted = self.proposed()
        if any(getattr(wanted, name) != getattr(self.portal, name) for name in (*FACTS, "slug")):
            wanted.full_clean()
            wanted.save(update_fields=(*FACTS, "slug"))
        self.portal = wanted

    def _rename_translations(self) -> None:
        for page in self.portal.pages.exclude(language=None).exclude(pk=self.pk):
            if page._follows_the_slug and page.slug != self.portal.slug:  # noqa: SLF001 -- its own
                page.slug = self.portal.slug
                page.minimal_clean()
                page.save(clean=False)


def portal_above(page: Page) -> Portal | None:
    """The portal that a page is a home of, or stands below."""
    above = [page.path[:end] for end in range(Page.steplen, len(page.path) + 1, Page.steplen)]
    homes = PortalPage.objects.filter(path__in=above).select_related("portal__territory")
    nearest = homes.order_by("-depth").first()
    return nearest.portal if nearest else None
