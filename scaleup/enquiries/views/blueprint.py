"""The blueprint that the pages of enquiries hang on."""

from flask import Blueprint

blueprint = Blueprint("enquiries", __name__)
