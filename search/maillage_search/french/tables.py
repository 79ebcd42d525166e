"""The tables that both chains are made of: this one and Elasticsearch's analysis settings."""

from __future__ import annotations

# Apostrophes become one; ligatures open; points and separators that the standard tokenizer
# would keep inside a word (impots.gouv.fr, aidant·e, the narrow space before a French "?") become
# spaces.
APOSTROPHES = "’‘ʼ＇`´"
LIGATURES = {"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae"}
SEPARATORS = ".·:;,_‧•\u202f"
COMPOUNDS = {
    "e-mail": "email",
    "e-mails": "emails",
    "rendez-vous": "rendezvous",
    "porte-monnaie": "portemonnaie",
    "mot-clé": "motclé",
    "wi-fi": "wifi",
    "cyber-base": "cyberbase",
    "e-santé": "esanté",
}

# Articles that lose their vowel; the word after the apostrophe is what counts.
ELIDED = (
    "l", "m", "t", "qu", "n", "s", "j", "d", "c", "jusqu", "quoiqu", "lorsqu", "puisqu",
)  # fmt: skip

STOP_WORDS = frozenset(
    (
        "a", "à", "ai", "ainsi", "alors", "au", "aucun", "aussi", "autre", "aux", "avait",
        "avec", "avez", "avoir", "avons", "ayant", "c", "ça", "car", "ce", "ceci", "cela",
        "celle", "celles", "celui", "ces", "cet", "cette", "ceux", "chaque", "ci", "comme", "d",
        "dans", "de", "des", "donc", "dont", "du", "elle", "elles", "en", "entre", "es", "est",
        "et", "étaient", "était", "étant", "êtes", "être", "eu", "eux", "faut", "fut", "il",
        "ils", "j", "je", "l", "la", "là", "le", "les", "leur", "leurs", "lui", "m", "ma",
        "mais", "me", "même", "mêmes", "mes", "mien", "moi", "mon", "n", "ne", "ni", "nos",
        "notre", "nous", "o", "on", "ont", "ou", "où", "par", "pas", "peu", "peut", "plus",
        "pour", "puis", "qu", "que", "quel", "quelle", "quelles", "quels", "qui", "s", "sa",
        "sans", "se", "sera", "ses", "si", "sien", "soi", "soit", "sommes", "son", "sont",
        "sous", "suis", "sur", "t", "ta", "te", "tes", "toi", "ton", "tous", "tout", "toute",
        "toutes", "tu", "un", "une", "vos", "votre", "vous", "vu", "y",
    )
)  # fmt: skip

# Words of a question that say nothing of its subject; dropped from queries only, and only
# when another word remains.
QUESTION_WORDS = frozenset(
    (
        "comment", "quand", "pourquoi", "combien", "quoi", "qu'est", "aller", "avoir", "besoin",
        "bonjour", "cherche", "chercher", "dois", "doit", "faire", "fais", "fait", "faudrait",
        "souhaite", "souhaiterais", "svp", "merci", "peux", "pouvoir", "puis", "savoir",
        "trouver", "trouve", "veut", "veux", "voudrais", "voulez", "possible", "arrive",
        "arriver", "plait", "plaît",
    )
)  # fmt: skip

# Ways into the site, which say nothing more of a territory or of days that are named.
WAYS_IN = frozenset(("portail", "site", "page", "accueil", "maillage"))

# What takes place at an hour.
SESSION_WORDS = ("atelier", "webinaire", "conférence", "réunion", "stage", "initiation")

# What people write for short; read in questions only.
SHORT_FORMS = {
    "rdv": "rendez-vous",
    "tel": "téléphone",
    "tél": "téléphone",
    "tph": "téléphone",
    "pb": "problème",
    "pbs": "problèmes",
    "mdp": "mot de passe",
    "ordi": "ordinateur",
    "ordis": "ordinateurs",
    "cni": "carte d'identité",
    "dr": "docteur",
    "bcp": "beaucoup",
    "pr": "pour",
    "ds": "dans",
    **dict.fromkeys(("kan", "qd", "quan"), "quand"),
    **dict.fromkeys(("koi", "kwa", "keske", "keskon", "kesk"), "quoi"),
    **dict.fromkeys(("ki", "ke", "pe", "peu", "peus"), "que"),
    **dict.fromkeys(("pk", "pq", "pkoi", "pourkoi"), "pourquoi"),
    **dict.fromkeys(("kom", "coment", "cmt", "coman"), "comment"),
    **dict.fromkeys(("fer", "fr"), "faire"),
    **dict.fromkeys(("jai", "jé", "g", "ya", "ya", "cé"), "est"),
    **dict.fromkeys(("mé", "mn"), "mon"),
    **dict.fromkeys(("ac", "avk", "avc"), "avec"),
    **dict.fromkeys(("slt", "bjr", "bsr", "svp", "stp", "mci", "mrc"), "merci"),
    **dict.fromkeys(("ns", "vs", "tt", "ts", "tjr", "tjrs"), "tous"),
    **dict.fromkeys(("msg", "mess"), "message"),
    **dict.fromkeys(("num", "numero"), "numéro"),
    "1": "un",
    "portabl": "portable",
    "apel": "appel",
    "dmd": "demande",
    "dossié": "dossier",
    "jsp": "comment",
}

# What light stemming would confuse (kept apart) or leave apart (brought together).
# Output: its forms. Plurals and unaccented spellings are added by ``stem_overrides``.
STEM_EXCEPTIONS: dict[str, tuple[str, ...]] = {
    # kept apart
    "poste": ("poste",),
    "marche": ("marché",),
    "march": ("marche", "marcher"),
    "conseiller": ("conseiller", "conseillère"),
    "sante": ("santé",),
    "lignee": ("lignée",),
    "ligne": ("ligne",),
    "retraite": ("retraite", "retraité", "retraitée"),
    "sourd": ("sourd", "sourde"),
    # brought together
    "coeur": ("coeur",),
    "benevol": ("bénévole", "bénévolat", "bénévolement"),
    "inscri": ("inscription", "inscrire", "inscrit", "inscrite", "inscris", "inscrivez"),
    "connect": ("connexion", "connecter", "connecté", "connectée", "reconnecter"),
    "declar": ("déclaration", "déclarer", "déclare", "déclarez"),
    "aide": ("aide", "aider", "aidez"),
    "aidant": ("aidant", "aidante"),
    "creer": ("créer", "création", "crée", "créez"),
    "format": ("formation", "former", "formateur", "formatrice"),
    "inform": ("information", "informer", "infos", "info"),
    "imprim": ("imprimer", "impression", "imprimante"),
    "installe": ("installer", "installation"),
    "accompagn": ("accompagner", "accompagnement", "accompagne"),
    "payer": ("payer", "paiement", "paye"),
    "protege": ("protéger", "protection"),
    "reserve": ("réserver", "réservation"),
    "utilise": ("utiliser", "utilisation", "utilisateur", "utilisatrice"),
}
