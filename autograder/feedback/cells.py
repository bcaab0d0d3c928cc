"""A notebook's cells as HTML. What all students' notebooks share is worked out once a process."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from nbconvert.filters import strip_ansi
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from autograder.feedback.clean import cleaned, lowered, shortened

_LONGEST = 50_000
_FORMATTER = HtmlFormatter(cssclass="source")
_LEXER = PythonLexer()
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+")
_PICTURES = ("image/png", "image/jpeg")


class FormulasAsWritten(IPythonRenderer):
    """Shows formulas as their TeX: what would draw them has to be fetched from a server."""

    def inline_math(self, body: str) -> str:
        """Give a formula in a line."""
        return f"<code>{html.escape(body.strip())}</code>"

    def block_math(self, body: str) -> str:
        """Give a formula that stands alone."""
        return f"<pre>{html.escape(body.strip())}</pre>"


def prose(cell: NotebookNode) -> str:
    """Give a prose cell's HTML, cleaned; formulas stay as they are written."""
    attachments = cell.get("attachments") or {}
    return markdown(cell.source, json.dumps(attachments) if attachments else "")


@lru_cache(maxsize=4096)
def markdown(source: str, attachments: str = "") -> str:
    """Give Markdown's HTML, cleaned; `attachments` are a cell's, as JSON."""
    if len(source) > _LONGEST:
        return text(source)
    renderer = FormulasAsWritten(
        escape=False,
        attachments=json.loads(attachments) if attachments else {},
        exclude_anchor_links=True,
    )
    try:
        rendered = MarkdownWithMath(renderer=renderer).render(source)
    except Exception:  # whatever a student wrote, the page is made
        return text(source)
    return lowered(cleaned(rendered))


@lru_cache(maxsize=4096)
def code(source: str) -> str:
    """Give code in colours, which the page's style sheet knows for light and dark."""
    if len(source) > _LONGEST:
        return text(source)
    return highlight(source, _LEXER, _FORMATTER)


def text(content: str) -> str:
    """Give plain text, without the codes by which terminals colour it."""
    return f"<pre>{html.escape(shortened(strip_ansi(content)))}</pre>"


def outputs(cell: NotebookNode, plain: bool = False) -> list[str]:
    """Give the HTML of a code cell's outputs, those that show something; `plain`: their text."""
    found = [_output(output, plain) for output in cell.get("outputs", [])]
    return [shown for shown in found if shown]


def _output(output: NotebookNode, plain: bool) -> str:
    kind = output.get("output_type")
    if kind == "stream":
        return text(_joined(output.get("text", "")))
    if kind == "error":
        lines = output.get("traceback") or [f"{output.get('ename')}: {output.get('evalue')}"]
        return text("\n".join(map(str, lines)))
    data = output.get("data", {})
    return _data({"text/plain": data.get("text/plain", "")} if plain else data)


def _data(data: Mapping[str, Any]) -> str:
    """Show the richest form that can be shown safely: markup, a picture, or text."""
    plain = _joined(data.get("text/plain", ""))
    if "text/html" in data:
        return lowered(cleaned(_joined(data["text/html"])))
    if "image/svg+xml" in data:
        return _svg(_joined(data["image/svg+xml"]), plain)
    for kind in _PICTURES:
        if kind in data and _BASE64.fullmatch(_joined(data[kind])):
            return _picture(kind, _joined(data[kind]), plain)
    if "text/markdown" in data:
        return markdown(_joined(data["text/markdown"]))
    return text(plain) if plain else ""


def _svg(drawing: str, plain: str) -> str:
    """Show a drawing as a picture: in an `img` it can run nothing and fetch nothing."""
    return _picture("image/svg+xml", base64.b64encode(drawing.encode()).decode(), plain)


def _picture(kind: str, content: str, plain: str) -> str:
    alt = plain if plain and not plain.startswith("<") else "A picture that the code made"
    return (
        f'<img src="data:{kind};base64,{re.sub(chr(92) + "s", "", content)}" '
        f'alt="{html.escape(shortened(alt, 500))}">'
    )


def _joined(value: object) -> str:
    """Join a text that may be given as lines."""
    return "".join(map(str, value)) if isinstance(value, list) else str(value)
