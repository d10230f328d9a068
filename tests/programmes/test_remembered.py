"""A version whose content a test replaces is not remembered under the digest of what it held before."""

from sqlalchemy.orm import Session

from scaleup.programmes.adapters import catalogue_files
from tests.factories import support as make


def test_a_version_that_is_given_another_content_has_another_digest(session: Session) -> None:
    version = make.programme_version()
    assert version.digest == "0" * 64
    shipped = next(file for file in catalogue_files() if file.programme.slug == "baby-steps")
    version.content = shipped.content
    assert version.digest == shipped.digest
