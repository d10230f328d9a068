"""The outside of certificates: chance for their codes, and the paper."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scaleup.core import papers, stationery
from scaleup.core.dates import plain_date
from scaleup.training.rules.certificates import CODE_LENGTH, LETTERS, in_groups


def codes() -> Iterator[str]:
    """Codes of certificates that nobody can guess, one after the other."""
    while True:
        yield "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


@dataclass(frozen=True)
class Certified:
    """What a certificate says of somebody."""

    name: str
    programme: str
    code: str
    from_on: date
    until_on: date
    issued_on: date


def printed(one: Certified) -> bytes:
    """The certificate as tagged PDF; its QR code and its words lead to the page that says whether it stands."""
    address = stationery.address(f"/certificates/{in_groups(one.code)}")
    return papers.paper(
        "certificate",
        {
            "title": f"{one.name} may deliver {one.programme}",
            "about": "Certificate",
            "foot": f"Certificate {in_groups(one.code)}, issued on {plain_date(one.issued_on)}",
            "known": [
                ("Name", one.name),
                ("Programme", one.programme),
                ("Since", one.from_on),
                ("Until", one.until_on),
                ("Code", in_groups(one.code)),
            ],
            "qr": papers.qr(address),
            "alternative": f"QR code that leads to {address}",
            "where": f"Open {address}, or enter the code at {stationery.address('/certificates')}.",
        },
    )
