"""A digest reads well in a text mail client: short lines, no markup, each address on a line of its own."""

from email.message import EmailMessage

from scaleup.core import stationery
from scaleup.reminders.rules import Reader, Thing, digest_letter

LATE = "Bournemouth, Christchurch and Poole: a condition that is not met, for the day of 6 October 2026, 8 days late"
THINGS = (
    Thing(LATE, "/areas/17", late=True),
    Thing("Marlbury: no record of the contact of 1 October 2026, 13 days late", "/areas/2/plan", late=True),
    Thing("Marlbury: contact on 21 October 2026, in 7 days", "/areas/2/plan", late=False),
)
HOUSE = stationery.House("https://scaleup.example", "scaleup.example", "unit@scaleup.example", "0300 000", lambda: True)


def forms() -> tuple[str, str]:
    before = list(stationery._house)
    stationery.install(HOUSE)
    try:
        return stationery.forms(digest_letter(THINGS, reader=Reader("Niamh", "these are yours to follow up")))
    finally:
        stationery._house[:] = before


def test_no_line_is_longer_than_a_text_mail_client_shows_and_each_address_stands_alone() -> None:
    text, _ = forms()
    lines = text.split("\n")
    assert max(len(line) for line in lines) <= 78
    links = [line.strip() for line in lines if "http" in line]
    assert links == [
        "https://scaleup.example/areas/17",
        "https://scaleup.example/areas/2/plan",
        "https://scaleup.example/areas/2/plan",
        "https://scaleup.example/",
    ]
    assert "<" not in text
    assert "&#" not in text
    assert text.startswith("2 things are late, 1 is coming\n")
    assert "\n- Bournemouth, Christchurch and Poole: a condition that is not met, for the\n  day of 6 October" in text


def test_it_goes_through_the_mail_as_it_was_set() -> None:
    text, html = forms()
    mail = EmailMessage()
    mail.set_content(text)
    mail.add_alternative(html, subtype="html")
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert plain.get_content() == text
    assert html.count('href="https://scaleup.example/areas/2/plan"') == 2


def test_its_first_line_counts_what_is_late_and_what_is_coming() -> None:
    late, coming = THINGS[0], THINGS[2]
    reader = Reader("Niamh", "these are yours to follow up")
    subjects = [digest_letter(things, reader=reader).subject for things in ([late], [coming] * 2, [late, late, coming])]
    assert subjects == ["1 thing is late", "2 things are coming", "2 things are late, 1 is coming"]
