"""The screens of changes: asked about, seen on the list, answered, and read in the book."""

from tests.look.screens import LEAD, LONG_AREA, MANAGER, UNIT, Screen, follow, save, ticked, typed

ASK = "/areas/{Marlbury}/adaptations/ask"
KIND = f"{ASK}?told=before&kind="
ASKED = "Six Saturdays in the library, since so many couples work."
SEEN = follow("See how the programme sees it")
ANSWERING = (follow("Sessions at a weekend"), follow("Answer"))

CHANGES = (
    Screen("changes, none", UNIT, "/areas/{Luton}/adaptations"),
    Screen("changes, long names", UNIT, f"/areas/{{{LONG_AREA}}}/adaptations"),
    Screen("changes, which kind", LEAD, ASK),
    Screen("changes, which kind, wrong", LEAD, ASK, (save,)),
    Screen("changes, green", LEAD, f"{KIND}venue", (SEEN,)),
    Screen("changes, amber", LEAD, f"{KIND}weekend", (SEEN,)),
    Screen("changes, red", LEAD, f"{KIND}one_facilitator", (SEEN,)),
    Screen("changes, red, wrong", LEAD, f"{KIND}one_facilitator", (SEEN, save)),
    Screen("book of changes", LEAD, "/adaptations"),
    Screen("book of changes, nothing", LEAD, "/adaptations?q=helicopter"),
)
SAVED = (
    Screen(
        "a change, asked about",
        LEAD,
        f"{KIND}weekend",
        (SEEN, typed(text=ASKED), ticked("reasons", "reach"), save),
        once=True,
    ),
    Screen("changes, some", MANAGER, "/areas/{Marlbury}/adaptations"),
    Screen("a change, to answer", MANAGER, "/areas/{Marlbury}/adaptations", ANSWERING),
    Screen("a change, to answer, wrong", MANAGER, "/areas/{Marlbury}/adaptations", (*ANSWERING, save)),
)
