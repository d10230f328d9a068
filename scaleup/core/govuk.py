"""GOV.UK Frontend's macros, called from Python. Apart because they need an environment of their own.

They probe keys that are absent, which our templates, being strict about undefined names, refuse to do.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import cast

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

ENVIRONMENT = Environment(
    loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
    autoescape=True,
    auto_reload=False,  # else each macro asks the disk, dozens of times a page, whether what is installed has changed
    undefined=ChainableUndefined,
)


def draw(component: str, params: Mapping[str, object]) -> Markup:
    """The component ("date-input") as HTML, from the parameters of its Nunjucks namesake."""
    return macro(component)(params)


@cache
def macro(component: str) -> Callable[[Mapping[str, object]], Markup]:
    """The component's macro, compiled once a process."""
    template = ENVIRONMENT.get_template(f"govuk_frontend_jinja/components/{component}/macro.html")
    name = "govuk" + "".join(word.capitalize() for word in component.split("-"))
    return cast("Callable[[Mapping[str, object]], Markup]", getattr(template.module, name))
