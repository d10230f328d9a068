"""Certificates: issued once to who may deliver, ended with the accreditation, looked up by anybody who holds a code."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from scaleup import commit
from scaleup.accounts.rules import Role
from scaleup.areas.models import Implementation
from scaleup.core.errors import Absent, Refused
from scaleup.extensions import db
from scaleup.facilitators import service as facilitators
from scaleup.facilitators.models import Facilitator
from scaleup.training.adapters import codes
from scaleup.training.models import Certificate
from scaleup.training.rules import CertificateState, Period, in_groups, tidy, validity, wants_one
from scaleup.training.rules.certificates import CODE_LENGTH, LETTERS
from scaleup.training.service import certificates as service
from tests.codes import codes_on_paper
from tests.factories import accounts as people
from tests.factories import areas as founded
from tests.factories import events as make
from tests.factories import licences
from tests.factories import support as given
from tests.papers import read

TODAY = date(2026, 11, 23)
TERM = Period(date(2026, 10, 6), date(2027, 3, 31))


@pytest.fixture
def marlbury(session: Session, clock: Callable[[str], None]) -> Implementation:
    """Marlbury under licence until 31 March 2027, on Monday 23 November 2026."""
    clock("2026-11-23T12:00:00+00:00")
    found = founded.shipped_implementation()
    licences.granted(found)
    return found


@pytest.fixture
def amara(marlbury: Implementation) -> Facilitator:
    """Amara Abara, accredited since 6 October 2026."""
    return accredited(marlbury, "Amara Abara")


def accredited(of: Implementation, name: str, done_on: date = date(2026, 10, 6)) -> Facilitator:
    somebody = make.facilitator(of, name)
    facilitators.record_part(somebody.id, "initial", done_on=done_on, by=None)
    commit.now()
    return somebody


def issue(to: Facilitator, today: date = TODAY) -> list[str]:
    names = service.issue_to(to.id, area_id=to.area_id, codes=codes(), today=today, by=None)
    commit.now()
    return names


def code_of(somebody: Facilitator) -> str:
    asked = select(Certificate.code).where(Certificate.facilitator_id == somebody.id).order_by(Certificate.id.desc())
    return db.session.scalars(asked.limit(1)).one()


def day(client: FlaskClient, code: str) -> str:
    """What the public page says of the code."""
    page = client.get(f"/certificates/{code}").text
    return re.findall(r"<strong>(.*?)</strong>", page, re.S)[0]


def confirm(client: FlaskClient, path: str, page: TestResponse) -> TestResponse:
    """The page is confirmed as it was shown."""
    mark = page.text.split('name="shown" value="')[1].split('"')[0]
    return client.post(path, data={"csrf_token": people.form_token(page), "shown": mark})


# --- Rules ----------------------------------------------------------------------------------------------------------


def test_a_certificate_stands_while_the_accreditation_of_its_day_does() -> None:
    issued = date(2026, 11, 2)
    assert validity(issued, TERM, TODAY).sentence == "Valid until 31 March 2027."
    assert validity(issued, TERM, date(2027, 3, 31)).state is CertificateState.VALID
    assert validity(issued, TERM, date(2027, 4, 1)).sentence == "Ended on 31 March 2027."
    assert validity(issued, None, TODAY).sentence == "Issued on 2 November 2026, and no longer valid."


def test_one_certificate_for_each_stretch_of_accreditation() -> None:
    assert wants_one(TERM, [])
    assert not wants_one(TERM, [date(2026, 10, 6)])
    assert wants_one(TERM, [date(2026, 10, 5)])
    assert not wants_one(None, [])


def test_a_code_is_read_however_it_was_typed() -> None:
    for typed in (
        "34679cdfhjkmnpq",
        " 34679-CDFHJ-kmnpq ",
        "34679 cdfhj kmnpq",
        "https://x.example/certificates/34679-cdfhj-KMNPQ/",
    ):
        assert tidy(typed) == "34679CDFHJKMNPQ"
    assert in_groups("34679CDFHJKMNPQ") == "34679-CDFHJ-KMNPQ"
    assert tidy(" -–/ ") == ""


def test_a_code_cannot_be_guessed_and_has_no_two_letters_that_look_alike() -> None:
    assert len(LETTERS) ** CODE_LENGTH > 2**60
    assert not set(LETTERS) & set("01258ABEGILOSUVZ")
    some = codes()
    made = {next(some) for _ in range(200)}
    assert len(made) == 200
    assert {len(one) for one in made} == {CODE_LENGTH}


# --- Issuing --------------------------------------------------------------------------------------------------------


def test_a_certificate_is_issued_once(amara: Facilitator) -> None:
    assert issue(amara) == ["Amara Abara"]
    assert issue(amara) == []
    assert len(db.session.scalars(select(Certificate)).all()) == 1


def test_who_may_not_deliver_today_gets_none(marlbury: Implementation, amara: Facilitator) -> None:
    untrained = make.facilitator(marlbury, "Bethan Carrick")
    commit.now()
    with pytest.raises(Refused, match="may not deliver today"):
        issue(untrained)
    with pytest.raises(Absent):
        service.issue_to(amara.id, area_id=amara.area_id + 1, codes=codes(), today=TODAY, by=None)
    assert service.issue_to_all(amara.area_id, codes=codes(), today=TODAY, by=None) == ["Amara Abara"]


def test_who_is_accredited_again_gets_another_one(client: FlaskClient, amara: Facilitator) -> None:
    issue(amara, date(2026, 11, 2))
    first = code_of(amara)
    facilitators.leave(amara.id, on_day=date(2026, 11, 20), today=TODAY, by=None)
    assert day(client, first) == "Ended on 20 November 2026."
    amara.left, amara.left_on = False, None
    commit.now()
    assert day(client, first) == "Valid until 31 March 2027."
    part = amara.parts[0]
    part.done_on = date(2026, 11, 10)
    commit.now()
    assert day(client, first) == "Issued on 2 November 2026, and no longer valid."
    assert issue(amara) == ["Amara Abara"]
    assert day(client, code_of(amara)) == "Valid until 31 March 2027."


# --- The page of an area, and the paper -----------------------------------------------------------------------------


def test_a_trainer_issues_and_a_lead_downloads(
    client: FlaskClient, marlbury: Implementation, amara: Facilitator
) -> None:
    accredited(marlbury, "Bethan Carrick")
    accredited(marlbury, "Carys Bevan")
    path = f"/areas/{marlbury.area_id}/certificates"
    ruth, niamh = given.person("Ruth Adeyemi", Role.TRAINER), given.lead("Niamh O’Rourke", marlbury.area)
    given.give_access(ruth, marlbury.area, Role.TRAINER)
    people.sign_in(client, ruth)
    page = client.get(path)
    assert "3 facilitators may deliver today, 3 without a certificate." in page.text
    late = make.facilitator(marlbury, "Dewi Prosser")
    act = f"{path}/issue"
    assert client.get(f"{act}?to={'9' * 5000}").status_code == 404
    assert client.get(f"{act}?to={late.id + 999}").status_code == 404
    assert "Nobody who could have one may deliver today." in client.get(f"{act}?to={late.id}").text
    page = client.get(f"{act}?to={amara.id}")
    assert "1 facilitator gets a certificate." in page.text
    confirm(client, f"{act}?to={amara.id}", page)
    page = client.get(act)
    assert "2 facilitators get a certificate." in page.text
    assert "Amara Abara has a certificate that stands." in page.text
    assert "Dewi Prosser" in page.text.split("Who gets none, and why")[1]
    assert "Initial training not complete." in page.text.split("Who gets none, and why")[1]
    accredited(marlbury, "Eira Lloyd")
    again = confirm(client, act, page)
    assert "3 facilitators get a certificate." in again.text, "one more than was shown: it is shown again"
    assert confirm(client, act, again).location == path
    assert "Nobody needs one." in client.get(act).text
    people.sign_in(client, niamh)
    page = client.get(path)
    assert in_groups(code_of(amara)) in page.text
    assert act not in page.text
    assert client.get(act).status_code == 403
    sent = client.get(f"/facilitators/{amara.id}/certificate")
    assert sent.headers["Content-Disposition"] == 'attachment; filename="certificate-amara-abara-2026-11-23.pdf"'


def test_the_paper_is_tagged_and_leads_to_the_page_that_says_whether_it_stands(
    client: FlaskClient, amara: Facilitator
) -> None:
    issue(amara)
    code = in_groups(code_of(amara))
    people.sign_in(client, people.person("Helen Ashworth", Role.UNIT_MANAGER))
    printed = client.get(f"/facilitators/{amara.id}/certificate").data
    assert codes_on_paper(printed) == [f"http://127.0.0.1:8000/certificates/{code}"]
    paper = read(printed)
    assert (paper.title, paper.language, paper.tagged, paper.standard) == (
        "Amara Abara may deliver Baby Steps",
        "en-GB",
        True,
        "1",
    )
    assert paper.words("H1") == ["Amara Abara may deliver Baby Steps"]
    assert paper.words("LBody") == ["Amara Abara", "Baby Steps", "6 October 2026", "31 March 2027", code]
    assert paper.pages == 1
    [alternative] = paper.alternatives()
    assert alternative.startswith("QR code that leads to http")
    assert alternative.endswith(f"/certificates/{code}")
    assert paper.says(f"/certificates/{code}, or enter the code at")


def test_nobody_without_sign_in_downloads_and_nobody_downloads_what_has_ended(
    client: FlaskClient, amara: Facilitator
) -> None:
    path = f"/facilitators/{amara.id}/certificate"
    assert client.get(path).location.startswith("/sign-in")
    people.sign_in(client, people.person("Helen Ashworth", Role.UNIT_MANAGER))
    assert client.get(path).status_code == 404
    issue(amara, date(2026, 11, 2))
    facilitators.leave(amara.id, on_day=date(2026, 11, 20), today=TODAY, by=None)
    assert client.get(path).status_code == 404
    page = client.get(f"/areas/{amara.area_id}/certificates").text
    assert "No longer valid" in page
    assert "Ended on 20 November 2026." in page


# --- Without sign-in ------------------------------------------------------------------------------------------------


def test_the_public_page_says_name_programme_state_and_date_alone(client: FlaskClient, amara: Facilitator) -> None:
    issue(amara)
    code = code_of(amara)
    found = client.get("/certificates", query_string={"code": in_groups(code).lower().replace("-", " ")})
    assert found.location == f"/certificates/{in_groups(code)}"
    answer = client.get(found.location)
    main = re.sub("<[^>]+>", " ", re.findall("<main.*</main>", answer.text, re.S)[0])
    assert " ".join(main.split()) == (
        "Amara Abara Valid until 31 March 2027. Amara Abara may deliver Baby Steps. "
        f"Programme Baby Steps Code {in_groups(code)} As of Monday 23 November 2026. Look up another one"
    )
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer.headers


def test_a_code_that_is_none_is_answered_in_a_sentence_and_stays_in_the_form(
    client: FlaskClient, marlbury: Implementation
) -> None:
    answer = client.get("/certificates/cdfhj-34679-cdfhj")
    assert answer.status_code == 404
    assert "No certificate has this code: compare it with the paper letter by letter." in answer.text
    assert 'value="CDFHJ-34679-CDFHJ"' in answer.text
    assert answer.headers["X-Robots-Tag"] == "noindex"
    nothing = client.get("/certificates?code=+-+")
    assert nothing.status_code == 422
    assert "Enter the code that stands on the certificate." in nothing.text


def test_a_right_code_and_a_wrong_one_ask_the_same_of_the_database(
    client: FlaskClient, amara: Facilitator, statements: list[str]
) -> None:
    issue(amara)
    code = code_of(amara)
    asked = []
    for one in (code, "CDFHJ34679CDFHJ", "X"):
        statements.clear()
        client.get(f"/certificates/{one}")
        asked.append([one for one in statements if "tries" in one or "certificate" in one])
    assert len(asked[0]) == 4
    assert asked[0] == asked[1] == asked[2]


def test_thirty_codes_in_five_minutes_are_enough_for_one_network(
    client: FlaskClient, amara: Facilitator, clock: Callable[[str], None]
) -> None:
    issue(amara)
    code = code_of(amara)
    statuses = [client.get(f"/certificates/{'CDFHJ' * 3}").status_code for _ in range(30)]
    assert set(statuses) == {404}
    late = client.get(f"/certificates/{code}")
    assert late.status_code == 429
    assert "Wait until 12:06." in late.text
    assert "Amara" not in late.text
    elsewhere = client.get(f"/certificates/{code}", environ_base={"REMOTE_ADDR": "192.0.2.44"})
    assert elsewhere.status_code == 200
    clock("2026-11-23T12:07:00+00:00")
    assert client.get(f"/certificates/{code}").status_code == 200
