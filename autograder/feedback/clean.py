"""HTML that a student may have written, made harmless.

What is left can neither run nor fetch anything, can't leave its place on the page, and can't be
linked to in place of something else: no scripts, frames or forms, no ids and classes, no styles
but a few plain ones, pictures only where their bytes are in the text. The page's own rule
(Content-Security-Policy) forbids scripts and requests once more.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

import bleach
from bleach.css_sanitizer import CSSSanitizer

_TEXT = "abbr b cite code del em i ins kbd mark q s samp small span strong sub sup tt u var"
_BLOCKS = "blockquote br details div dd dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre summary ul"
_TABLES = "caption table tbody td tfoot th thead tr"
_TAGS = frozenset(f"a img {_TEXT} {_BLOCKS} {_TABLES}".split())
_STYLES = (
    "border-bottom",
    "border-left",
    "font-weight",
    "outline",
    "padding-left",
    "text-align",
    "vertical-align",
    "white-space",
)
_ATTRIBUTES = {
    "a": ("href", "title"),
    "img": ("alt", "src", "title"),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
    "ol": ("start",),
    "details": ("open",),
}
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|svg\+xml);base64,[A-Za-z0-9+/=\s]*")
_LONGEST = 200_000
_DEEPEST = 60
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Elements that have no content, or that end where the next of them begins.
_EMPTY = ("br", "hr", "img", "input", "wbr")
_SHALLOW = {*_EMPTY, "dd", "dt", "li", "p", "tbody", "td", "tfoot", "th", "thead", "tr"}
_HEADING = re.compile(r"<(/?)h([1-6])\b")
_LOWEST = 6


def _allowed(tag: str, name: str, value: str) -> bool:
    if name == "style":
        return True  # of which the sanitiser for styles leaves a few
    if name not in _ATTRIBUTES.get(tag, ()):
        return False
    if name == "src":
        return bool(_PICTURE.fullmatch(value))
    return name != "href" or not value.strip().lower().startswith("data:")


_CLEANER = bleach.Cleaner(
    tags=_TAGS,
    attributes=_allowed,
    protocols={"http", "https", "mailto", "data"},
    strip=True,
    css_sanitizer=CSSSanitizer(allowed_css_properties=_STYLES),
)


@lru_cache(maxsize=4096)
def cleaned(text: str) -> str:
    """Give HTML that is safe to put inside one element of the page, its tags in balance."""
    if len(text) > _LONGEST or _depth(text) > _DEEPEST:
        return f"<pre>{html.escape(shortened(text))}</pre>"
    try:
        return _CLEANER.clean(text)
    except (RecursionError, ValueError, AssertionError):
        return f"<pre>{html.escape(shortened(text))}</pre>"


def _depth(text: str) -> int:
    """Estimate how deep elements are nested; parsing takes time by its square."""
    depth = deepest = 0
    for found in _TAG.finditer(text):
        if found[2].lower() not in _SHALLOW:
            depth += -1 if found[1] else 1
            deepest = max(deepest, depth)
    return deepest


def lowered(text: str, levels: int = 2) -> str:
    """Move headings some levels down, below those of the page itself."""
    return _HEADING.sub(lambda found: f"<{found[1]}h{min(_LOWEST, int(found[2]) + levels)}", text)


def shortened(text: str, longest: int = 20_000) -> str:
    """Cut a text that nobody would read to its end."""
    if len(text) <= longest:
        return text
    return f"{text[:longest]}\n... ({len(text) - longest} more characters)"
