"""Questions asked in English, of texts that are in French: the words of needs and of services.

Few documents are translated, and a newcomer asks in the language that they have.
"""

from __future__ import annotations

import re

# Words that no French question has, and those that say nothing of its subject.
TELLING = frozenset((
    "where", "how", "what", "which", "who", "when", "why", "can", "could", "do", "does", "did",
    "is", "are", "was", "were", "am", "the", "my", "your", "our", "his", "her", "their", "i", "you",
    "we", "they", "he", "she", "it", "have", "has", "had", "get", "got", "need", "want", "should",
    "would", "will", "with", "for", "from", "of", "to", "at", "by", "about", "and", "not", "don't",
    "can't", "cannot", "i'm", "it's", "there", "this", "that", "these", "those", "any", "some",
    "someone", "somebody", "something", "near", "please", "if",
))  # fmt: skip
SMALL = TELLING | frozenset((
    "a", "an", "in", "on", "me", "us", "or", "as", "be", "been", "up", "out", "so", "no", "one",
    "go", "find", "make", "use", "into", "over", "after", "before",
))  # fmt: skip
# English terms, then the French ones that are looked for instead.
TABLE = """
help, assistance = aide
computer, computers, laptop, pc = ordinateur
phone, cell phone, mobile phone = téléphone
tablet = tablette
password, passwords = mot de passe
account = compte
email, mailbox, mail = e-mail, messagerie
internet access, internet connection = accès internet
print, printing, printer = imprimer
scan = scanner
document, documents, paper, papers = papier, document
letter = lettre, courrier
tax, taxes, income tax = impôts
tax return = déclaration d'impôts
declare = déclarer
pay, payment = payer
bill = facture
bank = banque, bancaire
bank card, credit card = carte bancaire
card = carte
scam, scams, fraud, phishing = arnaque
fake = faux
hacked, hacker = piraté
stolen = volé
job, jobs, work = emploi
job seeker, unemployed, unemployment, job centre, job center = France Travail, chômage
resume, curriculum = CV
housing, house, flat, apartment = logement
housing benefit, housing aid = aide au logement
rent = loyer
benefit, benefits, allowance, allowances = allocations, aide
family = famille
child, children, kid, kids = enfant
school = école, scolarité
daughter, son = enfant
canteen = cantine
elderly, old people, seniors, old = âgé, seniors
disability, disabled = handicap
deaf = sourd
blind = malvoyant
health = santé
doctor = médecin
appointment = rendez-vous
health insurance, social security = assurance maladie
health card = carte vitale
residence permit, residency permit, residence card = titre de séjour
foreigner, immigrant, migrant = étranger
passport = passeport
identity card, id card = carte d'identité
driving licence, driving license, driver license, driver's license = permis de conduire
car registration, registration certificate = carte grise
car, vehicle = voiture
timetable, schedule = horaires
bus = bus
train = train
ticket = ticket
retirement, pension, retire = retraite
training = formation
course, courses, class, classes, lesson, lessons = cours, atelier
workshop, workshops = atelier
webinar, webinars = webinaire
learn, learning = apprendre
beginner, beginners, start = débuter, premiers pas
meeting = réunion, rencontre
event, events = événement
library, libraries = bibliothèque, médiathèque
open = ouvert
free = gratuit, libre
online = en ligne
form = formulaire
apply, application, request, ask = demander, demande
register, sign up, enrol, enroll = s'inscrire, inscription
log in, login, sign in, connect, log = connexion
forgot, forgotten, lost = perdu, oublié
reset, change = changer, nouveau
broken = panne
repair, fix = réparer
install = installer
update = mise à jour, mettre à jour
download = télécharger
send = envoyer
attach, attachment = pièce jointe
photo, photos, picture, pictures = photo
video call = appel vidéo, visioconférence
call, called, calls = appel, appeler
text message, text messages = SMS
website, web site = site
safe, safely, security, protect = sécurité, protéger
translate, translation = traduire
french = français
read, reading = lire
write, writing = écrire
rights = droits
energy voucher = chèque énergie
town hall, city hall = mairie
volunteer, volunteers = bénévole
caregiver, helper, helpers = aidant
community, communities = communauté
news = actualités
map = carte
data = données
privacy, personal data = données personnelles
screen, screens = écran
parental control = contrôle parental
hurricane = cyclone
bullying, harassment = harcèlement
buy, shopping = acheter
refurbished, second hand, second-hand = reconditionné
sign, signature = signer, signature
vote = électorale
birth certificate = acte de naissance
report = signaler
complaint = plainte
unwanted, spam = indésirable
create, make, set up = créer
renew, renewal = renouveler
fill in, fill out, fill = remplir
service, services = service
public services = France services, services publics
counsellor, advisor, adviser = conseiller
digital = numérique
storage, full = plein
"""
DAYS = {
    "today": "aujourd'hui", "tomorrow": "demain", "this weekend": "ce week-end",
    "this week": "cette semaine", "next week": "la semaine prochaine", "this month": "ce mois",
    "monday": "lundi", "tuesday": "mardi", "wednesday": "mercredi", "thursday": "jeudi",
    "friday": "vendredi", "saturday": "samedi", "sunday": "dimanche", "january": "janvier",
    "february": "février", "april": "avril", "june": "juin", "july": "juillet", "august": "août",
    "september": "septembre", "october": "octobre", "november": "novembre",
    "december": "décembre",
}  # fmt: skip
ANY_DAY = "|".join(sorted(DAYS, key=len, reverse=True))
NAMED_DAY = re.compile(rf"\b(?:on |in )?({ANY_DAY})\b", re.IGNORECASE)


def is_english(text: str) -> bool:
    """Whether two words at least are English, and no French question has them."""
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text.lower().replace("’", "'"))
    return sum(word in TELLING for word in words) >= 2


def days_in_french(text: str) -> str:
    return NAMED_DAY.sub(lambda found: DAYS[found[1].lower()], text)


def terms() -> list[tuple[str, tuple[str, ...]]]:
    """Of each English term, the French ones."""
    lines = (line.split(" = ") for line in TABLE.strip().splitlines())
    return [
        (term.strip(), tuple(one.strip() for one in french.split(",")))
        for english, french in lines
        for term in english.split(",")
    ]
