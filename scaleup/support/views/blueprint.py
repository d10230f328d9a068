"""The blueprint of support. Apart so that each room of views may put its pages on it."""

from flask import Blueprint

blueprint = Blueprint("support", __name__)
