"""Every small fault that a rule can have: a boundary moved, a condition turned round, a word or a number changed.

A fault is made in the syntax tree of a module; `Mutant.compiled` is that module with the one fault.
"""

import ast
import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}
ORDERS = ("key", "reverse")
SAID_BY_SWAPPING = (ast.Eq, ast.NotEq, ast.Is, ast.IsNot, ast.In, ast.NotIn)
"""A condition that is one of these alone, turned round, is the same fault as the comparison swapped."""
CODE = re.compile(r"[a-z0-9_:%-]+")
"""A name, a code or a format. Every other text is words for a reader."""
Function = ast.FunctionDef
Test = ast.If | ast.IfExp | ast.While


@dataclass(frozen=True)
class Mutant:
    """One fault: in which module and where in it, what stood there and what stands there now."""

    module: str
    path: Path
    within: str
    """The function, the constant, or the field with a default."""
    line: int
    before: str
    after: str
    in_function: bool
    """Else in the value of a constant or in a default, which any test may meet."""
    whole: ast.Module
    node: ast.AST
    fault: ast.AST

    @property
    def name(self) -> str:
        """What it is known by, whatever is written above it in the file."""
        return f"{self.module.removeprefix('scaleup.')} {self.within}: {self.before} -> {self.after}"

    @property
    def is_words(self) -> bool:
        """Whether words for a reader are changed, and nothing that is decided."""
        value = self.node.value if isinstance(self.node, ast.Constant) else None
        return isinstance(value, str) and value != "" and not CODE.fullmatch(value)

    @property
    def tree(self) -> ast.Module:
        """The module with the fault; the one without stays as it is."""
        return ast.fix_missing_locations(replaced(self.whole, self.node, self.fault))

    @property
    def compiled(self) -> CodeType:
        """The module with the fault."""
        return compile(self.tree, str(self.path), "exec")


def mutants(module: str, path: Path) -> Iterator[Mutant]:
    """Every fault of the module, in the order of its lines."""
    tree = ast.parse(path.read_text())
    for within, part in parts(tree):
        for node, fault in faults_in(part):
            line = next(one.lineno for one in ast.walk(node) if isinstance(one, ast.expr | ast.stmt))
            where = (module, path, within, line)
            yield Mutant(*where, said(node), said(fault), isinstance(part, Function), tree, node, fault)


def parts(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """What can hold a fault: the functions and methods, the values of constants, the defaults of fields."""
    for node in tree.body:
        if isinstance(node, Function):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from of_class(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            name = ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
            if name.isidentifier() and name != "__all__":
                yield name, node.value


def of_class(found: ast.ClassDef) -> Iterator[tuple[str, ast.AST]]:
    """Methods, properties and defaults. The values of an enum are names, which the tables and the catalogue hold."""
    for node in found.body:
        if isinstance(node, Function):
            yield f"{found.name}.{node.name}", node
        elif isinstance(node, ast.AnnAssign) and node.value is not None and isinstance(node.target, ast.Name):
            yield f"{found.name}.{node.target.id}", node.value


def faults_in(part: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Each node of the part that can be wrong, with what is wrong."""
    for node in code_of(part):
        for fault in faults(node):
            yield node, ast.copy_location(fault, node)


def code_of(part: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run: no annotations, no docstrings, no decorators, no defaults of arguments."""
    if isinstance(part, Function):
        inner: list[ast.AST] = [one for one in part.body if not is_docstring(one)]
    elif isinstance(part, ast.AnnAssign):
        inner = [part.value] if part.value else []
        yield part
    else:
        yield part
        inner = [] if isinstance(part, ast.arguments) else list(ast.iter_child_nodes(part))
    for one in inner:
        yield from code_of(one)


def is_docstring(node: ast.AST) -> bool:
    """Whether the statement is a mere string."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def faults(node: ast.AST) -> Iterator[ast.AST]:
    """What can be wrong at this node itself."""
    if isinstance(node, ast.Compare):
        for place, op in enumerate(node.ops):
            yield changed(node, ops=[swapped(op) if n == place else one for n, one in enumerate(node.ops)])
    elif isinstance(node, ast.BoolOp | ast.BinOp | ast.AugAssign) and type(node.op) in SWAPPED:
        yield changed(node, op=swapped(node.op))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield node.operand
    elif isinstance(node, ast.Constant):
        yield from of_constant(node)
    elif isinstance(node, Test) and not said_by_swapping(node.test):
        yield changed(node, test=ast.UnaryOp(ast.Not(), node.test))
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield changed(node, ifs=node.ifs[1:])
    else:
        yield from of_act(node)


def of_constant(node: ast.Constant) -> Iterator[ast.AST]:
    """Another truth, number or word."""
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int | float):
        yield ast.Constant(node.value + 1)
    elif isinstance(node.value, str):
        yield ast.Constant(f"XX{node.value}XX")


def of_act(node: ast.AST) -> Iterator[ast.AST]:
    """A call, a return or a statement that does less."""
    if isinstance(node, ast.Return) and node.value is not None and ast.unparse(node.value) != "None":
        yield changed(node, value=ast.Constant(None))
    elif isinstance(node, ast.Continue):
        yield ast.Break()
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield ast.Pass()
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        if node.func.id in CALLS:
            yield changed(node, func=ast.Name(CALLS[node.func.id], ast.Load()))
        for left_out in [one for one in node.keywords if one.arg in ORDERS]:
            yield changed(node, keywords=[one for one in node.keywords if one is not left_out])


def said_by_swapping(test: ast.expr) -> bool:
    """Whether the condition turned round is already among the faults, or has no place to stand."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return True
    return isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], SAID_BY_SWAPPING)


def swapped(op: ast.AST) -> ast.AST:
    """The other operator."""
    return SWAPPED[type(op)]()


def changed(node: ast.AST, **fields: object) -> ast.AST:
    """The same node with these fields."""
    made = copy.copy(node)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def replaced(tree: ast.Module, node: ast.AST, fault: ast.AST) -> ast.Module:
    """The module with the fault in place of the node; the module itself stays as it is."""

    class Put(ast.NodeTransformer):
        def visit(self, one: ast.AST) -> ast.AST:
            if one is node:
                return copy.deepcopy(fault)
            made = copy.copy(one)
            for name, value in ast.iter_fields(one):
                if isinstance(value, list):
                    setattr(made, name, [self.visit(each) if isinstance(each, ast.AST) else each for each in value])
                elif isinstance(value, ast.AST):
                    setattr(made, name, self.visit(value))
            return made

    mutated = Put().visit(tree)
    assert isinstance(mutated, ast.Module)
    return mutated


def said(node: ast.AST) -> str:
    """The code, short enough for a line."""
    words = ast.unparse(node.test) if isinstance(node, Test) else ast.unparse(node)
    words = " ".join(words.split())
    return words if len(words) <= 90 else f"{words[:87]}..."
