"""Every address of the system, by method, and who may enter. A route that is not here fails, and one that is gone.

Which areas a permitted person then sees is `areas.queries.scope`: out of it an address reads as absent.
"""

from dataclasses import dataclass

from scaleup.accounts.rules import ALLOWED, Permission, Role
from scaleup.core.pages import PUBLIC, SIGNED_IN

P = Permission
SHOWN = frozenset({200})
ACTED = frozenset({302, 303, 400, 409, 422})
"""What an act without any field may answer: it was done, or it says what is missing."""
SAVED = frozenset({200, 422})
"""What a register answers that is shown again as it was saved."""
GONE = frozenset({410})
ABSENT = frozenset({404})


@dataclass(frozen=True)
class Route:
    """One method of one rule."""

    method: str
    rule: str
    may: str
    """The permission that its view is marked with."""
    answers: frozenset[int] = frozenset()
    """What it may answer to who is permitted, about what is in scope; by method if empty."""
    absent: frozenset[int] = ABSENT
    """What it answers about what is not there."""
    records: bool = False
    """That somebody looked is put on record (house, Writing 2)."""

    @property
    def arguments(self) -> tuple[str, ...]:
        """What its address names."""
        return tuple(part.split(">")[0].split(":")[-1] for part in self.rule.split("<")[1:])

    @property
    def of_an_area(self) -> bool:
        """Whether its address names something that belongs to an area."""
        return bool(set(self.arguments) & OF_AN_AREA)

    @property
    def expected(self) -> frozenset[int]:
        """What it may answer when all is well."""
        return self.answers or (SHOWN if self.method == "GET" else ACTED)

    def may_enter(self, visitor: str) -> bool:
        """Whether the policy lets this visitor in at all."""
        if self.may == PUBLIC:
            return True
        if visitor not in set(Role):
            return False
        return self.may == SIGNED_IN or self.may in ALLOWED[Role(visitor)]


OF_AN_AREA = frozenset(
    {
        "area_id",
        "implementation_id",
        "licence_id",
        "funding_id",
        "condition_id",
        "slot_id",
        "contact_id",
        "action_id",
        "message_id",
        "facilitator_id",
        "review_id",
        "held_id",
        "handover_id",
        "access_id",
        "document_id",
        "place_id",
        "event_id",
        "booking_id",
        "assessment_id",
        "hold_id",
        "area_review_id",
    }
)
"""What belongs to an area. A closure day belongs to a nation, a person to the unit."""


def get(rule: str, may: str, *, answers: frozenset[int] = frozenset(), absent: frozenset[int] = ABSENT) -> list[Route]:
    """A page."""
    return [Route("GET", rule, may, answers, absent)]


def post(rule: str, may: str, *, answers: frozenset[int] = frozenset(), absent: frozenset[int] = ABSENT) -> list[Route]:
    """An act."""
    return [Route("POST", rule, may, answers, absent)]


def form(rule: str, may: str, *, absent: frozenset[int] = ABSENT) -> list[Route]:
    """A page with a form, and its act."""
    return [*get(rule, may, absent=absent), *post(rule, may, absent=absent)]


def files(rule: str, may: str) -> list[Route]:
    """A list as CSV and as XLSX; who took it is on record."""
    return [Route("GET", f"{rule}.{ending}", may, records=True) for ending in ("csv", "xlsx")]


