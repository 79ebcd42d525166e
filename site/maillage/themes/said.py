"""The words that tell of a need, as people write them: its slug → its terms.

A term of several words tells more than each of them. Accents, plurals and small words do not
count. Words that speak of a procedure and of its site, not of the way to learn it.
"""

from __future__ import annotations


def _terms(text: str) -> tuple[str, ...]:
    return tuple(term.strip() for term in text.replace("\n", ",").split(",") if term.strip())


SAID: dict[str, tuple[str, ...]] = {
    "demarches": _terms(
        """
        démarche, démarche administrative, démarche en ligne, administratif, administration, papier,
        formulaire, dossier, courrier, lettre, attestation, justificatif, préfecture,
        France services, MSAP, service public, FranceConnect, France Identité, écrivain public,
        impôt, taxe, taxe foncière, déclaration de revenus, prélèvement à la source,
        avis imposition,
        déclarer, déclaration, trésor public, amende, ANTAI,
        CAF, allocation, allocation familiale, APL, aide au logement, RSA, prime activité, AAH,
        MDPH,
        handicap, chèque énergie, logement social, HLM, surendettement, Banque de France, banque,
        ameli, CPAM, assurance maladie, sécurité sociale, sécu, carte vitale, mutuelle,
        complémentaire santé, arrêt de travail, remboursement, feuille de soin, CSS,
        mon espace santé, Doctolib, rendez-vous médical, rdv médecin, médecin, docteur,
        téléconsultation,
        retraite, pension, réversion, Carsat, CNAV, Agirc Arrco, MSA, minimum vieillesse,
        carte grise, permis, permis de conduire, ANTS, France Titres, immatriculation,
        vente voiture,
        passeport, carte identité, pièce identité, état civil, acte de naissance, procuration,
        titre de séjour, carte de séjour, récépissé, ANEF, visa, naturalisation, asile, étranger,
        carte électorale, inscription école, cantine, bourse, Crous, Parcoursup, CMU, RMI
        """
    ),
    "acces": _terms(
        """
        wifi, wi-fi, imprimer, impression, imprimante, scanner, scan, numériser, photocopie,
        photocopier, photocopieuse, ordinateur, PC, internet, connexion, connexion internet, accès,
        accès internet, libre accès, cyber-base, cyberbase, cybercafé, EPN,
        espace public numérique, poste informatique, borne
        """
    ),
    "bases": _terms(
        """
        débuter, débutant, apprendre, apprendre ordinateur, apprendre informatique, initiation,
        cours, cours informatique, premier pas, souris, clavier, smartphone, téléphone, portable,
        téléphone portable, tablette, tablette tactile, informatique, mot de passe, identifiant,
        mail, email, e-mail, courriel, boîte mail, adresse mail, messagerie, pièce jointe,
        illectronisme, whatsapp, visio, traitement de texte, Word, Excel
        """
    ),
    "emploi": _terms(
        """
        emploi, CV, curriculum vitae, lettre de motivation, France Travail, Pôle emploi, ANPE,
        Assedic, chômage,
        actualisation, actualiser, demandeur emploi, offre emploi, chercher du travail, travail,
        recherche emploi, formation professionnelle, mission locale, intérim, alternance, CPF,
        mon compte formation
        """
    ),
    "securite": _terms(
        """
        arnaque, escroquerie, fraude, faux conseiller, faux conseiller bancaire, phishing,
        hameçonnage, piratage, piraté, pirate, virus, antivirus, cybermalveillance, sécurité,
        données personnelles, vie privée, RGPD, usurpation identité, carte bancaire, faux SMS
        """
    ),
    "enfants": _terms(
        """
        parent, parentalité, enfant, ado, adolescent, écran, temps écran, contrôle parental,
        Pronote, ENT, école, collège, lycée, harcèlement, cyberharcèlement, jeu vidéo
        """
    ),
    "materiel": _terms(
        """
        ordinateur pas cher, ordinateur occasion, ordinateur reconditionné, reconditionné,
        acheter ordinateur, acheter tablette, don ordinateur, matériel, équipement, réparer,
        réparation, réparer ordinateur, panne, PC en panne, ordinateur en panne, ordinateur lent,
        vieil ordinateur, prêt ordinateur, prêt tablette, recyclage
        """
    ),
    "comprendre": _terms(
        """
        intelligence artificielle, IA, ChatGPT, réseau social, réseaux sociaux, fake news,
        fausse information, désinformation, fibre, fin du cuivre, culture numérique
        """
    ),
    "loisirs": _terms(
        """
        loisir, photo, généalogie, musique, vidéo, impression 3D, imprimante 3D, fablab,
        création numérique, codage, programmation
        """
    ),
}
