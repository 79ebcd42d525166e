"""Pages of a portal that others take up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from maillage_site.home.models import ContentPage
from maillage_site.home.sections import Section

if TYPE_CHECKING:
    from maillage.territories.models import Territory

FEATURES = ["bold", "italic", "ol", "ul", "link"]
LONGEST, LONGEST_WORD = 2000, 600


class TakenUpPageQuerySet(models.QuerySet):
    """Questions asked of pages taken up."""

    def in_portal_of(self, territory: Territory) -> Self:
        return self.filter(portal__territory=territory)

    def still_offered(self) -> Self:
        """Those whose page its owner still offers."""
        accepted = PageProposal.objects.accepted().order_by().values("page")
        return self.filter(Q(page__shared=True) | Q(page__offered=True) | Q(page__in=accepted))

    def shown(self) -> Self:
        """Those that their portal shows, as far as it and the owner decide."""
        return self.still_offered().filter(hidden=False)


class TakenUpPage(models.Model):
    """A page in the portal of a territory that did not write it.

    The page stays one: its words, its translations and its canonical address are its owner's.
    What was withdrawn is hidden: its words are there when the portal takes the page up again.
    """

    page = models.ForeignKey(
        ContentPage, models.CASCADE, related_name="taken_up", verbose_name=_("page")
    )
    """In the language it was written in; its translations follow it."""
    portal = models.ForeignKey(
        "maillage_portals.Portal", models.CASCADE, related_name="+", verbose_name=_("portal")
    )
    owner = models.ForeignKey(
        "maillage_portals.Portal", models.CASCADE, related_name="+", verbose_name=_("of the portal")
    )
    slug = models.SlugField(_("slug"), max_length=255, allow_unicode=True)
    """Its address in the portal, which stays when the page is renamed."""
    section = models.CharField(_("in the list"), max_length=10, choices=Section)
    pinned = models.BooleanField(_("put forward"), default=False)
    hidden = models.BooleanField(_("hidden"), default=False)
    created_at = models.DateTimeField(default=now, editable=False)
    modified_at = models.DateTimeField(default=now, editable=False)

    objects = TakenUpPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page taken up")
        verbose_name_plural = _("pages taken up")
        ordering = ("portal", "page")
        constraints = (
            models.UniqueConstraint(fields=("page", "portal"), name="page_taken_up_once_a_portal"),
            models.UniqueConstraint(fields=("portal", "slug"), name="one_page_taken_up_an_address"),
            models.CheckConstraint(
                condition=~Q(portal=F("owner")), name="nobody_takes_up_what_is_theirs"
            ),
            models.CheckConstraint(
                condition=~Q(pinned=True, hidden=True), name="no_hidden_page_is_put_forward"
            ),
            models.CheckConstraint(condition=~Q(slug=""), name="page_taken_up_has_an_address"),
            models.CheckConstraint(
                condition=Q(section__in=Section.values), name="page_taken_up_is_in_a_section"
            ),
        )

    def __str__(self) -> str:
        return f"{self.page_id} {self.portal_id}"


class TakeUpWords(models.Model):
    """What a portal says above a page that it took up, in one language."""

    taken_up = models.ForeignKey(
        TakenUpPage, models.CASCADE, related_name="words", verbose_name=_("page taken up")
    )
    language = models.CharField(_("language"), max_length=10)
    introduction = RichTextField(_("your introduction"), features=FEATURES)

    class Meta:
        verbose_name = _("introduction of a page taken up")
        verbose_name_plural = _("introductions of pages taken up")
        constraints = (
            models.UniqueConstraint(
                fields=("taken_up", "language"), name="one_introduction_a_language"
            ),
        )

    def __str__(self) -> str:
        return f"{self.taken_up_id} {self.language}"


class PageProposalQuerySet(models.QuerySet):
    """Questions asked of proposals."""

    def waiting(self) -> Self:
        return self.of_open_portals().filter(state=PageProposal.State.WAITING)

    def of_open_portals(self) -> Self:
        """Nothing is answered to a portal that is closed: it finds them when it opens again."""
        return self.filter(portal__closed_at=None)

    def accepted(self) -> Self:
        return self.filter(state=PageProposal.State.ACCEPTED)


class PageProposal(models.Model):
    """A page that a territory's portal proposes to the nation, for other portals to take up.

    A page is proposed once; one that was refused may be proposed again, as another proposal. What
    is accepted is offered: it stays in its portal, at its address.
    """

    class State(models.TextChoices):
        """What the nation said."""

        WAITING = "waiting", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")

    page = models.ForeignKey(
        ContentPage, models.CASCADE, related_name="proposals", verbose_name=_("page")
    )
    portal = models.ForeignKey(
        "maillage_portals.Portal", models.CASCADE, related_name="+", verbose_name=_("portal")
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    word = models.TextField(_("your word"), max_length=LONGEST_WORD)
    proposed_at = models.DateTimeField(_("proposed on"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    reason = models.TextField(_("reason"), max_length=LONGEST_WORD, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered on"), null=True)

    objects = PageProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("page proposed to the nation")
        verbose_name_plural = _("pages proposed to the nation")
        ordering = ("-proposed_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("page",),
                condition=Q(state__in=("waiting", "accepted")),
                name="page_proposed_once",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at__isnull=True, reason="")
                | Q(state="accepted", answered_at__isnull=False)
                | Q(state="refused", answered_at__isnull=False) & ~Q(reason=""),
                name="proposal_is_answered_with_a_reason",
            ),
            models.CheckConstraint(condition=~Q(word=""), name="proposal_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.page_id} {self.state}"
