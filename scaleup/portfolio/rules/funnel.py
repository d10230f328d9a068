"""How many of some enquiries came how far, as bars that grow narrower. Pure."""

from scaleup.core.marks import Drawing, Path, Shape, box, words
from scaleup.enquiries.rules import STEP_WORDS, Conversion, Step

WIDTH, ROW, BAR = 340, 46, 16
LABEL, GAP = 14, 6


def funnel(found: Conversion) -> Drawing:
    """The drawing, one bar a step, each as wide as its share of all enquiries."""
    most = max(found.reached[Step.ASKED], 1)
    widths = [WIDTH * found.reached[step] / most for step in Step]
    shapes: list[Shape] = []
    for place, step in enumerate(Step):
        top = place * ROW + LABEL + GAP
        if place + 1 < len(widths):
            shapes.append(narrowing(widths[place], widths[place + 1], top + BAR))
        label = f"{STEP_WORDS[step]}: {found.reached[step]:,}"
        shapes.append(words("tb", WIDTH / 2, place * ROW + LABEL, text=label, anchor="middle"))
        if found.reached[step]:
            shapes.append(box("sg5", (WIDTH - widths[place]) / 2, top, width=widths[place], height=BAR))
    return Drawing(WIDTH, ROW * len(widths), tuple(shapes))


def narrowing(above: float, beneath: float, top: float) -> Path:
    """The pale piece from one bar to the next."""
    left, right = (WIDTH - above) / 2, (WIDTH + above) / 2
    foot_left, foot_right = (WIDTH - beneath) / 2, (WIDTH + beneath) / 2
    foot = top + ROW - BAR
    d = f"M{left:.1f} {top:.1f}H{right:.1f}L{foot_right:.1f} {foot:.1f}H{foot_left:.1f}z"
    return Path("wedge", d)


def described(found: Conversion) -> str:
    """The same in words, for who does not see the drawing."""
    return "; ".join(f"{STEP_WORDS[step]}: {found.reached[step]:,}" for step in Step) + "."
