"""The screens on which scores are entered."""

from tests.look.screens import LEAD, LONG_AREA, UNIT, Screen, chosen_file, follow, go, listed, save, ticked, typed

ENTER = "/areas/{Marlbury}/results/enter"
MEANS = b"""group,role,arm,time_point,measure,scale,n,mean,sd
Group 1,mother,programme,T1,hads,anxiety,6,9.9,2.6
Riverside hall in the old town of Marlbury,mother,programme,T1,hads,anxiety,6,"9,9",2.6
"""

MEASURES = (
    Screen("scores to enter", LEAD, ENTER),
    Screen("scores to enter, long names", UNIT, f"/areas/{{{LONG_AREA}}}/results/enter"),
    Screen("scores of a group", LEAD, ENTER, (go("/scores"),)),
    Screen("scores of a group, wrong", LEAD, ENTER, (go("/scores"), typed(received="x"), follow("Save T"))),
    Screen("scores from a file", LEAD, f"{ENTER}/file"),
    Screen("scores from a file, nothing chosen", LEAD, f"{ENTER}/file", (follow("Show what is in it"),)),
    Screen("means from a file", LEAD, f"{ENTER}/means-file"),
    Screen(
        "means from a file, mistakes",
        LEAD,
        f"{ENTER}/means-file",
        (chosen_file(MEANS, "means.csv"), follow("Show what is in it")),
    ),
    Screen("births of a group", LEAD, ENTER, (go("/scores"), go("/births"))),
    Screen("a birth", LEAD, ENTER, (go("/scores"), go("/births"), listed)),
    Screen(
        "a birth, wrong",
        LEAD,
        ENTER,
        (go("/scores"), go("/births"), listed, typed(score_grams_1="34"), follow("birth")),
    ),
    Screen("births from a file", LEAD, f"{ENTER}/births"),
    Screen("births from a file, nothing chosen", LEAD, f"{ENTER}/births", (follow("Show what is in it"),)),
    Screen("one page for the board", LEAD, "/areas/{Marlbury}/report", beside="10-report-print"),
    Screen("one page for the board, long names", UNIT, f"/areas/{{{LONG_AREA}}}/report"),
    Screen("one page for the board, a year without groups", LEAD, "/areas/{Marlbury}/report?year=2021"),
    Screen("one page of all areas", UNIT, "/results/report"),
    Screen("what an area evaluates", UNIT, ENTER, (go("/evaluation"),)),
    Screen("what an area evaluates, error", UNIT, ENTER, (go("/evaluation"), ticked("records", "yes"), save)),
)
