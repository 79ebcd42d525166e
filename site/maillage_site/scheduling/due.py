"""What is due: pages (and whatever else has drafts) to publish, or to take away."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from wagtail import hooks
from wagtail.models import DraftStateMixin, Page, Revision

from maillage.pages import BEFORE_EXPIRY, Refused
from maillage_site.portals.models.closings import in_closed_portal

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model, QuerySet

    from maillage.accounts.models import User


@dataclass(frozen=True)
class Due(ABC):
    """One thing to do, which another worker may do first."""

    pk: int
    moment: datetime

    @property
    @abstractmethod
    def key(self) -> str:
        """Names it among all others, until it is done."""

    @abstractmethod
    def subject(self) -> tuple[Model | None, User | None]:
        """The page, and the person to tell; None for what is gone."""

    @abstractmethod
    def carry_out(self, *, at: datetime) -> None:
        """Do it, or nothing when it is done already; in one transaction.

        Raises ``Refused`` or ValidationError for what somebody has to change first.
        """


class Publication(Due):
    """A revision whose hour has come."""

    @property
    def key(self) -> str:
        return f"publish:{self.pk}"

    def subject(self) -> tuple[Model | None, User | None]:
        revision = (
            Revision.objects.filter(pk=self.pk).select_related("user", "content_type").first()
        )
        if revision is None:
            return None, None
        page = _page_of(revision)
        return page, revision.user or getattr(page, "owner", None)

    @transaction.atomic
    def carry_out(self, *, at: datetime) -> None:
        waiting = Revision.objects.select_for_update().filter(approved_go_live_at__lte=at)
        revision = waiting.filter(pk=self.pk).first()
        if revision is None:
            return
        if _page_of(revision) is None:
            raise Refused("what this revision belongs to is gone from the site")
        revision.publish(log_action="wagtail.publish.scheduled")


@dataclass(frozen=True)
class Expiry(Due):
    """A published page whose time is over."""

    model: type[DraftStateMixin]

    @property
    def key(self) -> str:
        return f"expire:{self.model._meta.label_lower}:{self.pk}"

    def subject(self) -> tuple[Model | None, User | None]:
        found = self.model._default_manager.filter(pk=self.pk).first()
        revision = getattr(found, "live_revision", None)
        return found, getattr(revision, "user", None) or getattr(found, "owner", None)

    @transaction.atomic
    def carry_out(self, *, at: datetime) -> None:
        found = expired(self.model, at).select_for_update().filter(pk=self.pk).first()
        if found is None:
            return
        if isinstance(found, Page):
            found = found.specific
            for check in hooks.get_hooks(BEFORE_EXPIRY):
                check(found, at)
        found.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def due(at: datetime) -> list[Due]:
    """What is to be done at that moment: what goes away first, the oldest first."""
    going = [
        Expiry(pk, moment, model)
        for model in models_with_drafts()
        for pk, moment in expired(model, at).values_list("pk", "expire_at")
    ]
    waiting = Revision.objects.filter(approved_go_live_at__lte=at).exclude(_of_closed_portals())
    coming = [Publication(*row) for row in waiting.values_list("pk", "approved_go_live_at")]
    return [*sorted(going, key=_moment), *sorted(coming, key=_moment)]


def _of_closed_portals() -> Q:
    """Revisions of their pages wait: they are published when the portal opens again."""
    pages = Page.objects.filter(in_closed_portal("path")).order_by()
    keys = pages.annotate(key=Cast("pk", CharField())).values("key")
    return Q(base_content_type=ContentType.objects.get_for_model(Page), object_id__in=keys)


def expired(model: type[DraftStateMixin], at: datetime) -> QuerySet:
    return model._default_manager.filter(live=True, expire_at__lte=at)


def models_with_drafts() -> list[type[DraftStateMixin]]:
    """``Page`` stands for every page type."""
    others = [model for model in apps.get_models() if issubclass(model, DraftStateMixin)]
    return [Page, *(model for model in others if not issubclass(model, Page))]


def _page_of(revision: Revision) -> Model | None:
    """None when the page is gone, or its whole type with the plugin that had it."""
    known = revision.content_type.model_class() is not None
    return revision.content_object if known else None


def _moment(one: Due) -> datetime:
    return one.moment
