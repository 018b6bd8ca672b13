"""Words by which QK219 and QK220 tell whether two questions are about the same thing."""

from __future__ import annotations

from quizkit.rules.language import listed

TRIVIAL = {
    "en": listed(
        """a an the of in on at to for is are was were do does did be been has have had what which who whom
        that this these those it its s his their name named names called call known as following one
        by please give state say write tell us me you your and with exactly complete choose select
        answer correct question used refer refers mean meant meaning term word"""
    ),
    "fr": listed(
        """le la les l un une des du de d en dans à au aux est sont était étaient été être a ont avait ce c cet
        cette ces qui que qu quel quelle quels quelles lequel laquelle il elle son sa ses leur leurs
        t se s nom nomme appelle appelé appelée suivant suivante suivants suivantes et par pour
        donnez écrivez dites indiquez veuillez citez choisissez bonne réponse question mot terme
        exactement"""
    ),
}
"""Words that come and go without changing what is asked."""

SAME: dict[str, tuple[str, ...]] = {
    "en": (
        "begin began begun start started commence commenced",
        "end ended finish finished",
        "big large",
        "city town",
        "nation country state",
        "wrote written author writer",
        "find found discover discovered discoverer",
        "invent invented inventor",
        "paint painted painter",
        "happen happened occur occurred place",
        "amount number many much",
        "year when date",
        "where location located situated",
        "sign symbol abbreviation",
        "human person people",
        "produce produced make made",
        "define definition describe describes",
    ),
    "fr": (
        "commence commencé commença début débute débuté débuta",
        "finit finir fini fin terminé termina termine",
        "ville cité",
        "pays état nation",
        "écrit écrivit auteur",
        "découvert découvrit découvreur découverte",
        "inventé inventa inventeur",
        "peint peignit peintre",
        "combien nombre",
        "année quand date",
        "où situé située trouve lieu",
        "signe symbole",
        "produit fabrique",
    ),
}
"""Words that ask for the same, a row each; the first stands for all of them."""

TURNS = listed(
    """not no never without except least nor neither cannot n't ne n pas sauf jamais sans aucun aucune
    moins before after more less most first second third last next previous avant après plus premier
    première dernier dernière"""
)
"""Words that turn a question into another one, however small they are."""

PLAIN = {
    "en": listed(
        """yes none both true false left right north south east west high higher highest low lower lowest large
        larger small smaller big long short good best hot cold warm old new young early late fast
        slow increase decrease increases decreases same different always never nothing everything
        water time people white black green blue yellow brown grey gray positive negative zero five
        four three seven eight nine number word words man woman men women boy girl year years month
        week day days city country"""
    ),
    "fr": listed(
        """oui non vrai faux gauche droite nord sud est ouest haut haute bas basse grand grande petit petite
        long longue court bon bonne chaud froid vieux nouveau jeune même différent toujours jamais
        rien tout eau temps gens blanc blanche noir noire vert verte bleu bleue jaune rouge gris grise
        zéro deux trois quatre cinq sept
        huit neuf nombre mot mots homme femme garçon fille année mois semaine jour jours ville pays"""
    ),
}
"""Answers that stand in another stem by chance."""
