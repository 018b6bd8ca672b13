"""Declarations and response processing: what a response is, and what it scores.

Every item has an outcome SCORE. It is 0 unless a rule here sets it, and exactly the question's
points where everything is right: a sum of shares may miss them by a rounding error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal

from quizkit.targets.exact import digits
from quizkit.targets.qti21.escape import attribute, escape

RESPONSE = "RESPONSE"
_TEN_DIGITS = Context(prec=10)


@dataclass(frozen=True, slots=True)
class Response:
    """A response variable. `mapping`: values and what each scores, any case unless `case`."""

    identifier: str
    cardinality: str
    kind: str
    correct: tuple[str, ...] = ()
    mapping: tuple[tuple[str, Decimal], ...] = ()
    most: Decimal | None = None
    case: bool = False

    @property
    def xml(self) -> str:
        """Its responseDeclaration."""
        values = "".join([f"<value>{escape(value)}</value>" for value in self.correct])
        correct = f"<correctResponse>{values}</correctResponse>" if values else ""
        return (
            f'\n<responseDeclaration identifier="{self.identifier}" cardinality="{self.cardinality}"'
            f' baseType="{self.kind}">{correct}{self._mapping()}</responseDeclaration>'
        )

    def _mapping(self) -> str:
        if not self.mapping:
            return ""
        case = f' caseSensitive="{"true" if self.case else "false"}"' if self.kind == "string" else ""
        entries = "".join(
            [
                f'\n<mapEntry mapKey="{attribute(key)}" mappedValue="{number(value)}"{case} />'
                for key, value in self.mapping
            ]
        )
        most = "" if self.most is None else f' upperBound="{number(self.most)}"'
        return f'<mapping lowerBound="0"{most} defaultValue="0">{entries}</mapping>'


def number(value: Decimal) -> str:
    """A decimal number as XML Schema's double, exactly as it is."""
    size = value.adjusted() if value else 0
    if not -20 <= size <= 20:
        return f"{value:E}"
    return digits(value)


def share(points: Decimal, count: int) -> Decimal:
    """One part in `count` of the points, to ten digits."""
    return _TEN_DIGITS.divide(points, Decimal(count))


def outcomes(points: Decimal) -> str:
    """SCORE, from 0 to the points, and MAXSCORE."""
    most = number(points)
    return (
        f'\n<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float" normalMaximum="{most}"'
        ' normalMinimum="0"><defaultValue><value>0</value></defaultValue></outcomeDeclaration>'
        '\n<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float">'
        f"<defaultValue><value>{most}</value></defaultValue></outcomeDeclaration>"
    )


def variable(identifier: str = RESPONSE) -> str:
    """The value of a variable."""
    return f'<variable identifier="{identifier}" />'


def base(kind: str, value: str) -> str:
    """A constant."""
    return f'<baseValue baseType="{kind}">{escape(value)}</baseValue>'


def points_of(value: Decimal) -> str:
    """A constant number of points."""
    return base("float", number(value))


def put(identifier: str, value: str) -> str:
    """The rule that sets an outcome."""
    return f'<setOutcomeValue identifier="{identifier}">{value}</setOutcomeValue>'


def when(condition: str, *rules: str) -> str:
    """The rule that obeys `rules` where the condition holds."""
    return f"\n<responseCondition><responseIf>{condition}{''.join(rules)}</responseIf></responseCondition>"


def choose(first: tuple[str, str], second: tuple[str, str]) -> str:
    """Two conditions with their rules; the second one counts where the first does not hold."""
    return (
        f"\n<responseCondition><responseIf>{first[0]}{first[1]}</responseIf>"
        f"<responseElseIf>{second[0]}{second[1]}</responseElseIf></responseCondition>"
    )


def answered(identifier: str = RESPONSE) -> str:
    """Whether there is any response."""
    return f"<not><isNull>{variable(identifier)}</isNull></not>"


def right(identifier: str = RESPONSE) -> str:
    """Whether the response is exactly the key."""
    return f'<match>{variable(identifier)}<correct identifier="{identifier}" /></match>'


def mapped(identifier: str = RESPONSE) -> str:
    """What the mapping gives for the response."""
    return f'<mapResponse identifier="{identifier}" />'


def all_or_nothing(points: Decimal) -> str:
    """The key scores, everything else does not."""
    return when(right(), put("SCORE", points_of(points)))


def by_parts(points: Decimal) -> str:
    """The key scores full, another response what the mapping gives."""
    return choose((right(), put("SCORE", points_of(points))), (answered(), put("SCORE", mapped())))


def within(low: Decimal, high: Decimal, points: Decimal) -> str:
    """A number from `low` to `high` scores. The bounds are exact: no tolerance is added in binary."""
    bounds = (
        f"<gte>{variable()}{base('float', number(low))}</gte>"
        f"<lte>{variable()}{base('float', number(high))}</lte>"
    )
    return when(f"<and>{bounds}</and>", put("SCORE", points_of(points)))


def add(value: str) -> str:
    """The rule that adds to SCORE."""
    return put("SCORE", f"<sum>{variable('SCORE')}{value}</sum>")


def in_places(key: Sequence[str], points: Decimal) -> str:
    """The right order scores full, another one a share for each choice that stands in its place."""
    each = share(points, len(key))
    rules = "".join(
        [
            when(
                f'<match><index n="{place}">{variable()}</index>{base("identifier", choice)}</match>',
                add(points_of(each)),
            )
            for place, choice in enumerate(key, start=1)
        ]
    )
    return choose((right(), put("SCORE", points_of(points))), (answered(), rules))


def every_blank(identifiers: Sequence[str], points: Decimal) -> str:
    """Each blank scores by its mapping; when none is wrong, the sum is exactly the points."""
    rules = [when(answered(name), add(mapped(name))) for name in identifiers]
    each = share(points, len(identifiers))
    if sum([float(number(each))] * len(identifiers)) != float(points):
        nearly = points_of(points - each / 2)
        rules.append(when(f"<gte>{variable('SCORE')}{nearly}</gte>", put("SCORE", points_of(points))))
    return "".join(rules)
