"""Whether what somebody wrote answers a question, and what it comes to."""

from collections.abc import Callable, Mapping, Sequence

from scaleup.areas.rules import name_key
from scaleup.core.errors import Refusal
from scaleup.imports.rules.addresses import one_address
from scaleup.imports.rules.desk import A_DATE
from scaleup.imports.rules.figures import percent_in
from scaleup.imports.rules.history_rows import A_PERCENTAGE
from scaleup.imports.rules.known import Known
from scaleup.imports.rules.licence_rows import A_NUMBER, LONGEST_NUMBER
from scaleup.imports.rules.outcomes import Choice, Question
from scaleup.imports.rules.people import A_COLLEAGUE, AN_ADDRESS
from scaleup.imports.rules.placing import THE_NAME
from scaleup.imports.rules.written_dates import written

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def lettered(choices: Sequence[Choice]) -> list[tuple[str, Choice]]:
    """The choices with the letters by which they may be answered: a to z, then aa, ab."""
    names = [*LETTERS, *(first + second for first in LETTERS for second in LETTERS)]
    return list(zip(names, choices, strict=False))


def answer_to(question: Question, said: str, known: Known) -> str | Refusal:
    """The answer as it is kept, or why this is none."""
    if question.picks:
        return picked(question, said)
    return chosen(question, said) or typed(question, said, known)


def chosen(question: Question, said: str) -> str:
    """The choice of this letter or these words."""
    wanted = name_key(said)
    for letter, choice in lettered(question.choices):
        if wanted in (letter, name_key(choice.answer)):
            return choice.answer
    return ""


def picked(question: Question, said: str) -> str | Refusal:
    """So many choices as the question asks for, between commas."""
    answers = [chosen(question, piece) for piece in said.replace(";", ",").split(",") if piece.strip()]
    if all(answers) and len(set(answers)) == question.picks:
        return "; ".join(dict.fromkeys(answers))
    return Refusal(f"Pick exactly {question.picks} of the choices, by letter, with commas between them.")


def typed(question: Question, said: str, known: Known) -> str | Refusal:
    """What was typed instead of a choice, if it is of the kind that the question takes."""
    reader = readers(known).get(question.typed)
    answer = reader(said) if reader else ""
    if answer:
        return answer
    kinds = f" or write {question.typed}" if question.typed else ""
    return Refusal(f"“{said}” does not answer the question. Choose one of its letters{kinds}.")


def readers(known: Known) -> Mapping[str, Callable[[str], str]]:
    """How each kind of typed answer is read; an empty text is no answer."""
    return {
        A_DATE: read_day,
        A_PERCENTAGE: read_share,
        AN_ADDRESS: lambda said: one_address(said).value or "",
        A_NUMBER: lambda said: said.strip() if said.strip() and len(said) <= LONGEST_NUMBER and "?" not in said else "",
        THE_NAME: lambda said: area_name(said, known),
        A_COLLEAGUE: lambda said: " ".join(said.split()) if len(known.staff.get(name_key(said), ())) == 1 else "",
    }


def read_day(said: str) -> str:
    """An ISO date."""
    day = written(said).value
    return day.isoformat() if day else ""


def read_share(said: str) -> str:
    """A percentage with its sign."""
    share = percent_in(said).value
    return "" if share is None else f"{share:g}%"


def area_name(said: str, known: Known) -> str:
    """The name of an area or authority that is known."""
    key = name_key(said)
    if key in known.areas:
        return known.areas[key]
    return known.places[key].name if key in known.places else ""
