"""Build escaped HTML elements."""

from __future__ import annotations

from markupsafe import Markup, escape

VOID = ("br", "hr", "rect", "path", "circle", "line", "use")
Child = object


def element(tag: str, *children: Child, **attributes: object) -> Markup:
    """Write one element.

    Parameters
    ----------
    tag : str
    *children : object
        Text, which is escaped, or Markup; None and empty text are left out.
    **attributes : object
        `class_` is `class`; other underscores are hyphens. None and False leave an attribute out, True writes its
        name alone.
    """
    told = "".join(_attribute(name, value) for name, value in attributes.items() if value not in (None, False, ""))
    inner = Markup("").join(escape(child) for child in children if child is not None)
    return Markup(f"<{tag}{told}/>") if tag in VOID and not inner else Markup(f"<{tag}{told}>{inner}</{tag}>")


def joined(parts: object) -> Markup:
    """Write parts one after the other."""
    return Markup("").join(escape(each) for each in parts)  # type: ignore[attr-defined]


def mark(tone: str, shape: str = "circle", **attributes: object) -> Markup:
    """A small shape in the colour of a tone; it says nothing that words beside it do not say."""
    return element("i", class_=f"mark {shape} t-{tone}", aria_hidden="true", **attributes)


def percent(share: float) -> str:
    """A length in percent, short."""
    return f"{100 * share:.1f}".removesuffix(".0") + "%"


def _attribute(name: str, value: object) -> str:
    name = name.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(value)}"'
