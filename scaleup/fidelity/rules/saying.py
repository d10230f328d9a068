"""What scores say in a sentence: is delivery green, and if not, what keeps it from being so. Pure."""

from collections.abc import Sequence

from scaleup.core.numbers import percent
from scaleup.fidelity.rules.colours import Colour, written
from scaleup.fidelity.rules.scores import PART_WORDS, Coverage, Part, Scores, Share
from scaleup.programmes.rules import Fidelity, Method

METHOD_WORDS: dict[str, str] = {
    Method.OBSERVATION: "Observed live",
    Method.VIDEO: "Film of a session",
    Method.SELF_REPORT: "Own report",
}
"""How each kind of evidence is called on screens."""
COUNTED: dict[Part, str] = {
    Part.CONTENT: "of what was planned",
    Part.FREQUENCY: "of sessions in their week",
    Part.DURATION: "of the minutes planned",
    Part.PAIRING: "of sessions with a pair",
}


def standing(found: Scores, said: Fidelity) -> str:
    """Whether delivery is green, and why not: "Delivery is amber: pairing is 74%"."""
    if found.colour is None:
        return f"{found.lacks[:1].upper()}{found.lacks[1:]}"
    return f"Delivery is {found.colour}: {parts_words(found, said)}"


def parts_words(found: Scores, said: Fidelity) -> str:
    """Why a score has its colour: "every part is 80% or more", "pairing is 74%"."""
    if found.colour is Colour.GREEN:
        return f"every part is {said.green_at_least}% or more"
    percent = found.parts[found.worst[0]].percent
    figure = written(percent, green_from=said.green_at_least, amber_from=said.amber_at_least)
    return f"every part is {figure}%" if found.alike else f"{worst_words(found.worst)} {figure}%"


def worst_words(parts: Sequence[Part]) -> str:
    """The lowest parts as the beginning of a clause: "pairing is", "content and pairing are"."""
    *others, last = [PART_WORDS[part].lower() for part in parts]
    return f"{', '.join(others)} and {last} are" if others else f"{last} is"


def share_words(part: Part, share: Share) -> str:
    """What a part counts, with its n: "6 of 8 sessions", or the mean of 8 sessions."""
    if part is Part.DURATION:
        return f"mean of {share.of} {'session' if share.of == 1 else 'sessions'}"
    noun = "planned component" if part is Part.CONTENT else "session"
    return f"{share.got} of {share.of} {noun}{'' if share.of == 1 else 's'}"


def coverage_words(found: Coverage | None) -> tuple[str, ...]:
    """Whom delivery reached, each with its n; nothing where nobody has said."""
    if found is None or not found.places:
        return ()
    told = [f"{found.families} of {found.places} places taken up ({percent(found.families, found.places)}%)"]
    if found.asked:
        share = percent(found.meeting, found.asked)
        told.append(f"{found.meeting} of {found.asked} families meet the criteria ({share}%)")
    return tuple(told)
