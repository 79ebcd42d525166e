"""Pages that every new portal has, in plain French, for its editors to complete."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from maillage.ui.phones import with_calls
from maillage_site.creation.statements import french

if TYPE_CHECKING:
    from maillage_site.creation.identity import Identity

STARTER_INDEXES = (
    {
        "title": "Ressources",
        "slug": "ressources",
        "section": "resources",
        "summary": "Fiches, tutoriels et idées d’ateliers à lire ou à imprimer.",
    },
    {
        "title": "Actualités",
        "slug": "actualites",
        "section": "news",
        "summary": "Ce qui change et ce qui se prépare.",
    },
)


DIRECTOR = "À compléter : le nom de la personne responsable de la publication."
HOSTING = "À compléter : le nom, l’adresse et le téléphone de l’hébergeur."


def starter_pages(portal: str, identity: Identity) -> list[dict[str, object]]:
    """Values of the contact, legal, personal data and accessibility pages of a portal."""
    portal, contact = escape(portal, quote=False), escape(identity.contact)
    publisher = escape(identity.publisher, quote=False) or f"l’équipe du portail {portal}"
    return [
        _contact(portal, contact),
        _legal(portal, publisher, identity),
        _personal_data(publisher, contact),
        _accessibility(portal, contact),
    ]


def _page(title: str, slug: str, summary: str, *texts: str) -> dict[str, object]:
    body = [("text", text) for text in texts]
    return {"title": title, "slug": slug, "summary": summary, "body": body}


def _write_to(contact: str) -> str:
    if contact:
        return f'<p>Écrivez à <a href="mailto:{contact}">{contact}</a>.</p>'
    return "<p>Parlez-en dans un lieu d’accompagnement : l’équipe du portail y est connue.</p>"


def _contact(portal: str, contact: str) -> dict[str, object]:
    return _page(
        "Contact",
        "contact",
        "Poser une question, signaler une erreur, proposer un lieu.",
        "<h2>Vous avez besoin d’aide maintenant</h2>"
        "<p>Le plus simple est de venir dans un lieu proche de chez vous. La page des lieux donne "
        "les adresses, les horaires et les numéros de téléphone. L’accueil est gratuit dans la "
        "plupart des lieux.</p>"
        "<h2>Vous voulez écrire à l’équipe</h2>"
        f"<p>L’équipe du portail {portal} répond aux questions sur le site, corrige les fiches "
        "des lieux et publie vos annonces.</p>"
        f"{_write_to(contact)}"
        "<p>N’envoyez jamais de mot de passe ni de numéro de carte bancaire.</p>",
    )


def _legal(portal: str, publisher: str, identity: Identity) -> dict[str, object]:
    return _page(
        "Mentions légales",
        "mentions-legales",
        "Qui publie ce portail, et à quelles conditions.",
        "<h2>Qui publie ce portail</h2>"
        f"<p>Le portail {portal} est publié par {publisher}.</p>"
        f"{_write_to(escape(identity.contact))}"
        "<h2>Responsable de la publication</h2>"
        f"<p>{escape(identity.director or DIRECTOR, quote=False)}</p>"
        "<h2>Hébergement</h2>"
        f"<p>{with_calls(escape(identity.hosting or HOSTING, quote=False))}</p>"
        "<h2>Le logiciel</h2>"
        "<p>Ce site fonctionne avec Maillage, un logiciel libre sous licence EUPL 1.2. Chacun peut "
        "le lire, l’installer et l’améliorer.</p>"
        "<h2>Les données</h2>"
        "<p>Les fiches des lieux viennent de données publiques. Chaque fiche nomme sa source et "
        "la date de sa dernière vérification. Les contours et les noms des communes viennent de "
        "l’Insee et de l’IGN, sous Licence Ouverte 2.0.</p>"
        "<h2>Reprendre un texte</h2>"
        "<p>Vous pouvez copier, imprimer et distribuer les textes de ce portail, en nommant leur "
        "source.</p>",
    )


def _personal_data(publisher: str, contact: str) -> dict[str, object]:
    return _page(
        "Données personnelles",
        "donnees-personnelles",
        "Ce que nous gardons de vous, pourquoi, et combien de temps.",
        "<h2>Lire ce site ne laisse pas de trace</h2>"
        "<p>Les pages publiques ne déposent aucun cookie. Elles n’appellent aucun autre site. "
        "Nous ne suivons pas votre visite.</p>"
        "<h2>Quand vous vous inscrivez</h2>"
        "<p>Pour une inscription à un atelier, nous gardons votre nom et votre adresse e-mail. "
        "Ils servent à vous confirmer votre place et à vous prévenir d’un changement. Nous les "
        "effaçons douze mois après l’atelier.</p>"
        "<p>Pour un compte, nous gardons votre adresse e-mail, et votre mot de passe sous une "
        "forme que personne ne peut lire. Vous pouvez fermer votre compte à tout moment dans "
        "« Mon espace » : nous effaçons alors ce que nous savons de vous. Vos messages dans les "
        "communautés restent, sans votre nom.</p>"
        "<h2>Quand vous nous écrivez</h2>"
        "<p>Vous signalez une erreur, vous proposez un lieu ou un événement : votre adresse e-mail "
        "sert à vous répondre. Nous l’effaçons dès que l’équipe a décidé, et au plus tard au bout "
        "de douze mois.</p>"
        "<h2>Pour protéger les comptes</h2>"
        "<p>Quand un mot de passe ou un code est faux, nous comptons les essais qui viennent du "
        "même réseau. Ces comptes sont effacés au bout d’un jour.</p>"
        "<h2>Vos droits</h2>"
        f"<p>Le responsable de ces données est {publisher}. Vous pouvez demander à les voir, à les "
        "corriger ou à les effacer.</p>"
        f"{_write_to(contact)}"
        "<p>Si la réponse ne vous convient pas, vous pouvez écrire à la CNIL, l’autorité qui "
        "protège les données personnelles en France : "
        '<a href="https://www.cnil.fr/">www.cnil.fr</a>.</p>',
    )


def _accessibility(portal: str, contact: str) -> dict[str, object]:
    """Nobody has audited a new portal: the statement says so."""
    return _page(
        french.title(),
        "accessibilite",
        "Un site que tout le monde peut lire et utiliser.",
        french.statement(portal, _write_to(contact)),
    )
