"""What a word tells of its own grammar: the sound it begins with, number and gender (QK206).

Each function answers with None where it is not sure; a rule takes that for "fits".
"""

from __future__ import annotations

import re
from functools import lru_cache

from quizkit.rules.language import listed

_VOWELS = frozenset("aeiouàâäæéèêëîïôöœùûüáíóú")
_SILENT_H = re.compile(r"(?:hour|honest|honou?r|heir)")
_SPOKEN_YOU = re.compile(
    r"(?:uni(?!n[a-z]|m[a-z])|us(?:e|a|u|ing)(?!her)|ut(?:il|en|op)|eu|ew|ubiq|ura|uru|uk|ug(?:a)"
    r"|one\b|once\b|ouija"
    r"|one-|u-|ut[ae]h)"
)
_LETTERS_AS_VOWELS = frozenset("AEFHILMNORSX")
_NUMBERS_AS_VOWELS = re.compile(r"(?:8\d*|11|18|11,\d{3}|18,\d{3}|11\d{3}|18\d{3}|1[18]th|8\d*th)(?![\d.,])")
_FIRST = re.compile(r"[\W_]*([^\W_]+)")


def vowel_sound(text: str) -> bool | None:
    """Whether English `text` takes "an": an hour, an MRI, an 8; but a university, a one-way street."""
    match = _FIRST.match(text)
    if match is None:
        return None
    word = match[1]
    if word[0].isdigit():
        return _NUMBERS_AS_VOWELS.match(text[match.start(1) :]) is not None
    if len(word) == 1 or (word.isupper() and (len(word) < 4 or not set("AEIOU") & set(word))):
        return word[0].upper() in _LETTERS_AS_VOWELS if word[0].isascii() and word[0].isalpha() else None
    if word.isupper() or not word[0].isalpha():
        return None  # NATO is a word, UNHCR is letters
    low = text[match.start(1) :].lower()
    if low[0] == "h":
        return _SILENT_H.match(low) is not None
    if _SPOKEN_YOU.match(low):
        return False
    if low[0] == "y":
        return low.startswith(("yttr", "yv", "yp"))
    return low[0] in _VOWELS


def elides(text: str) -> bool | None:
    """Whether French `text` takes l', d' and cet: yes for `eau`, no for `lac`, unknown for h and y."""
    match = _FIRST.match(text)
    if match is None:
        return None
    word = match[1]
    low = word.lower()
    if not word[0].isalpha() or low[0] in "hy" or (word.isupper() and low[0] not in _VOWELS):
        return None
    return low[0] in _VOWELS and low not in _NO_ELISION


_NO_ELISION = listed("un une onze onzième oui ouistiti uhlan ululement ouate iode")

_EN_SINGULAR_S = re.compile(
    r"(?:ss|us|is|as|os|ics|ous|ys)$|^(?:lens|biceps|triceps|forceps|news|series|species|means"
    r"|diabetes|measles|rabies"
    r"|mumps|herpes|wales|athens|brussels|naples|mars|hercules|archimedes|socrates|tigris|texas"
    r"|kansas|illinois|james"
    r"|charles|thomas|yes|does|has|always|sometimes|towards|backwards|afterwards|indoors|outdoors"
    r"|overseas|less|its|his"
    r"|hers|theirs|ours|yours|this|corps|summons|rickets|scabies|shingles|headquarters|crossroads|gallows|barracks"
    r"|hypotenuses)$"
)
_EN_PLURAL_START = re.compile(
    r"(?:two|three|four|five|six|seven|eight|nine|ten|several|many|both|these|those)\b", re.I
)
_EN_SINGULAR_START = re.compile(r"(?:an?|one|this|that|every|each)\b ", re.I)
_EN_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_EN_PREPOSITION = re.compile(
    r",|\b(?:of|in|on|with|for|from|to|by|at|that|which|who|where|when|between|under|over|into)\b"
)


