"""Pages made to break whoever reads them: nothing of them runs, grows or is loaded."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import BadInput
from tests.core.pages import PROSE, TITLE, page, read
from tests.texts_strategy import texts

_KEYS = st.sampled_from(["@type", "@id", "@graph", "headline", "author", "name", "datePublished"])
_PIECES = (
    *(
        "<p>",
        "</p>",
        "<div>",
        "</div",
        "<h1>",
        "<table><td>",
        "<ul><li>",
        "<!--",
        "-->",
        "<script>",
    ),
    *("</script>", "<svg>", "<template>", "<time class=published>", "<meta charset=utf-16>", "\0"),
    *(
        '<meta property="og:title" content="',
        '">',
        "&#xD800;",
        "&nbsp;",
        "<base href=x:>",
        "<html/>",
    ),
    *(
        "---\n",
        "title: [",
        "# ",
        "\n\n",
        "![x](",
        "Content-Type: text/html\n\n",
        PROSE[0],
        PROSE[1],
    ),
    *(
        "From: <Saved by x>\n",
        "MIME-Version: 1.0\n",
        "Content-Type: multipart/related; boundary=b\n",
    ),
    *("\n--b\n", "Content-Transfer-Encoding: base64\n", "Subject: =?x?q?=?=\n", "Date: x\n"),
)
_MARKUP = st.lists(st.sampled_from(_PIECES) | texts(max_pieces=2), max_size=20).map(
    lambda pieces: "".join(pieces).encode()
)


def test_nothing_in_a_page_grows_or_is_loaded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret of this machine")
    entities = (
        f'<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y "{"ha " * 99}"><!ENTITY z "&y;&y;">'
    )
    for before in ("", '<?xml version="1.0"?>'):
        body = "<p>&x; &z; stays.</p>" + "".join(f"<p>{one}</p>" for one in PROSE)
        source = page(body=body).replace("<!DOCTYPE html>", f"{before}<!DOCTYPE html [{entities}]>")
        text = read(source).article.text
        assert text.startswith("&x; &z; stays.")
        assert "secret" not in text


@pytest.mark.parametrize("depth", [300, 100_000])
def test_depth_is_bounded(depth: int) -> None:
    deep = "<div>" * depth + "".join(f"<p>{one}</p>" for one in PROSE)
    if depth < 1000:
        assert read(page(body=deep)).article.text == "\n\n".join(PROSE)
    else:
        with pytest.raises(BadInput, match="too deeply"):
            read(page(body=deep))


def test_pictures_in_a_page_do_not_make_it_too_large() -> None:
    picture = f'<img src="data:image/png;base64,{"A" * 21_000_000}">'
    assert read(page(body=picture + f"<p>{PROSE[0]}</p>" * 3)).article.text.startswith(PROSE[0])
    with pytest.raises(BadInput, match="more than 20 MB"):
        read(page(body="<p>" + "lie " * 5_200_000))


_WHITE = " " * 300_000


@pytest.mark.parametrize(
    "source",
    [
        _WHITE + page(),
        page().replace("<html", f"<html{_WHITE}", 1),
        "<html " * 50_000 + page(),
        page(f'<script type="application/ld+json">{{"name": "-->{_WHITE}x"}}</script>'),
    ],
    ids=["white space above", "within html", "html again and again", "in linked data"],
)
def test_nothing_in_a_page_is_looked_at_again_and_again(source: str) -> None:
    assert read(source).article.text.startswith(PROSE[0])


@pytest.mark.parametrize(
    "linked", ["[" * 50_000, '{"@type": "NewsArticle"', '{"@graph": [1, null, {"@type": 5}]}', "\0"]
)
def test_linked_data_that_is_none_states_nothing(linked: str) -> None:
    head = f'<script type="application/ld+json">{linked}</script>'
    assert read(page(head)).article.title == TITLE


_VALUES = st.recursive(
    st.none() | st.integers() | st.sampled_from(["NewsArticle", "@id", "2022-02-21"]) | texts(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=8,
)


@given(_VALUES)
def test_any_linked_data_is_read_without_harm(value: object) -> None:
    article = read(page(linked=[value, {"@type": "Article", "author": value, "headline": value}]))
    assert article.article.text


@given(st.binary(max_size=300) | _MARKUP, st.sampled_from(["html", "mhtml", "markdown"]))
def test_any_bytes_are_an_article_or_none(data: bytes, kind: str) -> None:
    with suppress(BadInput):
        article = read(data, kind=kind).article
        assert article.text.strip()
        assert article.title
        last = 0
        for start, end in article.furniture:
            assert last <= start < end <= len(article.text)
            last = end
