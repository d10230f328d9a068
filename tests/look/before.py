"""What comes before a licence: readiness, enquiries and the activities of each stage."""

from playwright.sync_api import Page

from tests.look.screens import LEAD, MANAGER, NOBODY, UNIT, Screen, follow, go, opened, save, ticked, typed

HANDED = "/areas/{Stoke-on-Trent}/readiness"
FIRST_ROUND = (follow("Round 1"),)
READINESS = (
    Screen("readiness, what fails most often", UNIT, "/areas/readiness"),
    Screen("readiness, two rounds", MANAGER, "/areas/{Marlbury}/readiness"),
    Screen("readiness, as its project lead", LEAD, "/areas/{Marlbury}/readiness"),
    Screen("readiness, none begun", UNIT, "/areas/{Luton}/readiness"),
    Screen("readiness, being answered", UNIT, "/areas/{Norwich}/readiness"),
    Screen("readiness, how far it is", UNIT, "/areas/{Norwich}/readiness", FIRST_ROUND),
    Screen("readiness, a factor", UNIT, "/areas/{Norwich}/readiness", (*FIRST_ROUND, follow("Need"))),
    Screen(
        "readiness, a factor, wrong",
        UNIT,
        "/areas/{Norwich}/readiness",
        (*FIRST_ROUND, follow("Need"), opened, typed(**{"N3-due_on-day": "42", "N3-due_on-month": "1"}), save),
    ),
    Screen("readiness, the longest factor", UNIT, "/areas/{Norwich}/readiness", (*FIRST_ROUND, follow("Capacity"))),
    Screen("readiness, answers so far", UNIT, "/areas/{Norwich}/readiness", (*FIRST_ROUND, follow("Answers"))),
    Screen("readiness, answers", LEAD, "/areas/{Marlbury}/readiness", (follow("Round 1"), follow("Answers"), opened)),
    Screen("readiness, result so far", UNIT, "/areas/{Norwich}/readiness", (follow("Result"),)),
    Screen("readiness, not yet", LEAD, "/areas/{Marlbury}/readiness", (follow("Result of round 1"),)),
    Screen("readiness, ready with conditions", UNIT, "/areas/{Marlbury}/readiness", (follow("Result of round 2"),)),
    Screen("readiness, what changed", LEAD, "/areas/{Marlbury}/readiness", (follow("What changed"),)),
    Screen("readiness, handed in", UNIT, HANDED, (*FIRST_ROUND, follow("Answers"))),
    Screen("readiness, a review", UNIT, HANDED, (*FIRST_ROUND, follow("Answers"), go("/review"))),
    Screen("readiness, a review, nothing typed", UNIT, HANDED, (*FIRST_ROUND, follow("Answers"), go("/review"), save)),
    Screen("readiness, given back", UNIT, HANDED, (*FIRST_ROUND, follow("Answers"), go("/give-back"))),
    Screen("readiness, to sign", UNIT, HANDED, (*FIRST_ROUND, follow("Sign"))),
    Screen(
        "readiness, signed, what follows",
        UNIT,
        HANDED,
        (*FIRST_ROUND, follow("Sign"), ticked("decision", "not_yet"), typed(reason="Nothing is in writing."), save),
    ),
)

ASKING = (
    typed(
        organisation="Bournemouth, Christchurch and Poole Council with its health partners",
        places="Poole\nDorset\nAtlantis",
        name="Magdalena Wiśniewska-Kowalczyk",
        role="Commissioner of early help and maternity",
        email="magdalena@bournemouth.example",
        wanted="Groups for parents in need of extra support in the two towns, with our midwives.",
    ),
    ticked("nation", "England"),
)
ENQUIRE, LATE = "/programmes/baby-steps/enquire", "/enquiries?state=open"
TAKE_UP = (follow("Fenwick"), go("/take-up"))


def programme(page: Page) -> None:
    """The first programme is chosen."""
    page.locator("[name='programme']").first.select_option(index=1)


ENQUIRIES = (
    Screen("programmes", NOBODY, "/programmes"),
    Screen("enquire", NOBODY, ENQUIRE),
    Screen("enquire, nothing typed", NOBODY, ENQUIRE, (save,)),
    Screen("enquire, what was understood", NOBODY, ENQUIRE, (*ASKING, save)),
    Screen("enquire, sent", NOBODY, f"{ENQUIRE}/sent"),
    Screen("enquiries", UNIT, "/enquiries"),
    Screen("enquiries, none found", UNIT, "/enquiries?state=answered"),
    Screen("enquiry, late", UNIT, LATE, (follow("Fenwick"),)),
    Screen("enquiry, ended", UNIT, "/enquiries?state=ended", (follow("Aldermere"),)),
    Screen("enquiry, of an area", UNIT, "/enquiries?state=converted", (follow("Marlbury"),)),
    Screen("enquiry, an answer, nothing typed", UNIT, LATE, (follow("Fenwick"), go("/answer"), save)),
    Screen("enquiry, to end", UNIT, LATE, (follow("Fenwick"), go("/end"))),
    Screen("enquiry, to open again", UNIT, "/enquiries?state=ended", (follow("Aldermere"), go("/reopen"))),
    Screen(
        "enquiry, to open again, nothing typed",
        UNIT,
        "/enquiries?state=ended",
        (follow("Aldermere"), go("/reopen"), save),
    ),
    Screen("enquiry, whose it is", UNIT, LATE, (follow("Fenwick"), go("/manager"))),
    Screen("enquiry, typed in", UNIT, "/enquiries/new"),
    Screen("enquiry, typed in, nothing typed", UNIT, "/enquiries/new", (save,)),
    Screen("enquiry, what may be the same", UNIT, "/enquiries/new", (*ASKING, programme, save)),
    Screen("enquiry, to take up", UNIT, LATE, TAKE_UP),
    Screen("enquiry, to take up, what follows", UNIT, LATE, (*TAKE_UP, ticked("role", "project_lead"), save)),
    Screen("conversion", UNIT, "/enquiries/conversion"),
    Screen("conversion, of a year", UNIT, "/enquiries/conversion?year=2023&programme=baby-steps"),
    Screen("conversion, none found", UNIT, "/enquiries/conversion?year=2019"),
)

MILESTONES = (
    Screen("milestones", UNIT, "/areas/{Marlbury}/milestones"),
    Screen("milestones, as its project lead", LEAD, "/areas/{Marlbury}/milestones"),
    Screen("milestones, an enquiry", UNIT, "/areas/{Luton}/milestones"),
    Screen("milestones, paused", UNIT, "/areas/{Brighton and Hove}/milestones"),
    Screen("milestones, an activity", LEAD, "/areas/{Marlbury}/milestones", (go("/milestones/champion"),)),
    Screen("milestones, an activity that is known", UNIT, "/areas/{Marlbury}/milestones", (go("/milestones/asked"),)),
    Screen(
        "milestones, an activity, a day to come",
        LEAD,
        "/areas/{Marlbury}/milestones",
        (
            go("/milestones/champion"),
            typed(**{"done_on-day": "1", "done_on-month": "3", "done_on-year": "2027"}),
            save,
        ),
    ),
    Screen(
        "milestones, one late",
        UNIT,
        "/areas/{Norwich}/milestones",
        (
            go("/milestones/partners_met"),
            typed(**{"due_on-day": "20", "due_on-month": "11", "due_on-year": "2026", "evidence": "Invitations sent."}),
            save,
        ),
        once=True,
    ),
)
