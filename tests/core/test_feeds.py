"""Feeds: an article for each item, with all its words; what may be cut or broken is told."""

import json
from pathlib import Path

import pytest

from factcheck.errors import BadInput
from factcheck.formats import guess
from factcheck.intake.bringing_in import Wishes, bring_in
from factcheck.project import Project
from factcheck.readers import Aside, Asked, Reading
from factcheck.readers.kinds import settled
from factcheck.records import Date, NewArticle
from tests.core.reading import Found, articles_in, found_in

ASKED = Asked("news.rss")
LONG = "The Kremlin rejects the accusation, and says so at some length. " * 12
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Desk &amp; Wire</title><link>https://example.org/</link><language>en</language>
<item>
 <title>A lie, says &lt;i&gt;Peskov&lt;/i&gt;</title><link>/1</link>
 <guid isPermaLink="false">tag:1</guid><pubDate>Mon, 21 Feb 2022 23:30:00 +0300</pubDate>
 <dc:creator>Ana</dc:creator><category>world</category><category>war</category>
 <description>A lie…</description>
 <content:encoded><![CDATA[<p>One <b>absolute</b>&nbsp;lie.</p><script>alert(1)</script>
 <ul><li>Two &amp; three.</li></ul><p>{LONG}</p>]]></content:encoded>
</item>
<item><title>Teaser</title><guid>tag:2</guid><author>ben@example.org (Ben)</author>
 <description>It goes on […]</description></item>
<item><title>Nothing but a title</title><link>https://example.org/3</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title>
<entry><id>https://example.org/a</id><title>T</title><updated>2022-02-21T10:00:00Z</updated>
<author><name>Ana</name></author><author><name>Ben</name></author>
<content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>a &lt; b</p><p>c</p></div></content>
</entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>Old</title></channel>
<item rdf:about="https://example.org/r"><title>R</title><link>https://example.org/r</link>
<description>Said in 2003.</description></item></rdf:RDF>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Wire",
    "language": "de",
    "items": [
        {
            "id": "1",
            "url": "https://example.org/j",
            "title": "J &#8216;k&#8217;",
            "content_html": "<p>Eins.</p><p>Zwei.</p>",
            "date_published": "2022-02-21T10:00:00+01:00",
            "authors": [{"name": "Ana"}, {"name": "Ben"}],
            "tags": ["a", "b"],
        },
        {"id": 2, "content_text": "Drei < vier."},
        {"id": "3", "summary": "Kurz."},
        {"id": "4"},
    ],
}


def found(data: str | bytes, asked: Asked = ASKED) -> list[Found]:
    """What a feed holds."""
    return found_in("feed", data.encode() if isinstance(data, str) else data, asked)


def alone(data: str) -> NewArticle:
    """The one article of a feed."""
    (one,) = articles_in("feed", data.encode(), ASKED)
    return one


def test_an_item_of_rss_is_an_article_with_all_its_words() -> None:
    one, two, aside = found(RSS)
    assert isinstance(one, Reading)
    article = one.article
    assert article.text.startswith("One absolute\u00a0lie.\n\nTwo & three.\n\nThe Kremlin")
    assert "alert" not in article.text
    assert article.title == "A lie, says Peskov"
    assert article.published == Date("2022-02-21", "Mon, 21 Feb 2022 23:30:00 +0300")
    assert (article.author, article.publisher, article.language) == ("Ana", "Desk & Wire", "en")
    assert article.uri == article.source_name == "https://example.org/1"
    assert article.attributes == {"guid": "tag:1", "categories": "world, war"}
    assert article.guessed <= {"furniture"}
    assert one.notes == ()
    assert isinstance(two, Reading)
    assert (two.article.source_name, two.article.author) == ("news.rss/tag:2", "Ben")
    assert two.notes == ("teaser 14",)
    assert aside == Aside("without_text", {"news.rss": 1})


@pytest.mark.parametrize(
    "parts",
    [
        "<itunes:summary>A line.</itunes:summary><content:encoded>{all}</content:encoded>",
        "<content:encoded>{all}</content:encoded><itunes:summary>A line.</itunes:summary>",
        "<content:encoded>A line.</content:encoded><description>{all}</description>",
        "<content:encoded>{all}</content:encoded><description>One. Two and three!</description>",
        "<itunes:summary>One.&lt;br clear=all&gt;&lt;br&gt;Two &amp; three.</itunes:summary>",
    ],
)
def test_the_longest_text_of_an_item_is_its_text_and_no_markup_stays_in_it(parts: str) -> None:
    words = parts.format(all="&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two &amp;amp; three.&lt;/p&gt;")
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    spaces += ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    item = f"<item><title>A &amp;#8217;t</title><author>B &amp;amp; C</author>{words}</item>"
    one = alone(f'<rss version="2.0" {spaces}><channel><title>F</title>{item}</channel></rss>')
    assert (one.text, one.title, one.author) == ("One.\n\nTwo & three.", "A ’t", "B & C")


def test_what_atom_calls_plain_is_markup_only_where_it_begins_and_ends_so() -> None:
    entry = '<entry><id>a</id><title>T</title><summary type="text">{}</summary></entry>'
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>'
    assert alone(feed.format("It ends by &lt;/p&gt;.")).text == "It ends by </p>."
    assert (
        alone(feed.format("&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;")).text == "One.\n\nTwo."
    )


def test_an_address_that_is_none_costs_no_item() -> None:
    one, *others = found(RSS.replace("<link>/1<", "<link>http://[oops<"))
    assert isinstance(one, Reading)
    assert (one.article.uri, one.article.source_name) == (None, "news.rss/tag:1")
    assert len(others) == 2


