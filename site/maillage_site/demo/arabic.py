"""One territory's welcome in Arabic: a page of words, and the homes that lead to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wagtail.models import Locale

from maillage_site.creation.translating import paired, translate_page
from maillage_site.home.models import ContentPage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maillage_site.portals.models import PortalPage

ARABIC = "ar"
SLUG = "ou-trouver-de-l-aide"
WHERE = "saone-et-loire"


@dataclass(frozen=True)
class Words:
    title: str
    summary: str
    html: str


AIDE = Words(
    "Bienvenue : où trouver de l’aide",
    "Des personnes vous aident gratuitement avec Internet, votre téléphone ou vos démarches.",
    "<p>Vous avez besoin d’aide pour une démarche en ligne, un ordinateur ou un téléphone ? Près "
    "de chez vous, des personnes vous accueillent et vous aident. C’est gratuit.</p>"
    "<h2>Où aller</h2>"
    "<ul><li>Dans un espace France services : on vous aide pour la santé, la famille, la retraite, "
    "les impôts.</li>"
    "<li>Dans une médiathèque ou un espace public numérique : on vous apprend à vous servir "
    "d’Internet.</li></ul>"
    "<h2>Que faut-il apporter</h2>"
    "<p>Apportez vos papiers, votre téléphone et, si vous en avez une, votre adresse de courriel. "
    "Ne donnez vos mots de passe à personne.</p>",
)
HELP = Words(
    "أهلًا بكم: أين تجدون المساعدة",
    "أشخاص يساعدونكم مجانًا في استخدام الإنترنت أو الهاتف أو في معاملاتكم الإدارية.",
    "<p>هل تحتاجون إلى مساعدة في معاملة عبر الإنترنت أو في استخدام الحاسوب أو الهاتف؟ بالقرب منكم "
    "أشخاص يستقبلونكم ويساعدونكم. الخدمة مجانية.</p>"
    "<h2>إلى أين تذهبون</h2>"
    "<ul><li>إلى مركز «France services»: نساعدكم في شؤون الصحة والأسرة والتقاعد والضرائب.</li>"
    "<li>إلى مكتبة عامة أو فضاء رقمي عمومي: نعلّمكم استخدام الإنترنت.</li></ul>"
    "<h2>ماذا تُحضرون معكم</h2>"
    "<p>أحضروا وثائقكم وهاتفكم وعنوان بريدكم الإلكتروني إن كان لديكم. لا تعطوا كلمات المرور لأي "
    "شخص.</p>",
)
NATION = Words(
    "Maillage",
    "مساعدة رقمية بالقرب منكم.",
    "<p>هذا الموقع بالفرنسية، وبعض صفحاته مكتوبة بالعربية.</p>",
)
PORTAL = Words(
    "سون ولوار",
    "مساعدة رقمية بالقرب منكم.",
    '<p><a linktype="page" id="{page}">أين تجدون المساعدة</a></p>',
)


def load(portals: Mapping[str, PortalPage]) -> None:
    """Loaded again, nothing changes."""
    french = ContentPage.objects.child_of(portals[WHERE]).filter(slug=SLUG).first()
    if french is not None:
        return
    Locale.objects.get_or_create(language_code=ARABIC)
    french = portals[WHERE].add_child(
        instance=ContentPage(
            title=AIDE.title,
            slug=SLUG,
            summary=AIDE.summary,
            body=[("text", AIDE.html)],
            locale=portals[WHERE].locale,
            in_footer=True,
        )
    )
    french.save_revision().publish()
    nation = _home(portals[""])
    _publish(nation, NATION, NATION.html)
    home = _home(portals[WHERE])
    _publish(home, PORTAL, "")
    page = translate_page(french, _texts(), ARABIC)
    # Read again: it has a child now.
    _publish(type(home).objects.get(pk=home.pk), PORTAL, PORTAL.html.format(page=page.pk))


def _home(portal: PortalPage) -> PortalPage:
    return portal.copy_for_translation(Locale.objects.get(language_code=ARABIC))


def _publish(home: PortalPage, words: Words, html: str) -> None:
    home.title, home.summary = words.title, words.summary
    home.body = [("text", html)] if html else []
    home.save_revision().publish()
    home.refresh_from_db()


def _texts() -> dict[str, str]:
    source, target = ([one.title, one.summary, one.html] for one in (AIDE, HELP))
    return paired(source, target)
