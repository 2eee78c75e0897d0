"""Web pages: the article in them, what they say of it, and where they say so."""

from collections.abc import Sequence

import pytest

from factcheck.errors import BadInput
from factcheck.readers import Asked
from factcheck.records import Date
from tests.core.pages import LEAD, PROSE, TITLE, furniture, page, read

ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2022-02-21T23:30:00+03:00",
    "dateModified": "2022-02-22T09:00:00+03:00",
    "author": [{"@type": "Person", "name": "Ada Byron"}, {"@type": "Person", "name": "B. Cohen"}],
    "publisher": {"@type": "NewsMediaOrganization", "name": "The Post"},
}


def test_the_article_is_read_without_what_stands_around_it() -> None:
    article = read(page()).article
    assert article.text == "\n\n".join(PROSE)
    assert article.source_name == "saved/page.html"
    assert (article.title, article.reader) == (TITLE, "html")
    assert article.original is not None
    assert article.original.content == page().encode()


def test_linked_data_states_what_the_article_is() -> None:
    article = read(page(linked=ARTICLE)).article
    assert article.title == TITLE
    assert article.author == "Ada Byron, B. Cohen"
    assert article.publisher == "The Post"
    assert article.published == Date("2022-02-21", "2022-02-21T23:30:00+03:00", "stated")
    assert article.language == "en"
    assert article.guessed == frozenset()
    assert article.attributes == {
        "title from": "JSON-LD headline",
        "author from": "JSON-LD author",
        "publisher from": "JSON-LD publisher",
        "published from": "JSON-LD datePublished",
        "language from": "html lang",
        "modified": "2022-02-22T09:00:00+03:00",
    }


GRAPH = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "@id": "/#site", "name": "The Post"},
        {"@type": "Person", "@id": "/#ada", "name": "Ada Byron"},
        {"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Other"}]},
        {"@type": "NewsArticle", "headline": "Another story", "datePublished": "2021-01-01"},
        {
            "@type": ["Article", "ReportageNewsArticle"],
            "headline": TITLE,
            "datePublished": "2022-02-21",
            "author": {"@id": "/#ada"},
            "publisher": {"@id": "/#site"},
        },
    ],
}


def test_of_many_linked_things_the_page_s_own_article_is_taken() -> None:
    article = read(page(linked=GRAPH)).article
    assert (article.title, article.author, article.publisher) == (TITLE, "Ada Byron", "The Post")
    assert article.published == Date("2022-02-21", "2022-02-21", "stated")


META = """<title>Kremlin calls list an absolute lie - The Post</title>
<meta property="og:title" content="Kremlin calls list an absolute lie | The Post">
<meta property="og:site_name" content="The Post">
<meta name="author" content="By Ada Byron">
<meta property="article:author" content="https://social.example/ada">
<meta property="article:published_time" content="2022-02-21T20:30:00Z">
<meta property="og:url" content="https://www.thepost.example/world/kremlin">"""


def test_without_linked_data_meta_elements_state_it() -> None:
    article = read(page(META)).article
    assert (article.title, article.author, article.publisher) == (TITLE, "Ada Byron", "The Post")
    assert article.published == Date("2022-02-21", "2022-02-21T20:30:00Z", "stated")
    assert article.uri == article.source_name == "https://www.thepost.example/world/kremlin"
    assert article.attributes["title from"] == "meta og:title"
    assert article.guessed == frozenset()


def test_without_either_elements_say_it_and_the_rest_is_guessed() -> None:
    above = (
        '<h1 itemprop="headline">A lie?</h1><p>By <a rel="author" href="/ada">Ada Byron</a>, '
        '<time itemprop="datePublished" datetime="2022-02-21 10:00">Monday</time></p>'
    )
    address = '<link rel="canonical" href="https://thepost.example/a-lie">'
    article = read(page(address, above=above, language="")).article
    assert (article.title, article.author) == ("A lie?", "Ada Byron")
    assert article.published == Date("2022-02-21", "2022-02-21 10:00", "stated")
    assert (article.publisher, article.language) == ("thepost.example", "en")
    assert article.guessed == {"publisher", "language"}
    assert article.attributes["language from"] == "text"


