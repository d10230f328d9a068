"""The blueprint of reminders, apart so that each module of views can hang on it."""

from flask import Blueprint

blueprint = Blueprint("reminders", __name__)
