"""A fault put into the modules that are loaded already, in a process that ends soon after."""

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from types import CodeType, FunctionType

from tests.mutation.mutants import Mutant, parts

REMEMBERS = type(cache(lambda: None))


def put_in(mutant: Mutant) -> None:
    """The product of this process has the fault from now on, and remembers nothing that was worked out before."""
    part = dict(parts(mutant.tree))[mutant.within]
    if isinstance(part, ast.FunctionDef):
        function_of(mutant).__code__ = code_named(mutant.within, mutant.compiled)
    elif "." in mutant.within:
        put_default(mutant, value_of(mutant, part))
    else:
        put_constant(mutant, value_of(mutant, part))
    forget(mutant.module.rpartition(".")[0])


def function_of(mutant: Mutant) -> FunctionType:
    """The function with the code in it, behind whatever wraps it."""
    home: object = sys.modules[mutant.module]
    for name in mutant.within.split("."):
        home = inspect.getattr_static(home, name)
    while not isinstance(home, FunctionType):
        home = next(getattr(home, way) for way in ("fget", "__wrapped__", "func", "__func__") if hasattr(home, way))
    while hasattr(home, "__wrapped__"):
        home = home.__wrapped__
    return home


def code_named(qualified: str, inside: CodeType) -> CodeType:
    """The code of the function or method."""
    for name in qualified.split("."):
        inside = next(one for one in inside.co_consts if isinstance(one, CodeType) and one.co_name == name)
    return inside


def value_of(mutant: Mutant, part: ast.AST) -> object:
    """What the expression with the fault comes to in the module."""
    assert isinstance(part, ast.expr)
    code = compile(ast.fix_missing_locations(ast.Expression(part)), str(mutant.path), "eval")
    return eval(code, dict(vars(sys.modules[mutant.module])))


def put_constant(mutant: Mutant, value: object) -> None:
    """Every module that has the constant has the faulty one."""
    right = vars(sys.modules[mutant.module])[mutant.within]
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith("scaleup.") and vars(module).get(mutant.within) is right:
            setattr(module, mutant.within, value)


def put_default(mutant: Mutant, value: object) -> None:
    """The dataclass, and those that follow it, take this where nothing is given."""
    owner, _, field = mutant.within.partition(".")
    for each in lineage(vars(sys.modules[mutant.module])[owner]):
        setattr(each, field, value)
        names = list(inspect.signature(each.__init__).parameters)
        given = list(each.__init__.__defaults__ or ())
        place = names.index(field) - len(names)
        if -len(given) <= place:
            given[place] = value
            each.__init__.__defaults__ = tuple(given)


def lineage(owner: type) -> Iterator[type]:
    """The class and those made from it."""
    yield owner
    for each in owner.__subclasses__():
        yield from lineage(each)


def forget(package: str) -> None:
    """What functions of the package remember is worked out anew."""
    for name, module in list(sys.modules.items()):
        if name.startswith(package):
            for one in vars(module).values():
                if isinstance(one, REMEMBERS):
                    one.cache_clear()