def plural_en(text: str) -> bool | None:
    """Whether an English noun phrase is plural: yes for `two lungs`, `mammals`; no for `a lung`, `one of them`."""
    if _EN_SINGULAR_START.match(text):
        return False
    if _EN_PLURAL_START.match(text):
        return True
    head = _EN_PREPOSITION.split(text, maxsplit=1)[0].split()
    if not head or not _EN_WORD.fullmatch(head[-1].lower()):
        return None
    last = head[-1]
    if last[0].isupper():
        return None  # a name
    last = last.lower()
    if " and " in text or last.endswith("wards"):
        return None
    if last in ("men", "women", "children", "people", "teeth", "feet", "mice", "geese"):
        return True
    if last.endswith("s") and len(last) > 3 and not _EN_SINGULAR_S.search(last):
        return True
    return None


_FR_SAME = listed(
    """ours velours tiers mors fils temps corps fois mois bras pays bois choix voix prix croix noix paix gaz
    nez riz os dos sens cours concours discours parcours secours recours palais relais tennis repas pas
    cas tas débris avis permis tapis puits poids fonds bus héros univers revers vers travers mets taux
    faux chaux époux six dix deux trois jus pus talus refus surplus campus virus bus lotus cactus cirrus
    fœtus chas gas bas las mas mars moins plus dessous dessus herbes gorges vosges ardennes landes cannes
    nantes rennes vannes limoges londres versailles thèbes athènes naples charles jules georges jacques
    yves gilles hermès cervantès descartes corps-à-corps"""
)
_FR_NUMBERS = listed(
    "quatre cinq sept huit neuf onze douze treize quatorze quinze seize vingt trente cent mille"
)
_FR_PLURAL = re.compile(r"(?:[^è]es|ts|ns|rs|ls|aux|és|ds|cs)$")
_FR_ARTICLE = re.compile(
    r"(?P<m>un|le|ce|cet|du|au|mon|ton|son) |(?P<f>une|la|cette|de la|ma|ta|sa) |(?P<p>les|des"
    r"|ces|aux|deux|trois|quatre|mes|ses) "
    r"|(?P<l>l['’]|de l['’])",
    re.IGNORECASE,
)


def article_fr(text: str) -> str:
    """The article that French `text` begins with: `m`, `f` (singular), `p` (plural), `l` for l', or nothing."""
    match = _FR_ARTICLE.match(text)
    return (match.lastgroup or "") if match else ""


def plural_fr(text: str) -> bool | None:
    """Whether the first word of French `text` (a noun or its adjective, no article) is plural."""
    first = text.split(maxsplit=1)[0].strip(",;:.") if text.strip() else ""
    low = first.lower()
    if not low or not low[0].isalpha() or low in _FR_SAME:
        return None
    if low[-1] not in "sxz":
        unsure = first[0].isupper() or low in _FR_NUMBERS or (low[-1] in "iaoun" and len(low) < 5)
        return None if unsure else False
    return True if len(low) > 3 and _FR_PLURAL.search(low) else None


