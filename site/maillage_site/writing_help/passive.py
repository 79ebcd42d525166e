"""Passive turns of French that hide who does what.

Rules rather than a parser: they say nothing when they are not sure. What is told is a passive with
its agent (« est instruit par la mairie »: « la mairie instruit » reads better), or several in one
sentence. States (« est situé », « est ouvert ») and movements in the past (« est venu par le
train ») are no passive.
"""

from __future__ import annotations

import re

BE = (
    r"(?:est|sont|était|étaient|sera|seront|serait|seraient|soit|soient|être"
    r"|(?:a|ont|avait|avaient|aura|auront|aurait|auraient|ait|aient|avoir) (?:\w+ment )?été)"
)
ADVERBS = (
    r"(?:(?:pas|plus|bien|mal|très|déjà|aussi|ensuite|alors|donc|souvent|toujours|jamais|\w+ment)"
    r" ){0,2}"
)
ONE = r"\w+(?:é|i|u|is|it|ert|int)e?s?"
PARTICIPLE = rf"(?P<participle>{ONE})"
# Not after « se »: who acts and who is acted on are one.
TURN = re.compile(rf"(?<!\bse )(?<!\bs')(?<!\bme )(?<!\bte )\b{BE} {ADVERBS}{PARTICIPLE}\b")
# The words between: « est instruit dans le mois par… ».
AGENT = re.compile(
    rf"(?: et {ONE})?"
    r"(?: (?!par\b|et\b|ou\b|qui\b|se\b|s')[\w'-]+){0,3} par "
    r"(?P<determiner>(?:l'|d'|(?:le|la|les|un|une|des|nos|vos|votre|notre|leurs?|son|sa|ses|chaque"
    r"|cette|cet|ce|ces|toute?|plusieurs) ))?(?P<agent>[\w-]+)"
)
# The same with an article.
NO_AGENT_WITH_ARTICLE = frozenset(
    (
        *("intermédiaire", "biais", "train", "bus", "avion", "bateau", "poste", "porte"),
        *("fenêtre", "suite", "présente", "fait", "gauche", "droite", "nord", "sud", "est"),
        *("ouest", "passé", "haut", "bas", "côté"),
    )
)
# « par » that says how, when, where or how often.
NO_AGENT = frozenset(
    (
        *("mois", "jour", "jours", "semaine", "an", "année", "heure", "mail", "mails"),
        *("courriel", "courriels", "téléphone", "exemple", "courrier", "internet", "ailleurs"),
        *("personne", "foyer", "ménage", "famille", "conséquent", "défaut", "ici", "là", "deux"),
        *("trois", "quatre", "groupe", "groupes", "ordre", "avance", "écrit", "sms", "texto"),
        *("visio", "visioconférence", "voie", "virement", "chèque", "carte", "train", "bus"),
        *("avion", "moyen", "intermédiaire", "biais", "étape", "étapes", "hasard", "erreur"),
        *("oral", "avis", "rapport", "dérogation", "territoire", "commune", "département"),
        *("région", "thème", "âge", "niveau"),
    )
)
# Participles that go with « être » in the active voice.
MOVEMENT = re.compile(
    r"(?:allé|venu|arrivé|parti|né|mort|resté|tombé|devenu|revenu|entré|rentré|sorti|monté|descendu"
    r"|passé|retourné|décédé|parvenu|survenu|intervenu)e?s?"
)
# Those that say a state: several of them in a sentence hide nobody.
STATE = re.compile(
    r"(?:situé|ouvert|fermé|gratuit|intéressé|concerné|installé|équipé|perdu|fatigué|satisfait|inscrit"
    r"|compris|réservé|prévu|adapté|limité|interdit|autorisé|obligé|dédié|destiné|conseillé|marié|"
    r"retraité|habitué|connecté|isolé|âgé|séparé|rassuré|déçu|privé|uni|garanti|requis)e?s?"
)
# What ends as participles do.
NOT_ONE = re.compile(
    r"\w*(?:eau|eu|ou)s?|petite?s?|joli\w*|jeudi|samedi|lundi|mardi|mercredi|vendredi|midi|ici|aussi"
    r"|ainsi|parmi|merci|ami\w*|trois|mois|vis|gris\w*|français\w*|anglais\w*|mauvais\w*|plus|tous"
    r"|droite?s?|étroite?s?|vraie?s?|gai\w*|dessus|dessous|ni|si|qui|quoi|lui|celui|oui"
)
FEWEST_IN_A_CHAIN = 2


def passive_turns(sentence: str) -> list[str]:
    """The passive turns of a sentence that are worth telling, as they are written."""
    plain = sentence.replace("’", "'").lower()
    if len(plain) != len(sentence):
        plain = sentence.replace("’", "'")
    turns = [match for match in TURN.finditer(plain) if _is_passive(match["participle"])]
    with_agent = [match for match in turns if _has_agent(plain, match)]
    chained = [match for match in turns if not STATE.fullmatch(match["participle"])]
    if not with_agent and len(chained) >= FEWEST_IN_A_CHAIN:
        with_agent = chained
    return [sentence[match.start() : match.end()] for match in with_agent]


def _is_passive(participle: str) -> bool:
    return not MOVEMENT.fullmatch(participle) and not NOT_ONE.fullmatch(participle)


def _has_agent(plain: str, match: re.Match[str]) -> bool:
    found = AGENT.match(plain, match.end())
    if found is None:
        return False
    how = NO_AGENT_WITH_ARTICLE if found["determiner"] else NO_AGENT
    return found["agent"] not in how and not found["agent"].isdecimal()
