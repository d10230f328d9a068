"""A version whose content a test replaces is not remembered under the digest of what it held before."""

from sqlalchemy.orm import Session

from tests.factories import support as make
from tests.factories.programmes import shipped_file


def test_a_version_that_is_given_another_content_has_another_digest(session: Session) -> None:
    version = make.programme_version()
    assert version.digest == "0" * 64
    shipped = shipped_file()
    version.content = shipped.content
    assert version.digest == shipped.digest
