"""A CSV file of scores: what is right comes out as measures given, every mistake by row and column in a sentence."""

from datetime import date

from scaleup.evaluation.rules import (
    COLUMNS,
    Course,
    Known,
    Scored,
    Somebody,
    column_words_for,
    columns_for,
    points_of,
    read,
    template,
)
from scaleup.programmes.rules import UNIT_WORDS
from tests.delivery.groups import group
from tests.factories.programmes import shipped

TODAY = date(2026, 11, 23)
GROUP = group(date(2026, 9, 15))
KNOWN = Known(
    groups={
        "library, autumn": Course(
            1, "Library, autumn", shipped(), {one.code: one for one in points_of(GROUP, shipped().time_points)}
        )
    },
    people={
        "AB2C3D": Somebody(11, 1, "mother"),
        "EF4G5H": Somebody(12, 1, "father"),
        "JK6M7N": Somebody(13, 2, "mother"),
        "LM8N9P": Somebody(14, 1, "mother", "comparison"),
    },
    entered={(11, "rqi", "T1")},
)
HEADS = "group,code,role,time_point,measure,scale,score,answers,day"
WELL = '"Library, autumn",AB2C3D,mother,T2,hads,anxiety,9,,2026-10-20'
NAMED = '"Library, autumn"'


def mistakes(*rows: str, heads: str = HEADS) -> list[tuple[int, str, str]]:
    """What is wrong in a file of these rows."""
    return [
        (one.line, one.column, one.sentence) for one in read("\n".join([heads, *rows]), KNOWN, today=TODAY).mistakes
    ]


def test_scores_of_one_measure_in_several_rows_are_one_form():
    rows = [WELL, f"{NAMED},ab2-c3d,Mother,t2,HADS,depression,7,,2026-10-20"]
    found = read("\n".join([HEADS, *rows]), KNOWN, today=TODAY)
    assert found.mistakes == ()
    (given,) = found.given
    assert (given.participant_id, given.measure.code, given.time_point) == (11, "hads", "T2")
    assert given.scores == (Scored("anxiety", 9), Scored("depression", 7))
    assert given.circumstances.on_day == date(2026, 10, 20)


def test_answers_are_added_up_and_semicolons_are_read_too():
    text = (
        "\ufeff" + HEADS.replace(",", ";") + "\nLibrary, autumn;EF4G5H;father;T1;rses;;;3 0 3 3 0 0 3 0 0 -;2026-09-01"
    )
    found = read(text, KNOWN, today=TODAY)
    assert found.mistakes == ()
    assert found.given[0].scores == (Scored("total", 30, imputed=True),)


def test_ten_kinds_of_mistake_are_each_named_by_row_and_column():
    start = f"{NAMED},AB2C3D,mother"
    rows = [
        f"{NAMED},ZZ9Z9Z,mother,T2,rqi,total,30,,2026-10-20",
        f"{start},T2,phq,total,3,,2026-10-20",
        f"{start},T2,hads,anxiety,22,,2026-10-20",
        f"{start},T2,hads,depression,high,,2026-10-20",
        f"{start},T2,rses,total,12.5,,2026-10-20",
        f"{start},T3,rqi,total,30,,2026-10-20",
        f"{start},T3,pai,total,60,,2026-10-20",
        f"{start},T2,mors,warmth,30,,2026-10-20",
        f"{start},T2,pai,total,60,,2026-10-20",
        f"{start},T2,pai,total,61,,2026-10-20",
        f"{start},T1,rqi,total,30,,2026-09-01",
        "Chapel,AB2C3D,mother,T2,rqi,total,30,,2026-10-20",
        f"{NAMED},AB2C3D,father,T2,rqi,total,30,,2026-10-20",
        f"{NAMED},JK6M7N,mother,T2,rqi,total,30,,2026-10-20",
    ]
    found = mistakes(*rows)
    expected = [
        (2, "code", "“ZZ9Z9Z” is none of the area’s codes."),
        (3, "measure", "“phq” is no measure of Baby Steps."),
        (4, "score", "Anxiety: 22 is out of range. Enter 0 to 21."),
        (5, "score", "Depression: “high” is not a number."),
        (6, "score", "Self-esteem: 12.5 is a fraction. Scores are whole numbers."),
        (7, "time_point", "Relationship quality (RQI) is not given at T3, but at T1 and T2 and T4 and F6."),
        (
            8,
            "time_point",
            "Attachment to the unborn baby (PAI) is about the time before the birth",
        ),
        (
            9,
            "time_point",
            "Warmth and invasion (MORS short form) is about the baby that is born",
        ),
        (11, "measure", "This stands in row 10 already: one form for each code and time point."),
        (12, "measure", "Relationship quality (RQI) of this code at T1 was entered before. Take the row out."),
        (13, "group", "“Chapel” is none of the area’s groups."),
        (14, "role", "AB2C3D is the code of a mother, not of a father."),
        (15, "group", "JK6M7N is in another group, not in Library, autumn."),
    ]
    for line, column, words in expected:
        assert any((line, column) == one[:2] and one[2].startswith(words) for one in found), (line, words, found)
    assert 10 not in {line for line, _, _ in found}


