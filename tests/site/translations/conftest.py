"""Two portals in French and English; ours has a page that is being translated."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

from maillage_site.home.models import ContentPage
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.site.factories import TerritoryFactory, UserFactory, national_portal, territory_portal
from tests.site.rights.conftest import CANARY, Side, side

LINK = "https://exemple.fr/guide"
BODY = [
    {"type": "text", "value": f'<p>Venez avec votre <a href="{LINK}">justificatif</a>.</p>'},
    {"type": "cards", "value": {"cards": [{"title": "Nos ateliers", "text": "", "page": None}]}},
]


def plain(text: object) -> str:
    """With spaces that a keyboard has."""
    return str(text).replace("\xa0", " ")


@dataclass
class Stage:
    """A portal's people, its English home, and one page with its translation."""

    side: Side
    english: Page
    page: ContentPage
    made: Page
    translation: Translation

    def person(self, role: str):
        return getattr(self.side, role)

    def write(self, **texts: str) -> None:
        """Translate: each text by the beginning of the French one; all of them without any."""
        for segment in self.translation.source.stringsegment_set.select_related("string"):
            french = segment.string.data
            english = f"In English: {segment.order}" if not texts else texts.get(french.split()[0])
            if english:
                StringTranslation.objects.update_or_create(
                    translation_of=segment.string,
                    locale=self.translation.target_locale,
                    context=segment.context,
                    defaults={"data": english},
                )

    def translated(self) -> ContentPage:
        return ContentPage.objects.get(pk=self.made.pk)


def stage(portal: Page, word: str) -> Stage:
    found, english = side(portal, word), Locale.objects.get(language_code="en")
    home = portal.copy_for_translation(english)
    home.live = True
    home.save()
    grant_portal_groups(portal)
    page = ContentPage(title=f"{word} guide", slug=f"guide-{portal.pk}", body=BODY)
    page = portal.add_child(instance=page)
    page.body[1].value["cards"][0]["page"] = found.page
    page.save_revision().publish()
    page.refresh_from_db()
    translate_object(page, [english])
    made = page.get_translation(english)
    return Stage(
        found, home, page, made, Translation.objects.get(source__object_id=page.translation_key)
    )


@pytest.fixture(scope="module")
def stages(module_db) -> tuple[Stage, Stage]:
    english, _made = Locale.objects.get_or_create(language_code="en")
    nation = national_portal()
    home = nation.copy_for_translation(english)
    home.live = True
    home.save()
    morbihan = TerritoryFactory(code="56", name="Morbihan", slug="morbihan")
    return stage(territory_portal(), "Colibri"), stage(territory_portal(morbihan), CANARY)


@pytest.fixture
def ours(stages) -> Stage:
    return stages[0]


@pytest.fixture
def theirs(stages) -> Stage:
    return stages[1]


@pytest.fixture
def nation(module_db):
    return UserFactory(is_superuser=True, is_staff=True)