def test_an_entry_of_atom_is_an_article() -> None:
    one = alone(ATOM)
    assert one.text == "a < b\n\nc"
    assert (one.uri, one.author) == ("https://example.org/a", "Ana, Ben")
    assert one.published == Date("2022-02-21", "2022-02-21T10:00:00Z")
    assert "published" in one.guessed  # it is the day of the last change


def test_an_item_of_rdf_is_an_article() -> None:
    one = alone(RDF)
    assert (one.text, one.publisher, one.uri) == ("Said in 2003.", "Old", "https://example.org/r")


def test_an_item_of_json_is_an_article() -> None:
    one, two, three, aside = found(json.dumps(JSON))
    assert isinstance(one, Reading)
    assert isinstance(two, Reading)
    assert isinstance(three, Reading)
    article = one.article
    assert article.text == "Eins.\n\nZwei."
    assert (article.title, article.author, article.language) == ("J ‘k’", "Ana, Ben", "de")
    assert article.published == Date("2022-02-21", "2022-02-21T10:00:00+01:00")
    assert article.attributes == {"guid": "1", "categories": "a, b"}
    assert two.article.text == "Drei < vier."
    assert two.article.source_name == "news.rss/2"
    assert (one.notes, three.notes) == ((), ("teaser 5",))
    assert aside == Aside("without_text", {"news.rss": 1})


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1", "cp1252"])
def test_encodings_are_those_declared(encoding: str) -> None:
    said = "“absolute lie”, Größe" if encoding == "cp1252" else "absolute lie, Größe"
    feed = ATOM.replace("a &lt; b", said)
    declared = encoding.removesuffix("-sig")
    data = f'<?xml version="1.0" encoding="{declared}"?>{feed}'.encode(encoding)
    (one,) = articles_in("feed", data, ASKED)
    assert one.text.startswith(said)


def test_an_encoding_that_nothing_says_is_a_guess_or_given() -> None:
    said = "Der Präsident sagte: Größe zählt überall, für König und Bürger. " * 3
    data = ATOM.replace("a &lt; b", said).encode("cp1252")
    (one,) = found(data)
    assert isinstance(one, Reading)
    assert one.notes == ("encoding_guessed",)
    (one,) = found(data, Asked("a", encoding="cp1252"))
    assert isinstance(one, Reading)
    assert one.article.text.startswith(said.strip())
    assert one.notes == ()


def test_what_is_broken_is_read_as_far_as_it_goes_and_told() -> None:
    one, *_ = found(RSS[: RSS.index("<item><title>Nothing")])
    assert isinstance(one, Reading)
    assert "ill_formed" in one.notes
    assert one.article.text.startswith("One absolute")


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]><rss><channel><item><description>&a9;</description></item></channel></rss>"
)
OUTSIDE = (
    '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<rss><channel><item><description>&x;</description></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (LAUGHS, "grow without end"),
        (LAUGHS.encode("utf-16"), "grow without end"),
        (OUTSIDE, "grow without end"),
        ("", "no feed|no text"),
        ("<html><p>No feed.</p></html>", "no feed"),
        (b'<?xml version="1.0" encoding="u\xba"?><rss/>', "no feed"),
        ("<rss version='2.0'><channel/></rss>", "without items"),
        ("<rss><channel><item><title>T</title></item></channel></rss>", "but titles"),
        ("{}", "no feed"),
        ('{"items": 1}', "no feed"),
        ('{"items": [', "no JSON"),
        ('{"items":' + "[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_feed_or_a_bomb_is_refused(data: str | bytes, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        found(data)


def test_an_author_of_many_addresses_is_looked_at_once() -> None:
    author = "a@" * 100_000
    item = f"<item><author>{author}</author><description>{LONG}</description></item>"
    assert alone(f"<rss version='2.0'><channel>{item}</channel></rss>").text.strip() == LONG.strip()


def test_an_old_document_type_is_borne_and_nothing_is_fetched() -> None:
    kind = '"-//Netscape Communications//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss-0.91.dtd"'
    item = "<item><description>Old.</description></item>"
    data = f"<?xml version='1.0'?><!DOCTYPE rss PUBLIC {kind}>"
    data += f"<rss version='0.91'><channel>{item}</channel></rss>"
    assert alone(data).text == "Old."


@pytest.mark.parametrize("data", [RSS, ATOM, RDF, "\ufeff" + RSS, json.dumps(JSON), LAUGHS])
def test_a_feed_shows_by_how_it_begins(data: str, tmp_path: Path) -> None:
    assert settled("txt", data.encode()[:4096]) == "feed"
    (tmp_path / "a.xml").write_text(data)
    assert guess(tmp_path / "a.xml") == "articles"


@pytest.mark.parametrize(
    "data",
    ["<?xml version='1.0'?><html>", "<rdf:RDF xmlns:foaf='x'>", '{"version": 1}', "<!--" * 2000],
)
def test_what_begins_otherwise_is_no_feed(data: str) -> None:
    assert settled("txt", data.encode()[:4096]) != "feed"


def test_a_feed_is_imported_as_one_revision(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "wire.xml"
    path.write_text(RSS)
    report = bring_in(project, [path])
    assert (report.articles, report.revision) == (2, 1)
    said = " ".join(report.notes)
    assert "14" in said
    assert "wire.xml" in said
    one = project.articles.get(report.ids[0])
    assert (one.reader, one.source_name) == ("feed", "https://example.org/1")
    (tmp_path / "bomb.rss").write_text(LAUGHS)
    report = bring_in(project, [tmp_path], Wishes(skip_bad=True))
    assert [name for name, _ in report.skipped] == ["bomb.rss"]
