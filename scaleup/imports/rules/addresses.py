"""E-mail addresses as they stand in cells: in angle brackets, several at once, with spaces, with "(at)".

Spaces round an @, capitals and a name before angle brackets are put right and said. "(at)" is proposed, not applied:
somebody may have written it so because the address must not be used.
"""

import re
from dataclasses import dataclass

from scaleup.imports.rules.reading import Reading, says_nothing

ADDRESS = re.compile(
    r"^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$"
)
LONGEST = 254
DISGUISED = re.compile(r"\s*(?:\(at\)|\[at\]|\{at\}|<at>|\s+at\s+)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Addresses:
    """The address of the person that the row names, and others that stood in the cell."""

    own: Reading[str]
    others: tuple[str, ...] = ()


def read_addresses(words: str, name: str) -> Addresses:
    """The named person's own address, if it is beyond doubt, and the others."""
    if says_nothing(words):
        return Addresses(Reading())
    pieces = split(words)
    readings = [one_address(piece) for piece in pieces]
    if len(readings) == 1:
        return Addresses(one_address(words))
    good = list(dict.fromkeys(reading.value for reading in readings if reading.value))
    fitting = [address for address in good if fits(address, name)]
    if len(good) == 1 and not any(reading.unclear for reading in readings):
        return Addresses(Reading(good[0]))
    if len(fitting) == 1:
        left = tuple(
            reading.value or piece
            for piece, reading in zip(pieces, readings, strict=True)
            if reading.value != fitting[0]
        )
        return Addresses(Reading(fitting[0]), left)
    proposals = tuple(good) + tuple(proposal for reading in readings for proposal in reading.proposals)
    return Addresses(
        Reading(trouble="Several addresses stand here, and none is this person's beyond doubt.", proposals=proposals)
    )


def split(words: str) -> list[str]:
    """The addresses of a cell: between semicolons, commas, slashes, "and", or just spaces between whole addresses."""
    text = re.sub(r"\s*@\s*", "@", words)
    pieces = [piece.strip() for piece in re.split(r"[;,\n]|\s/\s|\s(?:and|or|&)\s", text) if piece.strip()]
    found: list[str] = []
    for piece in pieces:
        words_in = piece.split()
        found.extend(words_in if len(words_in) > 1 and all("@" in word for word in words_in) else [piece])
    return found or [words]


def one_address(text: str) -> Reading[str]:
    """One address, put right where that is beyond doubt."""
    bare = re.sub(r"\s*@\s*", "@", text.strip())
    if match := re.fullmatch(r"[^<>]*<\s*([^<>]+?)\s*>", bare):
        bare = match[1]
    bare = re.sub(r"^mailto:", "", bare, flags=re.IGNORECASE).strip().strip("<>").rstrip(".,;").casefold()
    if ADDRESS.match(bare) and len(bare) <= LONGEST:
        note = "" if bare == text.strip() else f"Read as {bare}."
        return Reading(bare, note=note)
    disguised = DISGUISED.sub("@", bare).replace("(dot)", ".").replace("[dot]", ".").replace(" ", "")
    if disguised != bare and ADDRESS.match(disguised) and len(disguised) <= LONGEST:
        return Reading(
            trouble=f"This is not an address as it stands; {disguised} may be meant.", proposals=(disguised,)
        )
    return Reading(trouble="This is not an e-mail address.")


def fits(address: str, name: str) -> bool:
    """Whether every word of the name, or its initial, stands in the address before the @, the last name in full."""
    local = re.sub(r"[^a-z]", "", address.partition("@")[0])
    words = ["".join(re.findall(r"[a-z]", word)) for word in re.sub(r"['’]", "", name.casefold()).split()]
    words = [word for word in words if word]
    if not words:
        return False
    return words[-1] in local and (len(words) == 1 or words[0] in local or local.startswith(words[0][0]))
