"""The thesaurus that editors keep, and what the embedded engine knows of every object."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from maillage.generations.keeping import kept
from maillage.values import Audience
from maillage_search.documents.delimited import needle
from maillage_search.french.chain import stems
from maillage_search.french.thesaurus import Entry, Thesaurus

# The generation of its entries; analysing their terms takes longer than a search.
THESAURUS = "search.thesaurus"


def entry_of(terms: str, direction: str) -> Entry:
    """``terms`` has one a line."""
    lines = (line.strip() for line in terms.splitlines())
    one_way = direction == ThesaurusEntry.Direction.ONE_WAY
    return Entry(tuple(filter(None, lines)), one_way=one_way)


class ThesaurusEntry(models.Model):
    """Words of public services that the search takes for one another."""

    class Direction(models.TextChoices):
        BOTH = "both", _("each finds all the others")
        ONE_WAY = "one_way", _("the first also finds the others, not the other way round")

    terms = models.TextField(
        _("terms"),
        unique=True,
        help_text=_("One term a line, for example: CAF, then “allocations familiales”."),
    )
    direction = models.CharField(
        _("direction"), max_length=10, choices=Direction, default=Direction.BOTH
    )

    panels: ClassVar = [FieldPanel("terms"), FieldPanel("direction")]

    class Meta:
        verbose_name = _("thesaurus entry")
        verbose_name_plural = _("thesaurus")
        ordering = ("terms",)

    def __str__(self) -> str:
        return " / ".join(self.entry.terms)

    def clean(self) -> None:
        said = {tuple(stems(term)) for term in self.entry.terms} - {()}
        if len(said) < 2:
            raise ValidationError({"terms": _("Write at least two terms that differ, one a line.")})

    @property
    def entry(self) -> Entry:
        return entry_of(self.terms, self.direction)


@kept(THESAURUS)
def thesaurus() -> Thesaurus:
    """As it is now: an edit counts from the next search on (``receivers``)."""
    return Thesaurus(entry.entry for entry in ThesaurusEntry.objects.all())


class IndexedDocumentQuerySet(models.QuerySet):
    """Documents by who may find them."""

    def visible_to(self, acl: Iterable[str]) -> Self:
        """Public ones, and those that one of these tokens opens, but what was withdrawn."""
        rights = Q(audience=Audience.PUBLIC.value)
        for token in acl:
            rights |= Q(acl__contains=needle(token))
        gone = Withdrawal.objects.filter(engine=Withdrawal.Engine.EMBEDDED)
        return self.filter(rights).exclude(uid__in=gone.values("uid"))

    def read_in(self, language: str, shown_in: str) -> Self:
        """Those that readers of the language find in the portal of that ``code_path``; empty is
        the national one, which finds all.
        """
        found = self.filter(readers__contains=needle(language))
        if not shown_in:
            return found
        return found.filter(Q(national=True) | Q(territories__contains=needle(shown_in)))


class IndexedDocument(models.Model):
    """A ``SearchDocument`` as it was last indexed, in the project's own database.

    Its tokens stand beside it: in FTS5 tables on SQLite, in a ``tsvector`` column on PostgreSQL
    (see ``embedded``). ``readers`` lists the languages it is found in: its own, and those into
    which the object is not translated. Lists are written ``|a|b|``.
    """

    uid = models.CharField(max_length=255, unique=True)
    key = models.CharField(max_length=200, db_index=True)
    kind = models.CharField(max_length=40, db_index=True)
    language = models.CharField(max_length=10)
    readers = models.CharField(max_length=80)
    audience = models.CharField(
        max_length=10, choices=[(audience.value, audience.value) for audience in Audience]
    )
    acl = models.TextField(blank=True)
    national = models.BooleanField(default=False)
    territories = models.TextField(blank=True)
    themes = models.TextField(blank=True)
    latitude = models.FloatField(null=True, db_index=True)
    longitude = models.FloatField(null=True)
    version = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64)
    starts_at = models.DateTimeField(null=True)
    date = models.DateField(null=True)
    sessions = models.TextField(blank=True)
    title_key = models.CharField(max_length=200)
    url = models.TextField()
    title = models.TextField()
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)

    objects = IndexedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("indexed document")
        verbose_name_plural = _("indexed documents")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(audience=Audience.PUBLIC.value) | ~models.Q(acl=""),
                name="restricted_document_has_acl",
            ),
        )

    def __str__(self) -> str:
        return self.uid


class Withdrawal(models.Model):
    """A document that one engine must not show, though it may still hold it.

    See ``privacy.withdrawing``. Several rows may say the same: each is lifted by who has seen it.
    """

    class Engine(models.TextChoices):
        EMBEDDED = "embedded"
        ELASTICSEARCH = "elasticsearch"

    uid = models.CharField(max_length=255, db_index=True)
    key = models.CharField(max_length=200, db_index=True)
    engine = models.CharField(max_length=15, choices=Engine)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("withdrawal from the search")
        verbose_name_plural = _("withdrawals from the search")

    def __str__(self) -> str:
        return f"{self.uid} ({self.engine})"


class Word(models.Model):
    """A word of a public document, for "did you mean" and unknown spellings."""

    word = models.CharField(max_length=60, primary_key=True)
    stem = models.CharField(max_length=60, db_index=True)
    folded = models.CharField(max_length=60, db_index=True)

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")

    def __str__(self) -> str:
        return self.word


class TitleWord(models.Model):
    """A word of a document's title, without accents: what the title may be found by while it is
    typed. Stems would not do: what is typed is no whole word yet.
    """

    document = models.ForeignKey(
        IndexedDocument, on_delete=models.CASCADE, related_name="title_words", db_index=False
    )
    word = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("word of a title")
        verbose_name_plural = _("words of titles")
        constraints = (
            models.UniqueConstraint(fields=("document", "word"), name="title_word_once"),
        )
        indexes = (models.Index(fields=("word", "position", "document"), name="title_word_begun"),)

    def __str__(self) -> str:
        return self.word


class MissedQuestion(models.Model):
    """A question that found nothing, little, or only what is far away.

    Until it is asked a fifth time within ninety days, a keyed digest and a count are all that is
    kept: what one person alone asks is nobody's to read.
    """

    class Outcome(models.TextChoices):
        NOTHING = "nothing", _("no result")
        FEW = "few", _("one or two results")
        FAR = "far", _("only far away")

    digest = models.CharField(max_length=64, unique=True)
    text = models.CharField(_("question"), max_length=200, blank=True, default="")
    count = models.PositiveIntegerField(_("times"), default=1)
    outcome = models.CharField(_("last outcome"), max_length=10, choices=Outcome)
    since = models.DateTimeField(_("counted since"))
    last_at = models.DateTimeField(_("last asked"), db_index=True)

    class Meta:
        verbose_name = _("question without an answer")
        verbose_name_plural = _("questions without an answer")
        ordering = ("-count", "-last_at")
        constraints = (
            models.CheckConstraint(
                condition=Q(text="") | Q(count__gte=5), name="question_written_the_fifth_time"
            ),
        )

    def __str__(self) -> str:
        return self.text or self.digest[:8]
