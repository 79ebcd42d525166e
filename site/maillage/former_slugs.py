"""Slugs that an object has left: printed addresses below them still lead to it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _


class FormerSlug(models.Model):
    """A slug that an object had; it names one object at a time.

    A plugin extends it with ``holder``, a foreign key to its model, calls ``keep_slug_left`` where
    that model is saved, and leads readers on with a ``FormerAddresses`` contribution.
    """

    slug = models.SlugField(max_length=120, primary_key=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.slug


def keep_slug_left(former: type[FormerSlug], holder: models.Model) -> None:
    """Before ``holder`` is saved, in the same transaction.

    A slug that an object takes leads to nothing else any more, whoever had it.
    """
    former._default_manager.filter(slug=holder.slug).delete()
    saved = type(holder)._default_manager.filter(pk=holder.pk)
    left = saved.values_list("slug", flat=True).first()
    if left and left != holder.slug:
        former._default_manager.update_or_create(slug=left, defaults={"holder": holder})


def refuse_slug_of_others(former: type[FormerSlug], holder: models.Model) -> None:
    """For ``clean``: one team does not take over the addresses that another's printed.

    Raises ValidationError for a slug that an object of another territory has left.
    """
    found = former._default_manager.select_related("holder").filter(slug=holder.slug).first()
    if found is not None and found.holder.territory_id != holder.territory_id:
        text = _(
            "“%(slug)s” was the address of another team: what it printed still leads there. Choose "
            "another one."
        )
        raise ValidationError({"slug": text % {"slug": holder.slug}})
