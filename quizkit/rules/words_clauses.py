"""The words by which QK214 finds the clauses of a statement."""

from __future__ import annotations

from quizkit.rules.language import listed

FINITE = {
    "en": listed(
        """is are was were has have had does do did can cannot could will would should must isn't aren't wasn't
        weren't hasn't haven't hadn't doesn't don't didn't can't couldn't won't wouldn't became
        becomes become began begins won wins lost loses led leads wrote writes made makes gave gives
        give took takes take came comes come went goes go got gets grew grows grow held holds hold
        kept keeps keep knew knows know left lies lay lives lived met moved needs needed occurs
        occurred orbits produces produced produce ran runs said says saw sees sent sends sank shares
        showed shows stands stood contains contained contain consists consisted consist belongs
        belonged belong eats eat eats ate keep keeps fought fights fell falls found finds built
        builds bought brought broke chose died dies drew helps invented discovered invaded signed
        joined founded ruled defeated ended started happened uses used use lasts lasted means meant
        moves carries carry carried pumps filters absorbs absorb reflects breathe breathes feed
        feeds flows flow covers covered forms formed returns returned stores remained remains speaks
        spoke taught teaches thinks thought turns turned understands wears wore weighs weighed works
        worked converts converted releases release released allows allowed depends cost costs boils
        freezes melts travels travel surrounds removes creates created reaches reached causes caused
        crossed crosses abolished adopted received resigned married conquered declared dissolves
        conducts bought sold published painted composed borders breaks rises sets swims swim fly
        lays lay"""
    ),
    "fr": listed(
        """est sont était étaient a ont avait avaient fut furent sera seront peut peuvent doit doivent fait
        font va vont vient viennent possède possèdent contient contiennent produit produisent
        devient deviennent devint permet permettent commence commença commencent finit finissent
        meurt mourut meurent vit vivent tourne tournent joue jouent reste restent dure dura durent
        libère libèrent absorbe absorbent transforme transforment filtre filtrent pompe pompent
        transporte transportent consomme consomment rejette rejettent respire respirent pond pondent
        mange mangent nourrit nourrissent vole volent nage nagent signe signa signent dirige dirigea
        dirigent gagne gagna gagnent perd perdit perdent prend prit prennent écrit écrivit écrivent
        naît naquit découvre découvrit invente inventa fonde fonda crée créa abolit vote vota devait
        pouvait avaient faisait compte comptent mesure mesurent pèse pèsent coule coulent sert
        servent assure assurent forme forment protège protègent reçoit reçoivent renvoie épouse
        épousa règne régna garde garda gardent entra quitte quitta meut appartient appartiennent
        comprend comprennent existe existent marque marqua proclame proclama veut voulait vaut
        valent bat battent bout gèle fond participe participa met mettent mit naissent né tombe
        tomba tombent déclare déclara provoque provoqua entraîne entraîna dort dorment utilise
        utilisent"""
    ),
}
DETERMINER = {
    "en": listed(
        "the a an its their his her this these no more less all some each every our your it them him"
    ),
    "fr": listed("le la les l un une des du son sa ses leur leurs ce cette ces"),
}
OPENERS = {
    "en": listed("from as according in at after before during with by on under since to for"),
    "fr": listed("selon d'après comme dans en après avant pendant depuis au aux à sous par pour"),
}
"""Words that open what stands before the claim: `From what the article says, …`."""

NEGATIVE = listed(
    """not no never only pas non ni jamais seulement nothing rien isn't aren't wasn't weren't"""
)
BETWEEN = listed("then also not n ne y en aussi donc ensuite therefore so never now later")
"""Words that may stand between `and` and its verb, beside those in -ly."""

NOT_VERBAL = listed("to de à un une le la l")
"""After these, a word that looks like a finite verb is none."""

PAST = listed(
    """became began won lost led wrote made gave took came went got grew held kept knew left lay met ran said
    saw sent sank stood ate fought fell found built bought brought broke chose drew meant spoke taught
    thought understood wore rose swam flew sold cost did had was were"""
)
"""Past forms that do not end in -ed."""

BEING = listed("is are was were been be being has have had")
"""Verbs before a participle: `was born and raised` is one verb."""

MADE = listed("made used found built kept held produced given taken")
MEANING = listed("means mean")
OUT_OF = listed("with from of by for")
"""`bread made with flour`: participles that stand behind their noun."""

NO_VERBS = listed(
    """contre entre comme outre toute tout même notre votre autre chaque quelque avant pendant durant
    devant suivant sauf dont haut vite est-ce certes voire puis"""
)
"""French words that end like verbs and may stand before an article."""
