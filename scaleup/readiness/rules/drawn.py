"""The profile as SVG for paper: shapes that read in black and white, no style sheet."""

from scaleup.readiness.rules.profile import Bar, Profile

INK, QUIET = "#241c27", "#85797f"


def drawn(profile: Profile) -> str:
    """The drawing; every word in it is ours or the name of a factor."""
    line = (
        f'<path d="M{profile.pass_x} 20V{profile.foot}" fill="none" stroke="{QUIET}" stroke-dasharray="2 3"/>'
        f'<text x="{profile.pass_x}" y="14" text-anchor="middle" font-size="13">at least {profile.pass_mark}</text>'
    )
    rows = "".join(row(bar, profile) for bar in profile.bars)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {profile.width} {profile.height}" '
        f'font-family="Scaleup Sans" fill="{INK}">{line}{rows}</svg>'
    )


def row(bar: Bar, profile: Profile) -> str:
    """One factor: its name, its track, its mean and what that is."""
    track = f'<path d="M{profile.left} {bar.y}H{profile.right}" fill="none" stroke="{QUIET}" stroke-width="0.6"/>'
    name = f'<text x="0" y="{bar.words_y}" font-size="13">{bar.name}</text>'
    said = bar.now.shown if bar.now else "not yet"
    words = f'<text x="{profile.width}" y="{bar.words_y}" font-size="13" text-anchor="end">{said}</text>'
    return name + track + words + (mark(bar) if bar.now else "")


def mark(bar: Bar) -> str:
    """A disc, or a triangle below the line."""
    assert bar.now is not None
    if bar.mark == "late":
        return f'<path transform="translate({bar.now.x} {bar.y})" d="M0 -8L8.4 6.6H-8.4z"/>'
    return f'<circle cx="{bar.now.x}" cy="{bar.y}" r="7"/>'
