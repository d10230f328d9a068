"""The screens that everybody has: the door, one's own work, the search, and what is saved there."""

from tests.look.screens import (
    ADMINISTRATOR,
    LEAD,
    LOG,
    LONG_LEAD,
    MANAGER,
    NOBODY,
    TRAINER,
    UNIT,
    VIEWER,
    Screen,
    follow,
    opened,
    save,
    ticked,
    typed,
)

FAR_DAY = typed(**{"until_on-day": "1", "until_on-month": "3", "until_on-year": "2027", "reason": "She is on leave"})
SOON = typed(**{"until_on-day": "7", "until_on-month": "12", "until_on-year": "2026", "reason": "She is on leave"})

DOOR = (
    Screen("sign-in", NOBODY, "/sign-in", beside="09-sign-in"),
    Screen("sign-in, wrong", NOBODY, "/sign-in", (typed(email="priya@unit.example", password="something"), save)),
    Screen("sign-in, nothing typed", NOBODY, "/sign-in", (save,)),
    Screen("a link that signs in", NOBODY, "/sign-in/{link:unit_manager}"),
    Screen("a link that is used up", NOBODY, "/sign-in/nothing"),
    Screen("cannot sign in", NOBODY, "/forgotten-password"),
    Screen("cannot sign in, sent", NOBODY, "/forgotten-password", (typed(email="priya@unit.example"), save)),
    Screen("does a certificate stand", NOBODY, "/certificates"),
    Screen("does a certificate stand, unknown", NOBODY, "/certificates/cdfhj34679cdfhj"),
    Screen("privacy", NOBODY, "/privacy"),
    Screen("accessibility", NOBODY, "/accessibility"),
    Screen("guides", LEAD, "/guides"),
    Screen("guide for unit staff", UNIT, "/guides/unit-staff"),
    Screen("guide for project leads", LEAD, "/guides/project-leads"),
    Screen("guide for trainers", TRAINER, "/guides/trainers"),
    Screen("words", LEAD, "/guides/words"),
)

WORK = (
    Screen("my work, implementation manager", MANAGER, "/", beside="01-my-work"),
    Screen("my work, unit manager", UNIT, "/"),
    Screen("my work, project lead", LEAD, "/"),
    Screen("my work, trainer", TRAINER, "/"),
    Screen("my work, administrator", ADMINISTRATOR, "/"),
    Screen("my work, viewer", VIEWER, "/"),
    Screen("work of somebody else", UNIT, "/", (follow("Priya Nair"),)),
    Screen("a line, put off", LEAD, "/", (follow("Not now"),)),
    Screen("a line, put off for too long", LEAD, "/", (follow("Not now"), FAR_DAY, save)),
)

SEARCH = (
    Screen("search, nothing asked", LEAD, "/search"),
    Screen("search, many kinds", UNIT, "/search?q=marlbury"),
    Screen("search, misspelt", UNIT, "/search?q=Wisnewska"),
    Screen("search, one", LEAD, "/search?q=BS"),
    Screen("search, all of a kind", UNIT, "/search?q=council&in=organisation"),
    Screen("search, long names", UNIT, "/search?q=bournemouth"),
    Screen("search, some of the words", UNIT, "/search?q=magdalena+of+xylophone"),
    Screen("search, nothing found", VIEWER, "/search?q=zzzyyx"),
)

# Last, because it is saved: what comes after it would differ.
LAST = (
    Screen("my work, of a long name", LONG_LEAD, "/"),
    Screen("my work, one thing put off", MANAGER, "/", (follow("Not now"), SOON, save, opened), once=True),
    Screen(
        "a contact just saved", LEAD, "/", (*LOG, ticked("outcome", "held"), ticked("channel", "call"), save), once=True
    ),
)
