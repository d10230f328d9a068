"""What a name is found by, and what decides in a question."""

from scaleup.search.adapters import sought
from scaleup.search.rules import Match, Sought, reason, words, words_asked, words_kept


def test_accents_strokes_apostrophes_and_signs_make_no_other_name() -> None:
    assert words("Magdalena Wiśniewska-Kowalczyk") == ("magdalena", "wisniewska", "kowalczyk")
    assert words("Michał Ŵyn Łoś") == ("michal", "wyn", "los")
    assert words("Niamh O’Rourke") == words("NIAMH O'ROURKE") == ("niamh", "orourke")
    assert words("Ynys Môn / Isle of Anglesey") == ("ynys", "mon", "isle", "of", "anglesey")


def test_a_licence_number_is_the_same_with_spaces_signs_and_zeros() -> None:
    assert words("BS-001") == words("BS 1") == words("bs001") == ("bs", "1")
    assert words("SU-2024-017") == ("su", "2024", "17")
    assert words("000") == ("0",)


def test_what_comes_after_an_apostrophe_finds_the_name_too() -> None:
    assert words_kept("Niamh O’Rourke") == {"niamh", "orourke", "rourke"}


def test_what_people_add_to_a_name_decides_only_when_nothing_else_is_there() -> None:
    assert words_asked("the city of Glasgow council") == ("glasgow",)
    assert words_asked("City") == ("city",)
    assert words_asked("o rourke") == ("rourke",)
    assert words_asked("BS 1") == ("bs", "1")


def test_a_question_without_a_letter_or_a_figure_asks_nothing() -> None:
    assert words_asked(" -- ’ %_ ") == ()


def test_a_question_is_cut_at_six_words() -> None:
    assert len(words_asked("one two three four five six seven eight")) == 6


def test_long_words_bear_more_wrong_letters_than_short_ones() -> None:
    assert sought("marlbuty", ["marlbury", "malbork", "marlow"]).near == ("marlbury",)
    assert sought("wisnewsky", ["wisniewska", "wilson"]).near == ("wisniewska",)
    assert sought("bath", ["both", "barth", "booth"]).near == ("barth", "both")
    assert sought("ely", ["elf", "els"]).near == ()


def test_the_beginning_of_a_long_word_may_be_misspelt() -> None:
    assert sought("bornemo", ["bournemouth", "barnsley"]).near == ("bournemouth",)


def test_a_part_of_a_word_finds_it() -> None:
    found = sought("bury", ["marlbury", "bury", "shrewsbury"])
    assert found.inside == ("marlbury", "shrewsbury")


def test_figures_are_the_same_or_another_number() -> None:
    assert Sought("1").match({"1"}) is Match.SAME
    assert Sought("1").match({"10", "100"}) is None


def test_it_is_said_why_something_was_found_only_where_its_name_does_not_show_it() -> None:
    covers = [("Bournemouth, Christchurch and Poole", "It covers Bournemouth, Christchurch and Poole.")]
    assert reason([Sought("dorset")], "Dorset Coast", covers) == ""
    assert reason([Sought("poole")], "Dorset Coast", covers) == "It covers Bournemouth, Christchurch and Poole."
