"""Pages of HackerEarth's problems as they looked at different times, with text of our own."""

from __future__ import annotations

from html import escape

from tests.pipelines.scrapers.sheets import Sheet, plain_pre
from tests.pipelines.scrapers.site_markup import hackerearth_page

_SIDE = (
    '<div class="input-output right-border"><div class="form-label"><div class="weight-600 light float-left">{label}</div>'
    '<div class="input-output-opt float-right"><a class="tool-tip" title="Download"><i class="fa fa-link"></i></a></div>'
    '<div class="clear"></div></div><div class="dark">{pre}</div></div>'
)


def _sides(sheet: Sheet, around: str = "{}") -> str:
    return "".join(
        around.format(
            _SIDE.format(label="Sample Input", pre=plain_pre(test.input))
            + _SIDE.format(label="<em>SAMPLE OUTPUT</em>", pre=plain_pre(test.output))
        )
        for test in sheet.samples
    )


def _limits(sheet: Sheet) -> str:
    said = (f"Time Limit: {sheet.time} for each input file", f"Memory Limit: {sheet.memory}", "Source Limit: 1024 KB")
    return "".join(f'<div class="margin-top-4">{one}</div>' for one in (*said, "Allowed Languages: Bash, C, Python 3.8"))


def assessment(sheet: Sheet) -> str:
    """With further samples in windows, which the page's script fills."""
    window = (
        '<div class="sample-test-case"><div class="view-sample-test-case"><div class="sample-title">Sample input 2</div>'
        '<div class="sample-data"><div style="height: 220px; overflow: auto"><pre>1</pre><pre>2</pre></div></div>'
        '<div class="sample-title">Sample output 2</div><div class="sample-data"><pre>3</pre></div></div></div>'
    )
    samples = _sides(sheet, '<div class="less-margin-2 input-output-container">{}<div class="clear"></div></div>')
    return (
        f'<html><body><h1>Assessment</h1><div class="problem-statement"><div class="large">{escape(sheet.title)}</div>'
        f'<div class="description">{sheet.body}</div>{samples}<textarea class="text-area-to-copy">x</textarea></div>{window}'
        '<div class="small"><span class="bold">Note: </span><span>Your code is run against hidden test cases.</span></div>'
        f'<div class="margin-top-10 light small problem-solution-limits">{_limits(sheet)}</div></body></html>'
    )


def unboxed(sheet: Sheet) -> str:
    """Samples without the element around them."""
    return (
        f'<html><body><h1 id="problem-title">{escape(sheet.title)}</h1><div class="problem-description">{sheet.body}</div>'
        f'{_sides(sheet)}<div class="problem-guidelines">{_limits(sheet)}</div></body></html>'
    )


def unnamed(sheet: Sheet) -> str:
    """Hardly a class that is known: everything is found by what it says."""
    samples = "".join(
        f"<h3>Sample Input</h3>{plain_pre(test.input)}<h3>Sample Output</h3>{plain_pre(test.output)}" for test in sheet.samples
    )
    return (
        f"<html><head><title>{escape(sheet.title)} | Practice Problems | HackerEarth</title></head><body>"
        f'<div class="q question-description">{sheet.body}</div>{samples}'
        f"<section><p>Time limit: {sheet.time}</p><p>Memory limit: {sheet.memory}</p></section></body></html>"
    )


HACKEREARTH_LAYOUTS = {
    "today": hackerearth_page,
    "old": lambda sheet: hackerearth_page(sheet, old=True),
    "assessment": assessment,
    "unboxed": unboxed,
    "unnamed": unnamed,
}