@pytest.mark.parametrize(
    ("stamp", "path", "other", "day"),
    [
        ("2022-02-22T02:30:00Z", "/2022/02/21/lie", "", "2022-02-21"),
        ("2022-02-22T02:30:00Z", "/2021/12/24/lie", "", "2022-02-22"),
        ("2022-02-22T02:30:00Z", "/lie", "2022-02-21T21:30:00-05:00", "2022-02-21"),
        ("2022-02-22T02:30:00-05:00", "/2022/02/21/lie", "", "2022-02-22"),
        ("21 février 2022", "/lie", "", "2022-02-21"),
        ("1970-01-01T00:00:00Z", "/lie", "2022-02-21", "2022-02-21"),
        ("il y a 3 jours", "/lie", "2022-02-21", "2022-02-21"),
        ("2022", "/lie", "2022-02-21", "2022-02-21"),
    ],
)
def test_the_day_is_the_local_one(stamp: str, path: str, other: str, day: str) -> None:
    head = (
        f'<link rel="canonical" href="https://thepost.example{path}">'
        f'<meta property="article:published_time" content="{stamp}">'
        f'<meta name="date" content="{other}">'
    )
    published = read(page(head, language=' lang="fr"')).article.published
    assert published is not None
    assert published.edtf == day


def test_a_lead_that_stands_apart_is_put_above_the_text() -> None:
    described = f'<meta name="description" content="{LEAD[:60]}…">'
    above = f'<h1>{TITLE}</h1><div class="x1">{LEAD}</div><div class="share">Share this now!</div>'
    found = read(page(described, above=above))
    assert found.article.text == "\n\n".join((LEAD, *PROSE))
    assert LEAD not in furniture(found)
    named = read(page(above=f'<header><h1>{TITLE}</h1><h2 class="sub-title">{LEAD}</h2></header>'))
    assert named.article.text == found.article.text
    hidden = f'<h1>{TITLE}</h1><aside class="x1">{LEAD}</aside>'
    assert read(page(described, above=hidden)).article.text == "\n\n".join(PROSE)


def test_what_scripts_would_draw_is_taken_from_linked_data() -> None:
    told = "\n".join((*PROSE, *PROSE[::-1]))
    drawn = read(page(body="<div id=app></div>", linked={**ARTICLE, "articleBody": told})).article
    assert drawn.text == "\n\n".join(told.split("\n"))
    assert drawn.attributes["text from"] == "JSON-LD articleBody"
    part = read(page(linked={**ARTICLE, "articleBody": told.replace("\n", " ")})).article
    assert part.text == "\n\n".join(PROSE)


def test_headings_captions_and_ways_to_other_pages_are_furniture() -> None:
    body = (
        f"<p>{PROSE[0]}</p><p>{PROSE[1]}</p><h2>What the letter says</h2><p>{PROSE[2]}</p>"
        '<p class="bildunterschrift">Diplomats in Geneva last week. Ida Lens</p>'
        '<p>Read too: <a href="/x">Moscow answers a letter that nobody has seen</a></p>'
        f"<p>{PROSE[3]}</p>"
    )
    assert furniture(read(page(body=body))) == [
        "What the letter says",
        "Diplomats in Geneva last week. Ida Lens",
        "Read too: Moscow answers a letter that nobody has seen",
    ]


def test_paragraphs_lists_and_tables_keep_their_lines() -> None:
    body = (
        f"<p>{PROSE[0]}</p><ul><li>One lie,</li><li>two lies.</li></ul>"
        f"<p>{PROSE[1]}<br>And then?</p>"
        f"<table><tr><td>Lists</td><td>none</td></tr></table><p>{PROSE[2]}</p>"
    )
    assert read(page(body=body)).article.text == (
        f"{PROSE[0]}\n\nOne lie,\ntwo lies.\n\n{PROSE[1]}\nAnd then?\n\nLists\tnone\n\n{PROSE[2]}"
    )


def test_what_is_not_seen_but_is_spelling_stays() -> None:
    words = "می‌خواهم گفت 👨‍👩‍👧 Ver\u00adwaltung"
    text = read(
        page(body=f"<p>{words}</p>" + "".join(f"<p>{one}</p>" for one in PROSE))
    ).article.text
    assert text.startswith(words)


