"""A corpus written by hand: passives worth telling, and all that looks like one."""

import pytest

from maillage_site.writing_help.passive import passive_turns

PASSIVE = {
    "Votre dossier est instruit par la mairie.": ["est instruit"],
    "Les ateliers sont animés par des bénévoles.": ["sont animés"],
    "Ce service a été créé par le département en 2019.": ["a été créé"],
    "La demande est ensuite transmise à la caisse par le conseiller.": ["est ensuite transmise"],
    "Votre compte sera fermé par l’administration.": ["sera fermé"],
    "Une réponse vous sera envoyée par votre conseillère.": ["sera envoyée"],
    "Ces lieux ont été vérifiés par nos équipes.": ["ont été vérifiés"],
    "Le dossier doit être signé par les deux parents.": ["être signé"],
    "Les frais ne sont pas remboursés par la Sécurité sociale.": ["sont pas remboursés"],
    "Le montant est calculé par l’organisme.": ["est calculé"],
    "Le courrier est lu et expliqué par une aidante.": ["est lu"],
    "Les pièces ont été reçues et le dossier a été enregistré.": [
        "ont été reçues",
        "a été enregistré",
    ],
    "Le formulaire est rempli, puis il est envoyé en ligne.": ["est rempli", "est envoyé"],
    "L’aide est versée quand le contrat a été signé.": ["est versée", "a été signé"],
    "Les données seront effacées après que le compte aura été supprimé.": [
        "seront effacées",
        "aura été supprimé",
    ],
}
NOT_PASSIVE = [
    "La maison France services est située place de la Gare.",
    "La médiathèque est ouverte le mardi et fermée le jeudi.",
    "L’atelier est gratuit et ouvert à tous.",
    "Nous sommes là pour vous aider.",
    "Elle est venue par le train de 9 h.",
    "Ils sont arrivés par la porte de gauche.",
    "Le site est accessible par téléphone.",
    "Votre demande est envoyée par courriel.",
    "Un rappel est envoyé par SMS.",
    "Le loyer est payé par virement.",
    "L’atelier est limité à huit personnes par groupe.",
    "La permanence est tenue deux fois par mois.",
    "Les places sont attribuées par ordre d’arrivée.",
    "Cette aide est réservée aux personnes inscrites.",
    "Il s’est inscrit par erreur.",
    "Les aidants se sont réunis mardi.",
    "C’est écrit en petit, en bas de la page.",
    "Le mot de passe est trop court.",
    "Ce service est utile, simple et rapide.",
    "Votre dossier est complet.",
    "Le nouveau bureau est plus grand, et il est mieux éclairé.",
    "Si votre carte est perdue, appelez votre banque.",
    "L’association est partie de Mâcon, puis elle est devenue départementale.",
    "Vous êtes inscrit : un conseiller vous appelle.",
    "L’été est la saison des ateliers en plein air.",
    "Aucun rendez-vous n’est nécessaire.",
    "Le lieu est équipé de quatre ordinateurs et il est chauffé l’hiver.",
    "La salle est au rez-de-chaussée, à droite.",
    "C’est gratuit.",
    "Il est midi.",
    "Un café est offert aux participants.",
    "Le service est indisponible par intermittence.",
    "Être aidé, c’est possible.",
    "L’EST RÉPUBLICAIN EST LU PAR INTERNET.",
    "",
]


@pytest.mark.parametrize("sentence", PASSIVE)
def test_a_passive_that_hides_who_acts_is_told(sentence):
    assert passive_turns(sentence) == PASSIVE[sentence]


@pytest.mark.parametrize("sentence", NOT_PASSIVE)
def test_what_only_looks_like_one_is_not(sentence):
    assert passive_turns(sentence) == []