ROUTES: tuple[Route, ...] = (
    # The door and the public pages
    *get("/healthz", PUBLIC, answers=frozenset({200, 503})),
    *get("/metrics", PUBLIC, answers=ABSENT),
    *get("/sign-in", PUBLIC, answers=frozenset({200, 303})),
    *post("/sign-in", PUBLIC),
    *form("/sign-in/<token>", PUBLIC, absent=GONE),
    *form("/invitation/<token>", PUBLIC, absent=GONE),
    *form("/new-password/<token>", PUBLIC, absent=GONE),
    *form("/forgotten-password", PUBLIC),
    *post("/sign-out", PUBLIC),
    *get("/accessibility", PUBLIC),
    *get("/privacy", PUBLIC),
    # The guides
    *get("/guides", SIGNED_IN),
    *get("/guides/<name>", SIGNED_IN),
    # One's own account; people and access
    *get("/me", SIGNED_IN),
    *form("/me/password", SIGNED_IN),
    *form("/me/name", SIGNED_IN),
    *form("/me/mail", SIGNED_IN),
    *post("/me/mail/away", SIGNED_IN),
    *post("/me/mail/back", SIGNED_IN),
    *get("/me/record", SIGNED_IN),
    *get("/me/record.json", SIGNED_IN),
    *post("/me/sessions/end", SIGNED_IN),
    *get("/people", P.MANAGE_PEOPLE),
    *form("/people/invite", P.MANAGE_PEOPLE),
    *get("/people/<int:person_id>", P.SEE_PEOPLE),
    *form("/people/<int:person_id>/edit", P.MANAGE_PEOPLE),
    *form("/me/hours", P.KEEP_HOURS),
    *post("/me/days-away", P.KEEP_HOURS),
    *post("/me/days-away/take-back", P.KEEP_HOURS),
    *form("/people/<int:person_id>/hours", P.SEE_ANYONES_WORK),
    *post("/people/<int:person_id>/days-away", P.SEE_ANYONES_WORK),
    *post("/people/<int:person_id>/days-away/take-back", P.SEE_ANYONES_WORK),
    *form("/people/<int:person_id>/deactivate", P.MANAGE_PEOPLE),
    *post("/people/<int:person_id>/invite", P.MANAGE_PEOPLE),
    *post("/people/<int:person_id>/roles", P.MANAGE_PEOPLE),
    *post("/people/<int:person_id>/roles/<role>/end", P.MANAGE_PEOPLE),
    *post("/people/<int:person_id>/sessions/end", P.MANAGE_PEOPLE),
    *form("/people/<int:person_id>/roles/<role>/until", P.MANAGE_PEOPLE),
    *get("/people/<int:person_id>/leave", P.MANAGE_PEOPLE),
    *post("/people/<int:person_id>/leave", P.MANAGE_PEOPLE, answers=ACTED | SHOWN),
    *post("/people/<int:person_id>/stay", P.MANAGE_PEOPLE),
    *get("/people/<int:person_id>/access", P.SEE_PEOPLE),
    *get("/search", SIGNED_IN),
    # The calendar, and calendars that programs read
    *get("/calendar", P.SEE_WORK),
    *get("/feed/<token>.ics", PUBLIC),
    *get("/me/calendar", SIGNED_IN),
    *post("/me/calendar", SIGNED_IN, answers=SHOWN),
    *post("/me/calendar/end", SIGNED_IN),
    *get("/areas/<int:area_id>/calendar", P.LOG_CONTACTS),
    *post("/areas/<int:area_id>/calendar", P.LOG_CONTACTS, answers=SHOWN),
    *post("/areas/<int:area_id>/calendar/end", P.LOG_CONTACTS),
    *get("/people/<int:person_id>/calendar", P.MANAGE_PEOPLE),
    *post("/people/<int:person_id>/calendar/end", P.MANAGE_PEOPLE),
    # Two records that are one
    *get("/merge", P.MANAGE_PEOPLE),
    *get("/merge/people/<int:person_id>", P.MANAGE_PEOPLE),
    *get("/merge/areas/<int:area_id>", P.DECIDE_LICENCES),
    *get("/merge/people/<int:person_id>/<int:other_id>", P.MANAGE_PEOPLE),
    *post("/merge/people/<int:person_id>/<int:other_id>", P.MANAGE_PEOPLE, answers=ACTED | SHOWN),
    *get("/merge/areas/<int:area_id>/<int:other_id>", P.DECIDE_LICENCES),
    *post("/merge/areas/<int:area_id>/<int:other_id>", P.DECIDE_LICENCES, answers=ACTED | SHOWN),
    *form("/merge/<int:merge_id>/undo", P.MANAGE_PEOPLE),
    # Work
    *get("/", P.SEE_WORK),
    *get("/my-work/<int:person_id>", P.SEE_ANYONES_WORK),
    *get("/my-work/later", P.SEE_WORK, answers=frozenset({200, 302})),
    *post("/my-work/later", P.SEE_WORK),
    *post("/my-work/wake", P.SEE_WORK),
    # Enquiries
    *get("/programmes", PUBLIC),
    *get("/programmes/<slug>/enquire", PUBLIC),
    *post("/programmes/<slug>/enquire", PUBLIC),
    *get("/programmes/<slug>/enquire/sent", PUBLIC),
    *get("/enquiries", P.MANAGE_ENQUIRIES),
    *files("/enquiries", P.MANAGE_ENQUIRIES),
    *get("/enquiries/conversion", P.MANAGE_ENQUIRIES),
    *form("/enquiries/new", P.MANAGE_ENQUIRIES),
    *get("/enquiries/<int:enquiry_id>", P.MANAGE_ENQUIRIES),
    *form("/enquiries/<int:enquiry_id>/answer", P.MANAGE_ENQUIRIES),
    *form("/enquiries/<int:enquiry_id>/end", P.MANAGE_ENQUIRIES),
    *form("/enquiries/<int:enquiry_id>/reopen", P.MANAGE_ENQUIRIES),
    *form("/enquiries/<int:enquiry_id>/manager", P.MANAGE_ENQUIRIES),
    *form("/enquiries/<int:enquiry_id>/take-up", P.MANAGE_ENQUIRIES),
    # Areas, their people and what they take up
    *get("/areas", P.SEE_AREAS),
    *get("/areas/map", P.SEE_AREAS),
    *post("/areas/hand-over", P.MANAGE_AREAS),
    *post("/areas/ticked.csv", P.SEE_AREAS),
    *post("/areas/ticked.xlsx", P.SEE_AREAS),
    *get("/areas/pipeline", P.SEE_AREAS),
    *get("/areas/readiness", P.REVIEW_READINESS),
    *get("/areas/barriers", P.PLAN_SUPPORT),
    *form("/areas/new", P.MANAGE_AREAS),
    *get("/areas/<int:area_id>", P.SEE_AREAS),
    *get("/areas/<int:area_id>/history", P.SEE_AREAS),
    *form("/areas/<int:area_id>/edit", P.MANAGE_AREAS),
    *get("/areas/<int:area_id>/people", P.SEE_AREAS),
    *form("/areas/<int:area_id>/people/add", P.MANAGE_AREAS),
    *form("/areas/<int:area_id>/people/<int:held_id>/end", P.MANAGE_AREAS),
    *get("/areas/<int:area_id>/access", P.SEE_AREAS),
    *form("/areas/<int:area_id>/access/add", P.MANAGE_AREAS),
    *form("/areas/<int:area_id>/access/<int:access_id>/until", P.MANAGE_AREAS),
    *post("/areas/<int:area_id>/access/<int:access_id>/end", P.MANAGE_AREAS),
    *form("/areas/<int:area_id>/organisations/add", P.MANAGE_AREAS),
    *form("/areas/<int:area_id>/implementations/open", P.MANAGE_AREAS),
    *form("/implementations/<int:implementation_id>/manager", P.MANAGE_AREAS),
    *form("/implementations/<int:implementation_id>/pairs", P.MANAGE_AREAS),
    *form("/implementations/<int:implementation_id>/close", P.MANAGE_AREAS),
    *form("/implementations/<int:implementation_id>/reopen", P.MANAGE_AREAS),
    *form("/implementations/<int:implementation_id>/first-session", P.MANAGE_AREAS),
    *form("/closure-days", P.DECIDE_LICENCES),
    *post("/closure-days/<int:closure_day_id>/remove", P.DECIDE_LICENCES, answers=ACTED | SHOWN),
    # Documents
    *get("/areas/<int:area_id>/documents", P.SEE_DOCUMENTS),
    *form("/areas/<int:area_id>/documents/add", P.KEEP_DOCUMENTS),
    *get("/documents/<int:document_id>/versions/<int:number>", P.SEE_DOCUMENTS),
    *form("/documents/<int:document_id>/replace", P.KEEP_DOCUMENTS),
    *form("/documents/<int:document_id>/withdraw", P.MANAGE_AREAS),
    # Facilitators
    *get("/areas/<int:area_id>/facilitators", P.SEE_AREAS),
    *get("/areas/<int:area_id>/accreditation", P.SEE_AREAS),
    *form("/implementations/<int:implementation_id>/facilitators/add", P.MANAGE_AREAS),
    *form("/facilitators/<int:facilitator_id>/part", P.MANAGE_AREAS),
    *get("/facilitators/<int:facilitator_id>/leave", P.MANAGE_AREAS),
    *post("/facilitators/<int:facilitator_id>/leave", P.MANAGE_AREAS, answers=ACTED | SHOWN),
    *get("/licences/<int:licence_id>/places", P.SEE_AREAS),
    *form("/licences/<int:licence_id>/places/give", P.MANAGE_AREAS),
    *form("/places/<int:place_id>/release", P.MANAGE_AREAS),
    # Practice reviews
    *get("/facilitators/<int:facilitator_id>/reviews", P.SEE_TRAINING),
    *form("/facilitators/<int:facilitator_id>/reviews/keep", P.KEEP_REGISTERS),
    *post("/reviews/<int:review_id>/remove", P.KEEP_REGISTERS),
    # Certificates
    *get("/certificates", PUBLIC),
    *get("/certificates/<code>", PUBLIC),
    *get("/areas/<int:area_id>/certificates", P.SEE_TRAINING),
    *get("/areas/<int:area_id>/certificates/issue", P.PLAN_TRAINING),
    *post("/areas/<int:area_id>/certificates/issue", P.PLAN_TRAINING, answers=ACTED | SHOWN),
    *get("/facilitators/<int:facilitator_id>/certificate", P.SEE_TRAINING),
    # Training
    *form("/facilitators/<int:facilitator_id>/catch-up", P.BOOK_TRAINING),
    *get("/training", P.SEE_TRAINING),
    *get("/training/answer/<token>/coming", PUBLIC, absent=GONE),
    *post("/training/answer/<token>/coming", PUBLIC, answers=SHOWN, absent=GONE),
    *get("/training/answer/<token>/not-coming", PUBLIC, absent=GONE),
    *post("/training/answer/<token>/not-coming", PUBLIC, answers=SHOWN, absent=GONE),
    *get("/training/feedback/<token>", PUBLIC, absent=GONE),
    *post("/training/feedback/<token>", PUBLIC, absent=GONE),
    *get("/training/plan", P.PLAN_TRAINING),
    *form("/training/plan/<int:programme_id>/<part>", P.PLAN_TRAINING),
    *get("/training/<int:event_id>", P.SEE_TRAINING),
    *get("/training/<int:event_id>/change", P.PLAN_TRAINING),
    *post("/training/<int:event_id>/change", P.PLAN_TRAINING, answers=ACTED | SHOWN),
    *form("/training/<int:event_id>/cancel", P.PLAN_TRAINING),
    *form("/training/<int:event_id>/book", P.BOOK_TRAINING),
    *form("/training/<int:event_id>/book/new", P.BOOK_TRAINING),
    *get("/training/<int:event_id>/book/guest", P.BOOK_TRAINING, answers=frozenset({200, 302})),
    *post("/training/<int:event_id>/book/guest", P.BOOK_TRAINING),
    *get("/training/<int:event_id>/bookings/<int:booking_id>/withdraw", P.BOOK_TRAINING),
    *post("/training/<int:event_id>/bookings/<int:booking_id>/withdraw", P.BOOK_TRAINING, answers=ACTED | SHOWN),
    *form("/training/<int:event_id>/bookings/<int:booking_id>/needs", P.BOOK_TRAINING),
    # Licences
    *get("/areas/<int:area_id>/licence", P.SEE_AREAS),
    *form("/implementations/<int:implementation_id>/licences/draft", P.MANAGE_LICENCES),
    *form("/licences/<int:licence_id>/<any(grant, drop, suspend, resume, end, terminate):act>", P.MANAGE_LICENCES),
    *form("/licences/<int:licence_id>/change", P.MANAGE_LICENCES),
    *form("/licences/<int:licence_id>/conditions/add", P.MANAGE_LICENCES),
    # Readiness
    *get("/areas/<int:area_id>/readiness", P.SEE_AREAS),
    *post("/implementations/<int:implementation_id>/readiness/begin", P.REVIEW_READINESS),
    *get("/readiness/<int:assessment_id>", P.SEE_AREAS),
    *form("/readiness/<int:assessment_id>/<any(need, fit, capacity, supports):factor>", P.ANSWER_READINESS),
    *get("/readiness/<int:assessment_id>/answers", P.SEE_AREAS),
    *post("/readiness/<int:assessment_id>/hand-in", P.ANSWER_READINESS),
    *form("/readiness/<int:assessment_id>/items/<item>/review", P.REVIEW_READINESS),
    *form("/readiness/<int:assessment_id>/give-back", P.REVIEW_READINESS),
    *get("/readiness/<int:assessment_id>/result", P.SEE_AREAS),
    *get("/readiness/<int:assessment_id>/report.pdf", P.SEE_AREAS),
    *get("/readiness/<int:assessment_id>/changes", P.SEE_AREAS, answers=frozenset({200, 302})),
    *form("/readiness/<int:assessment_id>/sign", P.SIGN_READINESS),
    *form("/conditions/<int:condition_id>/change", P.MANAGE_LICENCES),
    *post("/conditions/<int:condition_id>/met", P.MANAGE_LICENCES),
    *form("/licences/<int:licence_id>/renew", P.MANAGE_LICENCES),
    *form("/licences/<int:licence_id>/signed", P.KEEP_DOCUMENTS),
    *get("/licences/<int:licence_id>/term", P.SEE_DOCUMENTS),
    *get("/licences/<int:licence_id>/document", P.SEE_DOCUMENTS),
    *form("/implementations/<int:implementation_id>/funding/add", P.MANAGE_LICENCES),
    *form("/funding/<int:funding_id>/change", P.MANAGE_LICENCES),
    *form("/funding/<int:funding_id>/end", P.MANAGE_LICENCES),
    *form("/licences/<int:licence_id>/renewal", P.MANAGE_LICENCES),
    # Support
    *get("/areas/<int:area_id>/milestones", P.SEE_AREAS),
    *form("/implementations/<int:implementation_id>/milestones/<code>", P.LOG_CONTACTS),
    *get("/areas/<int:area_id>/plan", P.SEE_AREAS),
    *get("/areas/<int:area_id>/plan/<int:licence_id>/versions", P.SEE_AREAS),
    *form("/areas/<int:area_id>/plan/<int:licence_id>/pace", P.PLAN_SUPPORT),
    *form("/areas/<int:area_id>/contacts/log", P.LOG_CONTACTS),
    *form("/areas/<int:area_id>/contacts/move/<int:slot_id>", P.LOG_CONTACTS),
    *get("/areas/<int:area_id>/contacts/agenda/<int:slot_id>", P.SEE_AREAS),
    *get("/contacts/<int:contact_id>", P.SEE_AREAS),
    *form("/contacts/<int:contact_id>/correct", P.LOG_CONTACTS),
    *form("/contacts/<int:contact_id>/rating", P.PLAN_SUPPORT),
    *post("/contacts/<int:contact_id>/addenda", P.LOG_CONTACTS),
    *post("/contacts/<int:contact_id>/summary", P.LOG_CONTACTS),
    *get("/areas/<int:area_id>/reviews", P.SEE_AREAS),
    *get("/reviews/<int:area_review_id>", P.SEE_AREAS),
    *form("/reviews/<int:area_review_id>/record", P.PLAN_SUPPORT),
    *form("/reviews/<int:area_review_id>/correct", P.PLAN_SUPPORT),
    *form("/reviews/<int:area_review_id>/move", P.PLAN_SUPPORT),
    *form("/reviews/<int:area_review_id>/leave-out", P.PLAN_SUPPORT),
    *post("/reviews/<int:area_review_id>/again", P.PLAN_SUPPORT),
    *post("/reviews/<int:area_review_id>/addenda", P.PLAN_SUPPORT),
    *get("/actions/<int:action_id>", P.SEE_AREAS),
    *post("/actions/<int:action_id>/done", P.LOG_CONTACTS),
    *post("/actions/<int:action_id>/drop", P.LOG_CONTACTS),
    # Lists as files
    *get("/downloads", P.SEE_AREAS),
    *files("/areas", P.SEE_AREAS),
    *files("/contacts", P.SEE_AREAS),
    *files("/areas/<int:area_id>/contacts", P.SEE_AREAS),
    *files("/plan", P.SEE_AREAS),
    *files("/areas/<int:area_id>/plan", P.SEE_AREAS),
    *files("/actions", P.SEE_AREAS),
    *files("/areas/<int:area_id>/actions", P.SEE_AREAS),
    *files("/facilitators", P.SEE_AREAS),
    *files("/areas/<int:area_id>/facilitators", P.SEE_AREAS),
    *files("/deliveries", P.SEE_DELIVERIES),
    *files("/people", P.MANAGE_PEOPLE),
    *form("/release", P.MANAGE_PEOPLE),
    # The unit's work against its hours
    *get("/forecast", P.PLAN_SUPPORT),
    *get("/areas/<int:area_id>/brief", P.PLAN_SUPPORT),
    *get("/hand-overs/<int:handover_id>/brief", P.PLAN_SUPPORT),
    *get("/forecast/what-if", P.SEE_ANYONES_WORK),
    *form("/forecast/hours", P.DECIDE_LICENCES),
    # Deliveries
    *get("/deliveries", P.SEE_DELIVERIES),
    *get("/deliveries/sending", P.SEE_DELIVERIES),
    *form("/deliveries/held", P.HOLD_SENDING),
    *get("/deliveries/held/<int:hold_id>", P.HOLD_SENDING),
    *post("/deliveries/held/<int:hold_id>", P.HOLD_SENDING, answers=SHOWN),
    *get("/deliveries/returned", P.CORRECT_ADDRESSES),
    *form("/deliveries/returned/<int:address_id>", P.CORRECT_ADDRESSES),
    *post("/deliveries/returned/<int:address_id>/again", P.CORRECT_ADDRESSES),
    *get("/deliveries/<int:message_id>", P.SEE_DELIVERIES),
    *post("/deliveries/<int:message_id>", P.SEND_AGAIN),
    *form("/areas/<int:area_id>/start-reminders", P.START_REMINDERS),
    *form("/start-reminders", P.START_REMINDERS),
    # What will be written; a mark names a mail that is coming just now (tests/reminders/test_coming.py)
    *get("/coming-mail", P.SEE_DELIVERIES),
    *get("/areas/<int:area_id>/coming-mail", P.SEE_DELIVERIES),
    *get("/areas/<int:area_id>/coming-mail/<mark>", P.SEE_DELIVERIES, answers=ABSENT),
    *get("/areas/<int:area_id>/not-sent", P.SEE_DELIVERIES),
    *get("/me/coming-mail", SIGNED_IN),
    *get("/me/coming-mail/<mark>", SIGNED_IN, answers=ABSENT),
    *get("/people/<int:person_id>/coming-mail", P.SEE_ANYONES_WORK),
    *get("/people/<int:person_id>/coming-mail/<mark>", P.SEE_ANYONES_WORK, answers=ABSENT),
    *get("/reminders/rules", P.SEE_DELIVERIES),
    *form("/reminders/rules/add", P.CHANGE_RULES),
    *get("/reminders/rules/<rule_code>", P.SEE_DELIVERIES),
    *form("/reminders/rules/<rule_code>/change", P.CHANGE_RULES),
    # Other systems that are told
    *get("/hooks", P.MANAGE_HOOKS),
    *form("/hooks/add", P.MANAGE_HOOKS),
    *get("/hooks/<int:endpoint_id>", P.MANAGE_HOOKS),
    *form("/hooks/<int:endpoint_id>/change", P.MANAGE_HOOKS),
    *post("/hooks/<int:endpoint_id>/secret", P.MANAGE_HOOKS),
    *post("/hooks/<int:endpoint_id>/test", P.MANAGE_HOOKS),
    *post("/hooks/<int:endpoint_id>/on", P.MANAGE_HOOKS),
    *form("/hooks/<int:endpoint_id>/off", P.MANAGE_HOOKS),
    *post("/hooks/<int:endpoint_id>/sent/<int:sent_id>", P.MANAGE_HOOKS),
    *post("/hooks/<int:endpoint_id>/sent/<int:sent_id>/drop", P.MANAGE_HOOKS),
    # The old tracker
    *form("/import", P.IMPORT),
    *post("/import/portfolio", P.IMPORT, answers=SHOWN),
    *get("/import/<int:run_id>", P.IMPORT),
    *get("/import/<int:run_id>/rows", P.IMPORT),
    *form("/import/<int:run_id>/decisions", P.IMPORT),
    *post("/import/<int:run_id>/decisions/all", P.IMPORT),
    *form("/import/<int:run_id>/columns", P.IMPORT),
    *post("/import/<int:run_id>/bring-in", P.IMPORT),
    *post("/import/<int:run_id>/throw-away", P.IMPORT),
    # Registers
    *get("/training/<int:event_id>/register", P.KEEP_REGISTERS),
    *post("/training/<int:event_id>/register", P.KEEP_REGISTERS, answers=SAVED),
    *get("/training/<int:event_id>/register/all", P.KEEP_REGISTERS),
    *post("/training/<int:event_id>/register/all", P.KEEP_REGISTERS, answers=SAVED),
    *post("/training/<int:event_id>/register/taps", P.KEEP_REGISTERS, answers=SAVED),
    *get("/training/<int:event_id>/register/print", P.KEEP_REGISTERS),
    *files("/training/<int:event_id>/register", P.KEEP_REGISTERS),
    *get("/training/<int:event_id>/register/file", P.KEEP_REGISTERS),
    *post("/training/<int:event_id>/register/file", P.KEEP_REGISTERS, answers=SAVED),
    *form("/training/<int:event_id>/register/walk-in", P.KEEP_REGISTERS),
    *form("/training/<int:event_id>/register/who/<int:booking_id>", P.KEEP_REGISTERS),
    *get("/training/<int:event_id>/register/not-them/<int:booking_id>", P.KEEP_REGISTERS),
    *post("/training/<int:event_id>/register/not-them/<int:booking_id>", P.KEEP_REGISTERS, answers=ACTED | SHOWN),
    *get("/training/<int:event_id>/register/wall/<int:half_day_id>", P.KEEP_REGISTERS),
    *form("/here/<int:half_day_id>/<code>", PUBLIC, absent=GONE),
)