@pytest.mark.parametrize(
    ("codec", "declared", "how", "notes"),
    [
        ("cp1251", "windows-1251", "cp1251", ()),
        ("cp1252", "iso-8859-1", "cp1252", ()),
        ("utf-8", "windows-1251", "utf-8", ("encoding_misstated",)),
        ("utf-8", "", "utf-8", ()),
        ("utf-16", "", "utf-16-le", ()),
        ("utf-8-sig", "windows-1251", "utf-8", ()),
    ],
)
def test_a_page_is_read_in_its_encoding(
    codec: str, declared: str, how: str, notes: tuple[str, ...]
) -> None:
    words = "„Это ложь“, — сказал он." if "1251" in codec else "„Das ist gelogen“ – größer als nie."
    body = "".join(f"<p>{words} {one.replace('“', '').replace('”', '')}</p>" for one in PROSE)
    source = page(body=body).replace('charset="utf-8"', f'charset="{declared}"' if declared else "")
    source = source.replace("©", "")
    found = read(source.encode(codec))
    assert found.article.text.startswith(words)
    assert (found.encoding, found.notes) == (how, notes)


def test_japanese_in_seven_bits_is_no_ascii() -> None:
    body = "".join(f"<p>首相は「{n}」と述べた。記者会見は東京で開かれた。</p>" for n in range(20))
    source = page(body=body).replace('charset="utf-8"', 'charset="iso-2022-jp"').replace("©", "")
    found = read(source.encode("iso2022_jp"))
    assert found.article.text.startswith("首相は「0」と述べた。")
    assert (found.encoding, found.notes) == ("iso2022_jp", ())


def test_a_few_broken_bytes_do_not_make_it_another_encoding() -> None:
    data = page(body="".join(f"<p>„Größe“ – {one}</p>" for one in PROSE)).encode()
    found = read(data.replace(b"Moscow", b"Mos\xe2cow"))
    assert found.article.text.startswith("„Größe“")
    assert (found.encoding, found.notes) == ("utf-8", ("characters_replaced",))
    given = read(page().encode("cp1252"), asked=Asked("a.html", encoding="cp1252"))
    assert given.encoding == "cp1252"
    with pytest.raises(BadInput, match="byte"):
        read(data.replace(b"Moscow", b"Mos\xe2cow"), asked=Asked("a.html", encoding="utf-8"))


FROM = "https://www.thepost.example/world/kremlin?x=1"
SAVED = f"<!-- saved from url=(0044){FROM} -->\n"
SINGLE = """<!--
 Page saved with SingleFile
 url: https://www.thepost.example/world/kremlin?x=1
 saved date: Mon Feb 21 2022 20:04:05 GMT+0100 (CET)
-->"""


@pytest.mark.parametrize(
    ("before", "canonical", "asked", "uri", "retrieved"),
    [
        (SAVED, "", None, FROM, None),
        (SAVED, "/world/kremlin", None, "https://www.thepost.example/world/kremlin", None),
        (
            SAVED,
            "https://agency.example/1",
            None,
            FROM,
            None,
        ),
        (SINGLE, "", None, FROM, "2022-02-21"),
        ("", "https://thepost.example/k", None, "https://thepost.example/k", None),
        ("", "javascript:alert(1)", None, None, None),
        (SAVED, "https://www.thepost.example/", None, FROM, None),
        (
            "",
            "https://other.example/",
            "https://thepost.example/k?a",
            "https://thepost.example/k?a",
            None,
        ),
    ],
)
def test_the_address_is_where_it_was_saved_from_and_what_its_site_calls_it(
    before: str, canonical: str, asked: str | None, uri: str | None, retrieved: str | None
) -> None:
    source = before + page(f'<link rel="canonical" href="{canonical}">')
    article = read(source, asked=Asked("saved/page.html", uri=asked)).article
    assert article.uri == uri
    assert article.source_name == (uri or "saved/page.html")
    assert article.retrieved_on == retrieved


def test_a_copy_of_an_agency_s_text_is_no_publication_of_the_agency() -> None:
    head = (
        '<link rel="canonical" href="https://agency.example/1">'
        '<meta property="og:url" content="https://thepost.example/k">'
    )
    article = read(page(head)).article
    assert article.uri == "https://thepost.example/k"


@pytest.mark.parametrize(
    "kept",
    [
        "https://web.archive.org/web/20220224051627/https://www.thepost.example/kremlin",
        "http://archive.today/2022.02.24-051627/https://www.thepost.example/kremlin",
    ],
)
def test_a_copy_of_an_archive_is_the_page_and_the_archive_s_address(kept: str) -> None:
    comment = f"<!-- saved from url=({len(kept):04}){kept} -->"
    for found in (read(comment + page()), read(page(), asked=Asked("a.html", uri=kept))):
        article = found.article
        assert article.uri == article.source_name == "https://www.thepost.example/kremlin"
        assert (article.archive_uri, article.retrieved_on) == (kept, "2022-02-24")


