"""How records of each kind go, given their ids: what hangs on them first."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update

from scaleup import commit
from scaleup.audit import Entry, Read
from scaleup.core.base import Base
from scaleup.documents import service as shelved
from scaleup.documents.models import Copy, Document
from scaleup.enquiries.models import Enquiry, EnquiryAuthority, Reopening
from scaleup.evaluation import service as evaluated
from scaleup.evaluation.models import Administration, BabyWeight, BirthOutcome, Participant, Score
from scaleup.extensions import db
from scaleup.facilitators.models import Accreditation, Facilitator, PartDone
from scaleup.licences.models import SignedCopy
from scaleup.privacy.rules import Kind
from scaleup.support.models import Contact, ContactAddendum, ContactBefore, ContactRating
from scaleup.training.models import (
    AnswerLink,
    AskedAgain,
    Booking,
    Certificate,
    FeedbackLink,
    Mark,
    MarkEntry,
    PracticeReview,
)

Ids = Sequence[int]
APART = {"synchronize_session": False}


def gone(table: type[Base], which: ColumnElement[bool]) -> None:
    """These rows are not there any more."""
    db.session.execute(delete(table).where(which), execution_options=APART)


def enquiries(ids: Ids) -> None:
    """Enquiries, with their places and reopenings."""
    gone(EnquiryAuthority, EnquiryAuthority.enquiry_id.in_(ids))
    gone(Reopening, Reopening.enquiry_id.in_(ids))
    gone(Enquiry, Enquiry.id.in_(ids))


def call_notes(ids: Ids) -> None:
    """The words of contacts; the contacts stay."""
    gone(ContactAddendum, ContactAddendum.contact_id.in_(ids))
    gone(ContactBefore, ContactBefore.contact_id.in_(ids))
    words = update(Contact).where(Contact.id.in_(ids)).values(discussed=None, works=None)
    notes = update(ContactRating).where(ContactRating.contact_id.in_(ids)).values(note=None)
    for statement in (words, notes):
        db.session.execute(statement, execution_options=APART)


def training(ids: Ids) -> None:
    """What facilitators did to be accredited; that they were facilitators stays."""
    bookings = select(Booking.id).where(Booking.facilitator_id.in_(ids))
    for of_booking in (Mark, MarkEntry, AnswerLink, AskedAgain, FeedbackLink):
        gone(of_booking, of_booking.booking_id.in_(bookings))
    for of_facilitator in (Booking, Certificate, PracticeReview, PartDone, Accreditation):
        gone(of_facilitator, of_facilitator.facilitator_id.in_(ids))
    commit.touched(db.session.scalars(select(Facilitator.area_id).where(Facilitator.id.in_(ids)).distinct()))


def documents(ids: Ids) -> None:
    """Documents and their versions; files without a row are swept from the shelf afterwards."""
    gone(SignedCopy, SignedCopy.document_id.in_(ids))
    gone(Copy, Copy.document_id.in_(ids))
    gone(Document, Document.id.in_(ids))


def scores(ids: Ids) -> None:
    """Codes, with their scores and births; of each group its figures stay, from which nobody follows."""
    evaluated.keep_as_means(ids)
    held = select(Administration.id).where(Administration.participant_id.in_(ids))
    births = select(BirthOutcome.id).where(BirthOutcome.participant_id.in_(ids))
    gone(Score, Score.administration_id.in_(held))
    gone(Administration, Administration.participant_id.in_(ids))
    gone(BabyWeight, BabyWeight.birth_id.in_(births))
    gone(BirthOutcome, BirthOutcome.participant_id.in_(ids))
    gone(Participant, Participant.id.in_(ids))


def sweep_shelf(now: datetime) -> int:
    """Files of documents that went are not on the shelf any more; returns how many."""
    return shelved.remove_orphans(now)


GOING: Mapping[Kind, Callable[[Ids], None]] = {
    Kind.ENQUIRIES: enquiries,
    Kind.CALL_NOTES: call_notes,
    Kind.TRAINING: training,
    Kind.DOCUMENTS: documents,
    Kind.AUDIT: lambda ids: gone(Entry, Entry.id.in_(ids)),
    Kind.READS: lambda ids: gone(Read, Read.id.in_(ids)),
    Kind.SCORES: scores,
}
