"""Finds calls of Streamlit with a text that may come from outside and was not made literal.

It reads the source: a text is safe if it is written there, or made by a function that gives
`Markdown`. What `Markdown(...)` itself is made of is looked at as well.
"""

import ast
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

_ONE_TEXT = """
title header subheader markdown write caption info warning error success spinner expander popover
button form_submit_button download_button link_button checkbox toggle radio selectbox multiselect
segmented_control pills number_input text_input text_area slider status toast tabs badge dialog
"""
_TEXTS = {
    **dict.fromkeys(_ONE_TEXT.split(), (0,)),
    "metric": (0, 1),
    "progress": (1,),
    "image": (),
    "html": (0,),
}
"""Which arguments of Streamlit's functions are Markdown, by their place."""
_KEYWORDS = {"body", "label", "text", "caption", "help", "placeholder", "value", "options"}
_CHOICES = {"radio", "segmented_control", "pills"}
"""Their options are Markdown; those of a `selectbox` are not."""
_NO_TEXT = {"number_input": {"value"}, "checkbox": {"value"}, "selectbox": {"options"}}
_FORBIDDEN = {"file_uploader", "camera_input", "audio_input", "chat_input"}
"""They hold files in memory."""
_SAFE = {"literal", "joined", "listed", "numbered", "link", "say_each"}
_STYLE = {"_STYLE"}
"""The app's own style sheet."""


def unescaped(page: Path, pages: Iterable[Path]) -> list[str]:
    """Each call at fault in a page: line, and what stands there."""
    known = _SAFE | {name for each in pages for name in _markdown_functions(each)}
    tree = ast.parse(page.read_text(encoding="utf-8"))
    return [
        f"line {fault.lineno}: {ast.unparse(fault)}"
        for scope in _scopes(tree)
        for fault in _Scope(scope, known).faults()
    ]


def _markdown_functions(page: Path) -> Iterator[str]:
    for each in ast.walk(ast.parse(page.read_text(encoding="utf-8"))):
        if isinstance(each, ast.FunctionDef) and _is_markdown(each.returns):
            yield each.name


def _is_markdown(annotation: ast.expr | None) -> bool:
    return annotation is not None and ast.unparse(annotation) in ("Markdown", "list[Markdown]")


def _scopes(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """Every function that stands in no other one."""
    for each in tree.body:
        if isinstance(each, ast.FunctionDef):
            yield each
        if isinstance(each, ast.ClassDef):
            yield from (part for part in each.body if isinstance(part, ast.FunctionDef))


class _Scope:
    """One function, with the functions in it."""

    def __init__(self, function: ast.FunctionDef, known: set[str]) -> None:
        self._function = function
        self._known = known
        self._values: dict[str, list[ast.expr]] = {}
        self._marked: set[str] = set()
        for each in ast.walk(function):
            self._note(each)

    def faults(self) -> Iterator[ast.Call]:
        for each in ast.walk(self._function):
            if isinstance(each, ast.Call) and not self._is_call_safe(each):
                yield each

    def _note(self, node: ast.AST) -> None:
        if isinstance(node, ast.arg) and _is_markdown(node.annotation):
            self._marked.add(node.arg)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            if "Markdown" in ast.unparse(node.annotation):
                self._marked.add(node.target.id)
            elif node.value is not None:
                self._values.setdefault(node.target.id, []).append(node.value)
        if isinstance(node, ast.Assign | ast.NamedExpr):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Name):
                    self._values.setdefault(target.id, []).append(node.value)

    def _is_call_safe(self, call: ast.Call) -> bool:
        name = _name(call.func)
        if name == "Markdown":
            return all(map(self._is_made_of_safe, call.args))
        if not isinstance(call.func, ast.Attribute):
            return True
        if name in _FORBIDDEN or any(each.arg == "unsafe_allow_html" for each in call.keywords):
            return False
        if name not in _TEXTS or _root(call.func) in ("self", "visit"):
            return True
        places: Sequence[int] = _TEXTS[name]
        texts = [call.args[place] for place in places if place < len(call.args)]
        named = {each.arg: each.value for each in call.keywords if each.arg}
        skipped = _NO_TEXT.get(name, set())
        texts += [value for key, value in named.items() if key in _KEYWORDS - skipped]
        if name in _CHOICES:
            texts.append(named.get("format_func") or call.args[1])
        return all(map(self._is_safe, texts))

    def _is_made_of_safe(self, text: ast.expr) -> bool:
        """Also joined of parts, of which each is safe."""
        if isinstance(text, ast.Call) and _name(text.func) == "join" and text.args:
            return self._is_safe(text.args[0])
        return self._is_safe(text)

    def _is_safe(self, text: ast.expr) -> bool:  # noqa: PLR0911  # one a kind of expression
        match text:
            case ast.Constant():
                return True
            case ast.JoinedStr(values=parts):
                return all(map(self._is_safe, parts))
            case ast.FormattedValue(value=value, format_spec=spec):
                return spec is not None or self._is_safe(value)
            case ast.BinOp(left=left, right=right):
                return self._is_safe(left) and self._is_safe(right)
            case ast.IfExp(body=one, orelse=other):
                return self._is_safe(one) and self._is_safe(other)
            case ast.BoolOp(values=values):
                return all(map(self._is_safe, values))
            case ast.List(elts=parts) | ast.Tuple(elts=parts):
                return all(map(self._is_safe, parts))
            case ast.ListComp(elt=part) | ast.GeneratorExp(elt=part):
                return self._is_safe(part)
            case ast.Starred(value=value) | ast.Lambda(body=value):
                return self._is_safe(value)
            case _:
                return self._is_known(text)

    def _is_known(self, text: ast.expr) -> bool:
        match text:
            case ast.Name(id=name):
                values = self._values.get(name, [])
                is_made = bool(values) and all(map(self._is_safe, values))
                return name in self._marked | _STYLE | self._known or is_made
            case ast.Subscript(value=value, slice=part):
                is_constant = (_name(value) or "a").lstrip("_").isupper()
                return is_constant or (isinstance(part, ast.Slice) and self._is_safe(value))
            case ast.Call(func=ast.Name(id="range")):
                return True
            case ast.Call(func=function) as call:
                name = _name(function)
                return name in self._known or (name == "Markdown" and self._is_call_safe(call))
            case ast.Attribute(attr=name):
                return name in ("complete_reps",)
            case _:
                return False


def _name(function: ast.expr) -> str | None:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return None


def _root(function: ast.expr) -> str | None:
    while isinstance(function, ast.Attribute | ast.Call | ast.Subscript):
        function = function.func if isinstance(function, ast.Call) else function.value
    return function.id if isinstance(function, ast.Name) else None