@pytest.mark.parametrize(
    ("title", "heading", "shown"),
    [
        ("A lie? - The Post", "A lie?", "A lie?"),
        ("The Post | A lie?", "Other", "A lie?"),
        ("The Post — A lie?", "A lie?", "A lie?"),
        ("NPO Japan - A lie told again", "A lie told again", "A lie told again"),
        ("一个谎言_新闻_站", "站", "一个谎言_新闻"),
        ("Moscow - a city of lies", "Other", "Moscow - a city of lies"),
        ("Lies told | World | Unheard-of Site", "Lies told", "Lies told"),
        ("Number two: Leo | Radio of Souls", "Radio of Souls", "Number two: Leo"),
        ("", "A lie?", "A lie?"),
    ],
)
def test_a_site_s_name_is_no_part_of_a_title(title: str, heading: str, shown: str) -> None:
    head = f'<title>{title}</title><meta property="og:site_name" content="The Post">'
    article = read(page(head, above=f"<h1>{heading}</h1>")).article
    assert (article.title, "title" in article.guessed) == (shown, False)


def test_a_name_that_heads_the_page_is_its_title_and_what_only_describes_it_is_none() -> None:
    described = {**ARTICLE, "headline": "spokesman of a president", "name": TITLE}
    assert read(page(linked=described)).article.title == TITLE
    assert read(page(linked={**ARTICLE, "name": "The Post"})).article.title == TITLE


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ('<p itemprop="author">By Ada Byron - Feb 21, 2022 8:02 pm UTC</p>', "Ada Byron"),
        ('<p itemprop="author">Ada Byron | Monday, February 21, 2022</p>', "Ada Byron"),
        ('<p itemprop="author">Ada Byron, May Day 2022</p>', "Ada Byron, May Day 2022"),
        ('<p class="author">By Ada Byron Monday, February 21, 2022</p>', "Ada Byron"),
        ('<p class="author">By Ada May</p>', "Ada May"),
    ],
)
def test_a_day_behind_a_name_is_no_part_of_it(byline: str, author: str) -> None:
    assert read(page(above=f"<h1>{TITLE}</h1>{byline}")).article.author == author


def test_a_site_that_names_itself_says_less_than_a_name() -> None:
    linked = {**ARTICLE, "author": {"@type": "Organization", "name": "The Post"}}
    byline = f'<h1>{TITLE}</h1><a rel="author" href="/ada">Ada Byron</a>'
    assert read(page(linked=linked, above=byline)).article.author == "Ada Byron"
    assert read(page(linked=linked)).article.author == "The Post"


GERMAN = (
    "Der Kreml nannte den Brief am Montag eine glatte Lüge und fragte, wer ihn geschrieben habe.",
    "Eine solche Liste gibt es nicht, sagte der Sprecher, und es habe sie auch niemals gegeben.",
    "In dem Schreiben an die Vereinten Nationen war von glaubhaften Hinweisen die Rede gewesen.",
    "Diplomaten in Genf wollten sich zu einem Brief, den sie nicht kannten, vorerst nicht äußern.",
    "Am Abend hieß es, man werde darauf antworten, sobald der Wortlaut ganz bekannt geworden sei.",
)


@pytest.mark.parametrize(
    ("stated", "prose", "language"),
    [
        (' lang="de-AT"', GERMAN, "de-AT"),
        (' lang="en"', GERMAN, "de, guessed"),
        ("", GERMAN, "de, guessed"),
        (' xml:lang="pt_BR"', ["Nenhuma lista, disse.", "Tudo mentira, disse."], "pt-BR"),
    ],
)
def test_a_language_is_what_is_said_unless_the_words_are_plainly_others(
    stated: str, prose: Sequence[str], language: str
) -> None:
    body = "".join(f"<p>{one}</p>" for one in prose)
    article = read(page(body=body, language=stated)).article
    guessed = ", guessed" if "language" in article.guessed else ""
    assert f"{article.language}{guessed}" == language


@pytest.mark.parametrize(
    "source",
    [
        "<html><body><div id=app></div><script>draw()</script></body></html>",
        "<!-- nothing -->",
        "<html><head><title>A lie?</title></head></html>",
    ],
)
def test_a_page_without_an_article_is_no_empty_article(source: str) -> None:
    with pytest.raises(BadInput, match="No article was found"):
        read(source)
