"""The blueprint that the pages of milestones hang on."""

from flask import Blueprint

blueprint = Blueprint("milestones", __name__)
