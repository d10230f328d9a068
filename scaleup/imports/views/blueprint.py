"""The blueprint that the import's pages hang on."""

from flask import Blueprint

blueprint = Blueprint("imports", __name__)
