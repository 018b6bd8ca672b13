"""A local page that shows a deck while it is being written: its cards, its paper, its findings.

`state` reads the decks and follows their files; `cards`, `proofs` and `listing` say what a page shows
of them; `server` answers the browser and knows none of the rest's reasons.
"""
