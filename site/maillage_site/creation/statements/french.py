"""The statement in French."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage_site.creation.statements.audits import State, state_of

if TYPE_CHECKING:
    from maillage_site.creation.statements.audits import Audit

STATES = {
    State.TOTAL: "totalement conforme",
    State.PARTIAL: "partiellement conforme",
    State.NONE: "non conforme",
}


def title(audit: Audit | None = None) -> str:
    """The law wants the state on the home page: the link at the bottom of every page says it."""
    return f"Accessibilité\u202f: {STATES[state_of(audit)]}"


def statement(portal: str, write_to: str, audit: Audit | None = None) -> str:
    """HTML; so are the arguments. ``write_to`` says how the team is reached."""
    return (
        f"<p>L’équipe du portail {portal} s’engage à le rendre accessible, conformément à "
        "l’article 47 de la loi n° 2005-102 du 11 février 2005. Cette déclaration s’applique à "
        "toutes les pages du portail.</p>"
        f"{_state(portal, audit)}{_results(audit)}{_gaps(audit)}{_established(audit)}"
        f"{DONE}{HELP}{write_to}{REMEDY}"
    )


def _state(portal: str, audit: Audit | None) -> str:
    state = state_of(audit)
    because = {
        State.TOTAL: "",
        State.PARTIAL: ", en raison des défauts énumérés plus bas",
        State.NONE: ", en raison des défauts énumérés plus bas",
    }[state]
    if audit is None:
        because = "\u202f: aucun audit ne permet encore de mesurer le respect des critères"
    return (
        "<h2>État de conformité</h2>"
        f"<p>Le portail {portal} est {STATES[state]} avec le référentiel général d’amélioration de "
        f"l’accessibilité (RGAA), version 4.1{because}.</p>"
    )


def _results(audit: Audit | None) -> str:
    if audit is None:
        found = (
            "Chaque page est vérifiée par un outil automatique, qui ne voit qu’une partie des "
            "défauts. Un audit par une personne formée reste à faire."
        )
    else:
        found = (
            f"L’audit de conformité réalisé par {audit.by} révèle que {audit.rate}\u202f% des "
            "critères du RGAA, version 4.1, sont respectés."
        )
    return f"<h2>Résultats des tests</h2><p>{found}</p>"


def _gaps(audit: Audit | None) -> str:
    if audit and audit.gaps:
        told = f"<ul>{''.join(f'<li>{gap}</li>' for gap in audit.gaps)}</ul>"
    elif audit:
        told = "<p>Aucun contenu n’a été trouvé inaccessible.</p>"
    else:
        told = "<p>Les défauts seront énumérés ici après l’audit.</p>"
    return f"<h2>Contenus non accessibles</h2>{told}"


def _established(audit: Audit | None) -> str:
    when = f"le {audit.day}" if audit else "à l’ouverture du portail"
    return (
        "<h2>Établissement de cette déclaration</h2>"
        f"<p>Cette déclaration a été établie {when}. Le site est fait de HTML, de CSS, d’images "
        "SVG et d’un peu de JavaScript.</p>"
    )


DONE = (
    "<h2>Ce que nous faisons</h2>"
    "<ul><li>Les textes sont courts et les mots sont simples.</li>"
    "<li>Tout fonctionne au clavier et sans JavaScript.</li>"
    "<li>La carte a toujours une liste à côté d’elle.</li>"
    "<li>Les couleurs respectent un contraste suffisant.</li></ul>"
)
HELP = (
    "<h2>Une page vous gêne</h2>"
    "<p>Si vous n’arrivez pas à lire un contenu ou à utiliser un service, dites-nous lequel et ce "
    "qui vous bloque. Nous vous proposerons une solution accessible, ou le contenu sous une autre "
    "forme.</p>"
)
REMEDY = (
    "<h2>Voies de recours</h2>"
    "<p>Vous nous avez signalé un défaut d’accessibilité qui vous empêche d’accéder à un contenu "
    "ou à un service, et vous n’avez pas obtenu de réponse satisfaisante. Vous pouvez\u202f:</p>"
    '<ul><li>écrire au <a href="https://formulaire.defenseurdesdroits.fr/">Défenseur des '
    "droits</a>\u202f;</li>"
    '<li>rencontrer <a href="https://www.defenseurdesdroits.fr/">son délégué</a> près de chez '
    "vous\u202f;</li>"
    "<li>envoyer un courrier gratuit, sans timbre\u202f: Défenseur des droits, Libre réponse "
    "71120, 75342 Paris CEDEX 07.</li></ul>"
)
