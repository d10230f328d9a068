"""The shipped table of local authorities: names and codes of ONS, hexagon map places (THIRD_PARTY_NOTICES)."""

import csv
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "local-authorities.csv"


@dataclass(frozen=True)
class AuthorityRow:
    """One line of the table."""

    code: str
    name: str
    kind: str
    county_name: str | None
    region_name: str
    nation: str
    hex_q: int
    hex_r: int


def read_authorities() -> list[AuthorityRow]:
    """Every local authority of the shipped table."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return [
            AuthorityRow(
                code=line["code"],
                name=line["name"],
                kind=line["kind"],
                county_name=line["county_name"] or None,
                region_name=line["region_name"],
                nation=line["nation"],
                hex_q=int(line["hex_q"]),
                hex_r=int(line["hex_r"]),
            )
            for line in csv.DictReader(lines)
        ]
