"""Numbers that change when what they name changes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Generation(models.Model):
    """A number drawn anew at each change: what a process keeps in memory is checked against it.

    It is drawn, not counted: the same number never comes back with other content, even when a
    transaction is rolled back or a backup restored.
    """

    name = models.CharField(_("name"), max_length=20, primary_key=True)
    number = models.PositiveBigIntegerField(_("number"), default=0)

    class Meta:
        verbose_name = _("generation")
        verbose_name_plural = _("generations")

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
