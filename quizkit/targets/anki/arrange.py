"""In which order a card's field holds options, so that the order never tells the key.

The card's script shuffles anew each day; this order is what stands in the field, and what is read
where scripts are off.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def by_hash(question_id: str, texts: Sequence[str]) -> list[int]:
    """The positions of `texts` in an order that looks random and is the same in every build."""
    return sorted(range(len(texts)), key=lambda index: (_hash(question_id, texts[index]), index))


def not_in_order(question_id: str, texts: Sequence[str]) -> list[int]:
    """`by_hash`, but never the given order itself: that would be the answer.

    Of two texts either may come first: if they were always swapped, that would be the answer as well.
    """
    order = by_hash(question_id, texts)
    return order[1:] + order[:1] if len(order) > 2 and order == sorted(order) else order


def last(order: Sequence[int], pinned: int | None) -> list[int]:
    """`order` with the position `pinned` moved to the end."""
    return list(order) if pinned is None else [*(index for index in order if index != pinned), pinned]


def places(order: Sequence[int], wanted: Sequence[int]) -> str:
    """Where the positions `wanted` ended up in `order`, counted from 1, as the field `Key` holds them."""
    return " ".join(str(order.index(index) + 1) for index in wanted)


def _hash(question_id: str, text: str) -> bytes:
    return hashlib.sha256(f"{question_id}\x1f{text}".encode("utf-8", "surrogatepass")).digest()
