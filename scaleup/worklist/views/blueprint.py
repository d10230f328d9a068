"""The blueprint that the pages of My work hang on."""

from flask import Blueprint

blueprint = Blueprint("worklist", __name__)
