"""The sites that can be scraped, one row each."""

from pipelines.scrapers.aizu import AIZU
from pipelines.scrapers.atcoder import ATCODER
from pipelines.scrapers.codechef import CODECHEF
from pipelines.scrapers.codeforces import CODEFORCES
from pipelines.scrapers.cses import CSES
from pipelines.scrapers.hackerearth import HACKEREARTH
from pipelines.scrapers.kattis import KATTIS
from pipelines.scrapers.site import Site

SITES: dict[str, Site] = {site.name: site for site in (CODEFORCES, ATCODER, AIZU, CODECHEF, HACKEREARTH, KATTIS, CSES)}
"""By name."""
