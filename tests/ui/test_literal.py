"""Texts from outside are shown as they are; and no page shows one in another way."""

import ast
from pathlib import Path

import pytest

from sciatica_coach.ui.literal import Markdown, joined, link, listed, literal, numbered
from tests.ui.outside_texts import unescaped

UI = Path(__file__).parents[2] / "src" / "sciatica_coach" / "ui"
MODULES = sorted(UI.rglob("*.py"))
PAGES = [
    path
    for path in MODULES
    if "import streamlit" in path.read_text() and path.name != "speaking.py"  # it makes them safe
]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("Ann left.mp4", "Ann left.mp4", id="usual"),
        pytest.param("![x](y)", r"!\[x\](y)", id="picture"),
        pytest.param("**a** _b_ `c` ~d~", r"\*\*a\*\* \_b\_ \`c\` \~d\~", id="letters"),
        pytest.param("$x^2$", r"\$x^2\$", id="formula"),
        pytest.param("<img src=x>", r"\<img src=x\>", id="HTML"),
        pytest.param("&lt;", r"\&lt;", id="entity"),
        pytest.param(":smiley:", r":color[\:]smiley:", id="emoji"),
        pytest.param("a:material/home:", r"a:color[\:]material/home:", id="icon"),
        pytest.param(":red[x]", r":color[\:]red\[x\]", id="colour"),
        pytest.param("https://e.org", r"https:color[\:]//e.org", id="address"),
        pytest.param("WWW.e.org", r"WWW:color[\.]e.org", id="address without https"),
        pytest.param("a@e.org", r"a:color[\@]e.org", id="mail"),
        pytest.param("a -> b", r"a :color[\-]:color[\>] b", id="arrow"),
        pytest.param("a->b", r"a-\>b", id="no arrow"),
        pytest.param("notes.mp4: is not", "notes.mp4: is not", id="colon"),
        pytest.param("- a", r"\- a", id="list"),
        pytest.param("12. a", r"12\. a", id="numbered list"),
        pytest.param("# a #", r"\# a \#", id="heading"),
        pytest.param("a\nb", r"a\\nb", id="two lines"),
        pytest.param("a\u202eb", r"a\\u202eb", id="turned round"),
        pytest.param("a\\b", r"a\\b", id="backslash"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_literal(text, shown):
    assert literal(text) == shown
    assert literal(literal(text)) == shown


def test_lists_of_texts():
    assert joined(" ", [literal("*"), Markdown("**a**")]) == r"\* **a**"
    assert listed(["a", "*", Markdown("*")]) == "- a\n- \\*\n- *"
    assert numbered(["a", "b*"]) == "1. a\n2. b\\*"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://e.org/a_(b)?c=d", r"[a\*b](<https://e.org/a_(b)?c=d>)"),
        ("javascript:alert(1)", r"a\*b"),
        ("https://e.org/>[x](https://evil.example)", r"a\*b"),
        ("https://e.org/a b", r"a\*b"),
        ("https://e.org/\u202e", r"a\*b"),
        ("", r"a\*b"),
    ],
)
def test_only_an_address_of_the_web_is_linked(url, shown):
    assert link("a*b", url) == shown


def test_there_are_pages():
    assert {"review.py", "choosing.py", "own_range.py", "summary.py"} <= {p.name for p in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(UI).as_posix())
def test_no_page_shows_a_text_from_outside_as_markdown(page):
    assert unescaped(page, MODULES) == []


@pytest.mark.parametrize(
    ("written", "is_safe"),
    [
        ("st.header(name)", False),
        ("st.header(literal(name))", True),
        ("st.header(exercise.name)", False),
        ("st.header(body=exercise.name)", False),
        ("st.header('Text', help=exercise.name)", False),
        ("st.header(f'**{name}**')", False),
        ("st.header(f'**{literal(name)}**')", True),
        ("st.header(f'{share:.0%}')", True),
        ("st.header(say('{name}', name=name))", True),
        ("st.header(Markdown(name))", False),
        ("words = say('a')\n    st.header(words)", True),
        ("words = name\n    st.header(words)", False),
        ("words = say('a')\n    words = name\n    st.header(words)", False),
        ("st.header(' '.join(names))", False),
        ("st.columns(2)[0].button(name)", False),
        ("st.image('x', caption=name)", False),
        ("st.pills('a', names)", False),
        ("st.pills('a', names, format_func=literal)", True),
        ("st.pills('a', names, format_func=names.__getitem__)", False),
        ("st.tabs(names)", False),
        ("st.header(marked)", True),
        ("st.header(told())", True),
        ("st.header(other())", False),
        ("st.file_uploader('a')", False),
        ("st.html(name)", False),
        ("st.markdown('a', unsafe_allow_html=True)", False),
    ],
)
def test_the_check_finds_what_is_not_escaped(tmp_path, written, is_safe):
    page = tmp_path / "page.py"
    page.write_text(
        "def told() -> Markdown: ...\n"
        "def other() -> str: ...\n"
        f"def page(name, names, exercise, share, marked: Markdown):\n    {written}\n"
    )
    assert ast.parse(page.read_text())
    assert (unescaped(page, [*MODULES, page]) == []) == is_safe
