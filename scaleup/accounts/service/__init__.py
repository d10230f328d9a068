"""The acts of accounts, one concept a module. Services flush; the edge commits."""

from scaleup.accounts.service.door import ask_new_password, sign_in, sign_in_by_link
from scaleup.accounts.service.hours import keep_leave, keep_week, take_back_leave
from scaleup.accounts.service.leaving import TIDY, end_role_after, end_what_is_over, forget_spent, leave, leaving, stay
from scaleup.accounts.service.links import address_of, make_link, use_link, withdraw_links
from scaleup.accounts.service.mails import ASKED_FOR, renderers
from scaleup.accounts.service.passwords import (
    change_password,
    forget_tries,
    install_context,
    password_by_link,
    set_password,
)
from scaleup.accounts.service.people import (
    correct,
    correct_address,
    deactivate,
    deactivating,
    end_role,
    enter,
    enter_all,
    give_role,
    invite,
    invite_again,
    must_be_removable,
    must_look_after,
    note_address,
)
from scaleup.accounts.service.printed import first_administrator_link, invite_administrator, printed_links
from scaleup.accounts.service.sessions import begin, end_others, end_sessions, replace, sign_out, touch
from scaleup.accounts.service.tries import TooMany, count_token, forgive_token

__all__ = [
    "ASKED_FOR",
    "TIDY",
    "TooMany",
    "address_of",
    "ask_new_password",
    "begin",
    "change_password",
    "correct",
    "correct_address",
    "count_token",
    "deactivate",
    "deactivating",
    "end_others",
    "end_role",
    "end_role_after",
    "end_sessions",
    "end_what_is_over",
    "enter",
    "enter_all",
    "first_administrator_link",
    "forget_spent",
    "forget_tries",
    "forgive_token",
    "give_role",
    "install_context",
    "invite",
    "invite_administrator",
    "invite_again",
    "keep_leave",
    "keep_week",
    "leave",
    "leaving",
    "make_link",
    "must_be_removable",
    "must_look_after",
    "note_address",
    "password_by_link",
    "printed_links",
    "renderers",
    "replace",
    "set_password",
    "sign_in",
    "sign_in_by_link",
    "sign_out",
    "stay",
    "take_back_leave",
    "touch",
    "use_link",
    "withdraw_links",
]
