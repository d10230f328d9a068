"""The blueprint of accounts: the door, one's own page, people and access."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)
