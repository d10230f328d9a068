"""The blueprint of evaluation. Apart so that each room of views may put its pages on it."""

from flask import Blueprint

blueprint = Blueprint("evaluation", __name__)
