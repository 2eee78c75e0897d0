"""Titles, authors and publishers of pages that name their site, or other articles, as well."""

from factcheck.readers import Asked
from tests.core.pages import PROSE, TITLE, page, read


def test_a_site_s_name_as_the_first_heading_is_no_title() -> None:
    head = "<title>What nobody said - Rolling Times</title>"
    asked = Asked("a.html", uri="https://www.rollingtimes.com/1")
    above = "<h1>Rolling Times</h1><h1>What he never said</h1>"
    assert read(page(head, above=above), asked=asked).article.title == "What nobody said"


def test_authors_of_other_articles_are_none_of_this_one() -> None:
    named = '<a rel="author" href="/{0}">{0}</a>'
    own = f"<p>{named.format('Ada Byron')} and {named.format('B. Cohen')}</p>"
    others = "".join(f"<li><div>{named.format(one)}</div></li>" for one in ("Carl Day", "D. Eve"))
    body = "".join(f"<p>{one}</p>" for one in PROSE) + f"<ul>{others}</ul>"
    found = read(page(above=f"<h1>{TITLE}</h1>{own}", body=body))
    assert found.article.author == "Ada Byron, B. Cohen"


def test_a_title_with_a_dot_is_no_name_of_a_publisher() -> None:
    asked = Asked("a.html", uri="https://www.thepost.example/1")
    title = "Nobody lied to the U.N."
    for more in ("", " - The Post"):
        found = read(page(f"<title>{title}{more}</title>", above=f"<h1>{title}</h1>"), asked=asked)
        assert (found.article.title, found.article.publisher) == (title, "thepost.example")
