"""The blueprint of reviews. Apart so that each room of views may put its pages on it."""

from flask import Blueprint

blueprint = Blueprint("reviews", __name__)
