"""The blueprint of fidelity. Apart so that each room of views may put its pages on it."""

from flask import Blueprint

blueprint = Blueprint("fidelity", __name__)
