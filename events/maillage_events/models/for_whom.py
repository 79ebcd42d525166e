"""Whom an event suits: the people it is made for, what makes it accessible, its language."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage_events.several import SeveralField


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

    FRENCH = "fr", _("French")
    ENGLISH = "en", _("English")
    SPANISH = "es", _("Spanish")
    PORTUGUESE = "pt", _("Portuguese")
    ARABIC = "ar", _("Arabic")
    TURKISH = "tr", _("Turkish")
    UKRAINIAN = "uk", _("Ukrainian")
    REUNION_CREOLE = "rcf", _("Réunion Creole")
    ANTILLEAN_CREOLE = "gcf", _("Creole of Guadeloupe and Martinique")
    GUIANESE_CREOLE = "gcr", _("Guianese Creole")
    SHIMAORE = "swb", _("Shimaore")
    TAHITIAN = "ty", _("Tahitian")
    BRETON = "br", _("Breton")
    BASQUE = "eu", _("Basque")
    CORSICAN = "co", _("Corsican")
    SIGN_LANGUAGE = "fsl", _("French sign language")


class AudienceField(SeveralField):
    vocabulary = AudienceType


class AccessibilityField(SeveralField):
    vocabulary = Accessibility
