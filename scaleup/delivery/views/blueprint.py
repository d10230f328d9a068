"""The blueprint of delivery's pages."""

from flask import Blueprint

blueprint = Blueprint("delivery", __name__)
