"""The map of the United Kingdom: one hexagon for each local authority, where it goes and how it reads. Pure.

Pointy-top, odd rows moved half a hexagon to the right, row 0 in the south (look.md, Hex map). The layout comes from the
table of authorities (THIRD_PARTY_NOTICES).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

from scaleup.milestones.rules import ORDER, STAGE_WORDS, Stage

SIDE = 18.6
ACROSS = SIDE * sqrt(3)
LAND, FILLED = SIDE - 0.4, SIDE - 1.2
EDGE, HEAD = 20.1, 22.6
"""Room at the sides, and above and below."""
SMALL_WORDS = frozenset({"and", "of", "upon", "the", "on", "in", "with", "under"})
CODE = 3
KINDS: dict[Stage, str] = {
    Stage.ENQUIRY: "sg1",
    Stage.READINESS: "sg2",
    Stage.PREPARING: "sg3",
    Stage.TRAINING: "sg4",
    Stage.DELIVERING: "sg5",
    Stage.EMBEDDED: "sg6",
    Stage.PAUSED: "sg0",
    Stage.ENDED: "sg0",
}
"""How each stage is filled: hatched before the licence, solid under it and darker as it goes on, crossed after."""
PALE_WORDS = frozenset({"sg5", "sg6"})
PLATED = frozenset({"sg1", "sg2", "sg3", "sg0"})


@dataclass(frozen=True)
class Spot:
    """A local authority on the layout."""

    code: str
    name: str
    q: int
    r: int


@dataclass(frozen=True)
class Filling:
    """What is in an authority: how many lines in each stage, whether something is late, and where a press leads."""

    name: str
    """The area's, or the authority's where there are several."""
    stages: Mapping[Stage, int]
    late: int
    url: str

    @property
    def stage(self) -> Stage:
        """The stage that fills the hexagon: that of most; of as many, the furthest on."""
        return max(self.stages, key=lambda stage: (self.stages[stage], -abs(ORDER.index(stage) - FURTHEST)))

    @property
    def title(self) -> str:
        """The hexagon in words."""
        if sum(self.stages.values()) == 1:
            return f"{self.name}: {STAGE_WORDS[self.stage]}, {'something is late' if self.late else 'nothing late'}"
        parts = ", ".join(f"{self.stages[stage]} {stage.value}" for stage in ORDER if stage in self.stages)
        late = f"{self.late} with something late" if self.late else "nothing late"
        return f"{self.name}: {parts}; {late}"


FURTHEST = ORDER.index(Stage.EMBEDDED)


@dataclass(frozen=True)
class Hexagon:
    """One hexagon that holds an area."""

    points: str
    x: float
    y: float
    kind: str
    code: str
    title: str
    url: str
    late: bool

    @property
    def plated(self) -> bool:
        """Whether its letters need a white plate."""
        return self.kind in PLATED

    @property
    def pale(self) -> bool:
        """Whether its letters are white."""
        return self.kind in PALE_WORDS


@dataclass(frozen=True)
class HexMap:
    """The whole drawing."""

    width: int
    height: int
    land: Sequence[str]
    hexagons: Sequence[Hexagon] = field(default=())


def corners(x: float, y: float, radius: float) -> str:
    """The six corners of a hexagon about this point, as an SVG polygon has them."""
    half = radius * sqrt(3) / 2
    around = (
        (0.0, -radius),
        (half, -radius / 2),
        (half, radius / 2),
        (0.0, radius),
        (-half, radius / 2),
        (-half, -radius / 2),
    )
    return " ".join(f"{round(x + dx, 1)},{round(y + dy, 1)}" for dx, dy in around)


def column(spot: Spot) -> float:
    """Which column it stands in, counted in halves."""
    return spot.q + 0.5 * (spot.r % 2)


def letters(name: str) -> str:
    """Three letters for a name: BCP for Bournemouth, Christchurch and Poole, LEE for Leeds."""
    words = [word for word in name.replace("-", " ").replace(",", " ").split() if word.casefold() not in SMALL_WORDS]
    if len(words) >= CODE:
        return "".join(word[0] for word in words[:CODE]).upper()
    return "".join(one for one in "".join(words) if one.isalpha())[:CODE].upper()


def hexmap(spots: Iterable[Spot], fillings: Mapping[str, Filling]) -> HexMap:
    """The drawing of these authorities, filled where there are areas."""
    every = list(spots)
    if not every:
        return HexMap(0, 0, ())
    top = max(spot.r for spot in every)
    first = min(column(spot) for spot in every)
    at = {spot.code: (EDGE + (column(spot) - first) * ACROSS, HEAD + (top - spot.r) * 1.5 * SIDE) for spot in every}
    land = [corners(*at[spot.code], LAND) for spot in every if spot.code not in fillings]
    hexagons = [hexagon(fillings[spot.code], *at[spot.code]) for spot in every if spot.code in fillings]
    width = max(x for x, _ in at.values()) + EDGE
    height = max(y for _, y in at.values()) + HEAD
    return HexMap(round(width), round(height), land, hexagons)


def hexagon(filling: Filling, x: float, y: float) -> Hexagon:
    """The hexagon of an authority with areas."""
    return Hexagon(
        points=corners(x, y, FILLED),
        x=round(x, 1),
        y=round(y, 1),
        kind=KINDS[filling.stage],
        code=letters(filling.name),
        title=filling.title,
        url=filling.url,
        late=bool(filling.late),
    )
