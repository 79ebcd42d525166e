"""Blocks of words: call-outs, steps, questions, cards."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    ListBlock,
    PageChooserBlock,
    StructBlock,
    URLBlock,
)
from wagtail.blocks import TextBlock as PlainTextBlock

from maillage.blocks.features import short_text


class CalloutBlock(StructBlock):
    """Something not to be missed."""

    tone = ChoiceBlock(
        choices=[
            ("info", _("good to know")),
            ("success", _("good news")),
            ("warning", _("beware")),
        ],
        default="info",
        label=_("tone"),
        search_index=False,
    )
    title = CharBlock(required=False, max_length=120, label=_("title"))
    text = short_text(label=_("text"))

    class Meta:
        icon = "warning"
        label = _("call-out")
        template = "maillage/blocks/callout.html"
        description = _("A framed text that must not be missed")
        preview_value = {
            "tone": "warning",
            "title": "Ne donnez jamais votre code",
            "text": "<p>Ni votre banque ni l’administration ne vous le demandent.</p>",
        }


class TitledText(StructBlock):
    title = CharBlock(max_length=160, label=_("title"))
    text = short_text(label=_("text"))


class StepsBlock(StructBlock):
    """What to do, in order."""

    steps = ListBlock(TitledText(), min_num=1, label=_("steps"))

    class Meta:
        icon = "list-ol"
        label = _("steps")
        template = "maillage/blocks/steps.html"
        description = _("What to do, one step after the other")
        preview_value = {
            "steps": [
                {"title": "Préparez vos papiers", "text": "<p>Une pièce d’identité suffit.</p>"},
                {"title": "Venez au guichet", "text": "<p>Sans rendez-vous le mardi.</p>"},
            ]
        }


class AccordionBlock(StructBlock):
    """Texts that open one by one."""

    parts = ListBlock(TitledText(), min_num=1, label=_("parts"))

    class Meta:
        icon = "list-ul"
        label = _("accordion")
        template = "maillage/blocks/accordion.html"
        description = _("Long texts that readers open one by one")
        preview_value = {
            "parts": [{"title": "Par courrier", "text": "<p>Comptez une semaine de délai.</p>"}]
        }


class FaqBlock(StructBlock):
    """Questions that people really ask."""

    title = CharBlock(required=False, max_length=120, label=_("title"))
    questions = ListBlock(TitledText(), min_num=1, label=_("questions"))

    class Meta:
        icon = "help"
        label = _("questions and answers")
        template = "maillage/blocks/faq.html"
        description = _("Frequent questions and their answers")
        preview_value = {
            "title": "Questions fréquentes",
            "questions": [{"title": "Est-ce gratuit ?", "text": "<p>Oui, toujours.</p>"}],
        }


class CardBlock(StructBlock):
    title = CharBlock(max_length=120, label=_("title"))
    text = PlainTextBlock(required=False, max_length=300, label=_("text"))
    page = PageChooserBlock(required=False, label=_("page"))
    link = URLBlock(required=False, label=_("or address"))


class CardsBlock(StructBlock):
    """Ways to go further."""

    cards = ListBlock(CardBlock(), min_num=1, label=_("cards"))

    class Meta:
        icon = "grip"
        label = _("cards")
        template = "maillage/blocks/cards.html"
        description = _("Links to other pages, one card each")
        preview_value = {
            "cards": [
                {
                    "title": "Apprendre à se servir d’un téléphone",
                    "text": "Quatre ateliers de deux heures.",
                    "link": "https://www.service-public.fr/",
                }
            ]
        }