_FEMININE = re.compile(
    r"(?:[tsx]ion|[^c]ité|[rn]eté|berté|ierté|auté|ance|ence|ette|elle|trice|euse|esse|tude|ade"
    r"|ienne|onne|ie|ine|ise|ure|ée|ille)s?$"
)
_MASCULINE = re.compile(
    r"(?:isme|ment|teur|eau|oir|age|et|at|ier|cher|ège|(?<!i)ème|al|el|ard|ain|[^msç]on(?<!ion))s?$"
)
_EITHER = listed(
    """comité hauteur lenteur pesanteur senteur puanteur moiteur sauvage volage norvège invité habité évité
    limité visité imité traité excité mérité agité exploité illimité inhabité sauté bastion silence
    squelette camion avion espion champion scorpion million billion stade grade malade nomade page image
    plage cage rage nage jument génie incendie parapluie magazine murmure chlorure sulfure carbure
    mercure augure musée lycée trophée scarabée pygmée athée camée mausolée apogée périgée caducée élysée
    messie sosie vermicelle libelle modèle polichinelle domaine capitaine main crème bohème trirème hier
    cuiller guenon prison liaison guérison foie brie zombie sosie gorille vanille mille quadrille asile
    reptile fossile drille bacille chimpanzé entracte pétale hivernal enfant interprète athlète poète
    prophète planète comète diète empire navire globule pacha façon leçon rançon boisson moisson chanson
    maison saison raison foison cloison toison trahison guérison pendaison combinaison livraison
    conjugaison horizon aquitaine cadet sujet secret complet discret inquiet concret muet violet
    principal oral général national social central final local régional légal royal fatal naturel réel
    actuel culturel essentiel officiel industriel plat délicat ingrat béat premier dernier entier
    régulier particulier familier gai vrai bavard vantard humain romain américain africain mexicain
    prochain certain urbain contemporain italienne parisienne ancienne aérienne ouvrier policier salle
    pure dure sûre mûre future obscure immature fine voisine marine grise précise promise soumise
    conquise acquise comprise assise élevée privée armée située fondée"""
)
"""Words that end like others but have the other gender, two of them, or are adjectives."""
_NOUNS = {
    "f": listed(
        """ville rivière capitale reine planète étoile lune mer île montagne forêt plante fleur baleine
        vache souris guerre bataille loi république musique fabrique boutique brique province église
        cathédrale chanson maison école langue lettre phrase cellule bactérie molécule protéine enzyme
        racine feuille tige graine force masse vitesse chaleur onde droite courbe femme fille mère sœur
        poule araignée charte machine armée potence moelle peau main dent veine artère valve route gare
        banque bourse taxe dîme taille gabelle corvée gauche droite flèche hache lance épée roue lampe
        pile bobine lentille loupe boussole carte roche lave magma vague marée pluie neige glace brume
        côte falaise vallée plaine colline grotte mine usine ferme chèvre brebis chauve-souris mouche
        guêpe fourmi truite carpe morue pomme poire cerise fraise banane carotte tomate salade laitue
        tulipe marguerite fougère algue base acidose urée bile salive sueur larme hormone insuline
        adrénaline vitamine rétine pupille cornée trachée bronche rate vessie hanche épaule jambe cuisse
        cheville oreille bouche langue gorge"""
    ),
    "m": listed(
        """fleuve roi empereur pays continent océan lac volcan désert mammifère oiseau poisson insecte
        amphibien mollusque arbre champignon virus atome noyau électron proton neutron gaz liquide métal
        acide sel traité accord royaume département village château pont tableau roman verbe nom adverbe
        homme garçon père frère chien chat cheval loup requin dauphin serpent lézard crapaud soleil
        triangle carré cercle rectangle losange cube angle nombre produit quotient organe cœur foie
        poumon estomac muscle nerf cerveau cervelet code pacte décret édit bûcher gibet sabre fusil canon
        couteau marteau train navire bateau avion vélo port quai canal barrage vent orage nuage glacier
        sable calcaire granite basalte quartz diamant charbon pétrole cuivre fer plomb zinc or argent
        étain mercure sodium calcium potassium oxygène azote hydrogène hélium carbone soufre chlore sang
        plasma rein pancréas duodénum côlon fémur tibia péroné crâne thorax bassin genou coude poignet
        pied bras doigt nez menton front œil iris cristallin nerf tendon ligament os cartilage squelette
        tronc bulbe pollen fruit pistil ovule ovaire chêne hêtre sapin pin blé riz maïs seigle"""
    ),
}


@lru_cache(maxsize=1 << 12)
def gender_fr(text: str) -> str:
    """The gender of the first word of French `text`, `m` or `f`, where the word or its ending shows it."""
    word = text.split(maxsplit=1)[0].strip(",;:.").lower() if text.strip() else ""
    single = word.removesuffix("s")
    for gender, nouns in _NOUNS.items():
        if word in nouns or single in nouns:
            return gender
    if len(single) < 5 or single in _EITHER or word in _EITHER:
        return ""
    if _FEMININE.search(word):
        return "f"
    return "m" if _MASCULINE.search(word) else ""