def test_a_form_with_a_mistake_in_one_of_its_rows_is_not_brought_in_by_halves():
    rows = [
        WELL,
        f"{NAMED},AB2C3D,mother,T2,hads,depression,x,,2026-10-20",
        f"{NAMED},AB2C3D,mother,T2,rqi,,30,,2026-10-20",
    ]
    found = read("\n".join([HEADS, *rows]), KNOWN, today=TODAY)
    assert [one.measure.code for one in found.given] == ["rqi"]
    assert [one.line for one in found.mistakes] == [3]


def test_a_formula_a_nul_and_a_strange_day_are_mistakes_like_others():
    found = mistakes(
        f'{NAMED},AB2C3D,mother,T2,hads,anxiety,"=HYPERLINK(""http://x"")",,2026-10-20',
        f"{NAMED},AB2C3D,mother,T2,rqi,total,30,,20/10/2026",
        f"{NAMED},=AB2C3D,mother,T2,rqi,total,30,,2026-10-20",
    )
    assert [(line, column) for line, column, _ in found] == [(2, "score"), (3, "day"), (4, "code")]


def test_columns_that_are_missing_or_strange_are_named():
    assert [(line, column) for line, column, _ in mistakes(heads="group,code,role,measure,score,day,name")] == [
        (1, "time_point"),
        (1, "name"),
    ]
    assert mistakes(heads="") == [(1, "", "The file is empty. Start from the template.")]


def test_the_template_asks_each_code_for_what_its_role_gives_at_the_time_point():
    course = KNOWN.groups["library, autumn"]
    lines = [line[1:6] for _, line in template(course, code="EF4G5H", role="father", time_point="T1")]
    assert lines == [
        ("EF4G5H", "father", "T1", "rqi", "total"),
        ("EF4G5H", "father", "T1", "rses", "total"),
        ("EF4G5H", "father", "T1", "pai_fathers", "total"),
        ("EF4G5H", "father", "T1", "hads", "anxiety"),
        ("EF4G5H", "father", "T1", "hads", "depression"),
    ]


def test_the_arm_of_a_row_is_that_of_its_code_and_may_be_left_out():
    compared = f"{NAMED},LM8N9P,mother,T2,hads,anxiety,9,,2026-10-20"
    heads = f"{HEADS},arm"
    assert mistakes(compared) == []
    assert mistakes(f"{compared},", f"{WELL},Programme", heads=heads) == []
    assert mistakes(f"{compared},programme", f"{WELL},control", heads=heads) == [
        (2, "arm", "LM8N9P is a code of the comparison arm, not of the programme arm."),
        (3, "arm", "“control” is no arm. Write programme or comparison."),
    ]


def test_each_column_of_the_template_is_explained():
    assert tuple(column_words_for(UNIT_WORDS["group"])) == columns_for(UNIT_WORDS["group"]) == COLUMNS
