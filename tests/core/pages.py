"""A page as news sites make them: what is said of it can be given, left out or contradicted."""

import json
from io import BytesIO

from factcheck.readers import Asked, Reading, reader

PROSE = (
    "The Kremlin on Monday rejected what it called an absolute lie about lists of people.",
    "“Such a list does not exist, this is a fake,” the spokesman told reporters in Moscow.",
    "A letter to the United Nations had said that there was credible information about such lists.",
    "Diplomats in Geneva said they would not comment on a letter that they had not seen so far.",
)
TITLE = "Kremlin calls list an absolute lie"
LEAD = "The spokesman says that no such list exists, and asks who wrote the letter."


def page(
    head: str = "",
    *,
    body: str | None = None,
    above: str = f"<h1>{TITLE}</h1>",
    linked: object = None,
    language: str = ' lang="en"',
) -> str:
    """A page; `above` is what stands over its prose, `linked` becomes JSON-LD."""
    script = f'<script type="application/ld+json">{json.dumps(linked)}</script>' if linked else ""
    prose = "".join(f"<p>{one}</p>\n" for one in PROSE) if body is None else body
    return f"""<!DOCTYPE html>
<html{language}><head><meta charset="utf-8">{head}{script}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<main><article>{above}
<div class="article-body">{prose}</div></article></main>
<footer>© 2022 The Post. All rights reserved.</footer></body></html>"""


def read(source: str | bytes, *, kind: str = "html", asked: Asked | None = None) -> Reading:
    """Read what one file holds, which must be one article."""
    data = source.encode() if isinstance(source, str) else source
    (found,) = reader(kind).read(BytesIO(data), asked or Asked("saved/page.html"))
    assert isinstance(found, Reading)
    return found


def furniture(reading: Reading) -> list[str]:
    """The stretches that are furniture, in words."""
    return [reading.article.text[start:end] for start, end in reading.article.furniture]
