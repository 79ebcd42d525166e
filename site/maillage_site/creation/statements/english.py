"""The statement in English, paragraph for paragraph as in ``french.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage_site.creation.statements.audits import State, state_of

if TYPE_CHECKING:
    from maillage_site.creation.statements.audits import Audit

STATES = {
    State.TOTAL: "fully compliant",
    State.PARTIAL: "partially compliant",
    State.NONE: "not compliant",
}


def title(audit: Audit | None = None) -> str:
    return f"Accessibility: {STATES[state_of(audit)]}"


def statement(portal: str, write_to: str, audit: Audit | None = None) -> str:
    """HTML; so are the arguments. ``write_to`` says how the team is reached."""
    return (
        f"<p>The team of the {portal} portal undertakes to make it accessible, under article 47 of "
        "French law no. 2005-102 of 11 February 2005. This statement applies to every page of the "
        "portal.</p>"
        f"{_state(portal, audit)}{_results(audit)}{_gaps(audit)}{_established(audit)}"
        f"{DONE}{HELP}{write_to}{REMEDY}"
    )


def _state(portal: str, audit: Audit | None) -> str:
    state = state_of(audit)
    because = {
        State.TOTAL: "",
        State.PARTIAL: ", because of the defects listed below",
        State.NONE: ", because of the defects listed below",
    }[state]
    if audit is None:
        because = ": no audit has measured yet how many criteria are met"
    return (
        "<h2>State of compliance</h2>"
        f"<p>The {portal} portal is {STATES[state]} with the French accessibility standard (RGAA), "
        f"version 4.1{because}.</p>"
    )


def _results(audit: Audit | None) -> str:
    if audit is None:
        found = (
            "Every page is checked by an automatic tool, which sees only part of the defects. An "
            "audit by a trained person is still to be done."
        )
    else:
        found = (
            f"The audit carried out by {audit.by} shows that {audit.rate}% of the criteria of the "
            "RGAA, version 4.1, are met."
        )
    return f"<h2>Test results</h2><p>{found}</p>"


def _gaps(audit: Audit | None) -> str:
    if audit and audit.gaps:
        told = f"<ul>{''.join(f'<li>{gap}</li>' for gap in audit.gaps)}</ul>"
    elif audit:
        told = "<p>No content was found to be inaccessible.</p>"
    else:
        told = "<p>Defects will be listed here after the audit.</p>"
    return f"<h2>Content that is not accessible</h2>{told}"


def _established(audit: Audit | None) -> str:
    when = f"on {audit.day}" if audit else "when the portal opened"
    return (
        "<h2>How this statement was drawn up</h2>"
        f"<p>This statement was drawn up {when}. The site is made of HTML, CSS, SVG pictures and a "
        "little JavaScript.</p>"
    )


DONE = (
    "<h2>What we do</h2>"
    "<ul><li>Texts are short and words are simple.</li>"
    "<li>Everything works with a keyboard and without JavaScript.</li>"
    "<li>The map always has a list beside it.</li>"
    "<li>Colours have enough contrast.</li></ul>"
)
HELP = (
    "<h2>A page is a problem for you</h2>"
    "<p>If you cannot read some content or use a service, tell us which one and what stops you. We "
    "will offer you an accessible solution, or the content in another form.</p>"
)
REMEDY = (
    "<h2>If we do not answer</h2>"
    "<p>You told us about a defect that keeps you from some content or a service, and our answer "
    "was not satisfactory. You may:</p>"
    '<ul><li>write to the <a href="https://formulaire.defenseurdesdroits.fr/">Défenseur des '
    "droits</a>, the French ombudsman;</li>"
    '<li>meet <a href="https://www.defenseurdesdroits.fr/">their delegate</a> near you;</li>'
    "<li>send a letter, free of charge and without a stamp: Défenseur des droits, Libre réponse "
    "71120, 75342 Paris CEDEX 07.</li></ul>"
)
