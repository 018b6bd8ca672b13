"""A deck as rules look at it: texts without their markup, as readers see them, made once and kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from quizkit.markup.parse import IS_PLAIN
from quizkit.markup.plain import plain
from quizkit.model.deck import Deck
from quizkit.model.questions import Choice, Cloze, Multiple, Question
from quizkit.model.texts import Placed, of_question
from quizkit.rules import language


def shown(text: str, *, blanks: bool = False) -> str:
    """`text` without markup, with single spaces; of a cloze with `blanks` filled."""
    read = text if IS_PLAIN(text) else plain(text, blanks=blanks)
    return " ".join(read.split())


T = TypeVar("T")


class kept(Generic[T]):  # noqa: N801 - used like `property`
    """A property that is made once: `functools.cached_property` without its lock, which costs more than most do."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self.make = make
        self.name = make.__name__
        self.__doc__ = make.__doc__

    def __get__(self, item: Any, owner: type[Any]) -> T:
        made = item.__dict__[self.name] = self.make(item)
        return made


class Item:
    """One question of a deck. `index` is its position, `lang` the deck's language without its region."""

    def __init__(self, index: int, question: Question, lang: str) -> None:
        self.index = index
        self.question = question
        self.lang = lang

    @kept
    def stem(self) -> str:
        """What is asked (the statement of a true-false, the text of a cloze), in one line, without markup."""
        question = self.question
        if isinstance(question, Cloze):
            return shown(question.text, blanks=True)
        return shown(question.prompt)

    @kept
    def options(self) -> tuple[str, ...]:
        """The options of a choice or multiple without markup, keys first; none for other types."""
        if isinstance(self.question, Choice | Multiple):
            return tuple([shown(option.text) for option in self.question.options])
        return ()

    @kept
    def texts(self) -> tuple[Placed, ...]:
        """Every Markdown text of the question as it is written, with its place in the question."""
        return tuple(of_question(self.question))

    @kept
    def source(self) -> str:
        """All of `texts` in one, parted by null characters: to see at once what none of them holds."""
        return "\0".join([text for _, text in self.texts])

    @kept
    def key_count(self) -> int:
        """How many of `options` are right: they stand first."""
        return len(self.question.keys) if isinstance(self.question, Choice | Multiple) else 0

    @property
    def keys(self) -> tuple[str, ...]:
        """The right ones of `options`."""
        return self.options[: self.key_count]

    @property
    def distractors(self) -> tuple[str, ...]:
        """The wrong ones of `options`."""
        return self.options[self.key_count :]

    def place(self, option: int) -> tuple[str | int, ...]:
        """Where the option with this position in `options` stands in the question."""
        question, count = self.question, self.key_count
        if isinstance(question, Multiple):
            return ("answers", option) if option < count else ("distractors", option - count)
        if not isinstance(question, Choice) or option == 0:
            return ("answer",)
        return ("distractors", option - 1) if option <= len(question.distractors) else ("last",)

    @kept
    def stem_words(self) -> list[str]:
        """The words of `stem` in lower case."""
        return language.words(self.stem)

    @kept
    def tokens(self) -> list[str]:
        """The words and the numbers of `stem` in lower case, in their order."""
        return language.tokens(self.stem)

    @kept
    def option_words(self) -> tuple[list[str], ...]:
        """The words of each of `options` in lower case."""
        return tuple([language.words(option) for option in self.options])


class View:
    """A deck and its questions as items."""

    def __init__(self, deck: Deck) -> None:
        self.deck = deck
        self.lang = language.base(deck.lang)
        self.items = tuple([Item(index, each, self.lang) for index, each in enumerate(deck.questions)])
