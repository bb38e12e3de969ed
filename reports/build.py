"""`build(results, out)`: one self-contained report.html. No script, no network, a strict content security policy."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from reports.html import Markup, el, flat
from reports.model import ReportError, Results
from reports.page import body, title

ASSETS = Path(__file__).parent / "assets"
NAME = "report.html"


def render(results: dict[str, Any]) -> str:
    """The whole page. Raises ReportError when `results` is not the results of an audit."""
    view = Results(results)
    return document(title(view), body(view))


def document(name: str, content: Markup, extra_style: str = "") -> str:
    """A self-contained page in the house style; `extra_style` is CSS that follows it."""
    font = base64.b64encode((ASSETS / "latinmodern-math-subset.woff2").read_bytes()).decode()
    style = (ASSETS / "report.css").read_text(encoding="utf-8").replace("FONT", f"data:font/woff2;base64,{font}", 1)
    style += extra_style
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; font-src data:; base-uri 'none'; "
        "form-action 'none'"
    )
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("meta", name="referrer", content="no-referrer"),
        el("title", name),
        el("style", Markup(style)),
    )
    return flat(Markup("<!DOCTYPE html>\n"), el("html", head, el("body", content), lang="en"), "\n")


def build(results: dict[str, Any], out: Path) -> Path:
    """Writes `out`/report.html by atomic rename and returns its path.

    Raises ReportError: `results` is not the results of an audit, or the folder cannot be written.
    """
    page = render(results)
    target = Path(out) / NAME
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".report-", suffix=".html", dir=target.parent)
    except OSError as error:
        raise ReportError(f"cannot write to the folder {target.parent}: {error.strerror or error}") from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(page)
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    except OSError as error:
        raise ReportError(f"cannot write {target}: {error.strerror or error}") from error
    finally:
        Path(temporary).unlink(missing_ok=True)
    return target


def main(arguments: list[str]) -> int:
    """`python -m reports.build results.json FOLDER`"""
    try:
        source, folder = arguments
        results = json.loads(Path(source).read_text(encoding="utf-8"))
        print(build(results, Path(folder)))
    except ValueError as error:
        print(f"usage: python -m reports.build results.json FOLDER ({error})", file=sys.stderr)
        return 2
    except (OSError, ReportError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
