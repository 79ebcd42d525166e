"""Whom an event suits: the people it is made for, what makes it accessible, its language."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maillage_events.models.multiple_choice import SeveralField


class AudienceType(models.TextChoices):
    """schema.org ``audienceType``; the values are read in addresses (``?public=seniors``)."""

    BEGINNERS = "debutants", _("People who begin with a computer or a phone")
    SENIORS = "seniors", _("Seniors")
    YOUTH = "jeunes", _("Young people")
    FAMILIES = "familles", _("Parents and families")
    JOB_SEEKERS = "recherche-emploi", _("People looking for work")
    NEW_READERS = "lecture-francais", _("People who learn French or to read")
    HELPERS = "aidants", _("Helpers")
    OFFICIALS = "elus-agents", _("Elected officials and public agents")


class Accessibility(models.TextChoices):
    """The five needs of Tourisme & Handicap, with OpenAgenda's letters, and two means.

    The values are read in addresses (``?acces=mi``).
    """

    MOTOR = "mi", _("For people in a wheelchair or who walk with difficulty")
    HEARING = "hi", _("For people who are deaf or hard of hearing")
    VISUAL = "vi", _("For people who are blind or see badly")
    PSYCHIC = "pi", _("For people with a psychic disability")
    INTELLECTUAL = "ii", _("For people with an intellectual disability")
    CAPTIONS = "sous-titres", _("Captions during the session")
    SIGN_LANGUAGE = "lsf", _("French sign language")


class Language(models.TextChoices):
    """BCP 47 tags of what is spoken in French territories and by the people helped there."""

    FRENCH = "fr", pgettext_lazy("language spoken", "French")
    ENGLISH = "en", pgettext_lazy("language spoken", "English")
    SPANISH = "es", pgettext_lazy("language spoken", "Spanish")
    PORTUGUESE = "pt", pgettext_lazy("language spoken", "Portuguese")
    ARABIC = "ar", pgettext_lazy("language spoken", "Arabic")
    TURKISH = "tr", pgettext_lazy("language spoken", "Turkish")
    UKRAINIAN = "uk", pgettext_lazy("language spoken", "Ukrainian")
    REUNION_CREOLE = "rcf", pgettext_lazy("language spoken", "Réunion Creole")
    ANTILLEAN_CREOLE = (
        "gcf",
        pgettext_lazy("language spoken", "Creole of Guadeloupe and Martinique"),
    )
    GUIANESE_CREOLE = "gcr", pgettext_lazy("language spoken", "Guianese Creole")
    SHIMAORE = "swb", pgettext_lazy("language spoken", "Shimaore")
    TAHITIAN = "ty", pgettext_lazy("language spoken", "Tahitian")
    BRETON = "br", pgettext_lazy("language spoken", "Breton")
    BASQUE = "eu", pgettext_lazy("language spoken", "Basque")
    CORSICAN = "co", pgettext_lazy("language spoken", "Corsican")
    SIGN_LANGUAGE = "fsl", pgettext_lazy("language spoken", "French sign language")


class AudienceField(SeveralField):
    vocabulary = AudienceType


class AccessibilityField(SeveralField):
    vocabulary = Accessibility
