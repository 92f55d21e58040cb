"""The lists of AtCoder Problems, which know of AtCoder's contests and problems, and how hard these are, as JSON."""

from __future__ import annotations

import re

from pipelines.demo.site.answers import Answer, Asked, data
from pipelines.demo.site.looks.atcoder_words import screen_name, task_name


def contests(asked: Asked, _: re.Match[str]) -> Answer:
    """`contests.json`: all contests, the oldest first."""
    return data(
        [
            {
                "id": screen_name(contest.number),
                "start_epoch_second": int(contest.start.timestamp()),
                "duration_second": 7200,
                "title": contest.name,
                "rate_change": " ~ 1999",
            }
            for contest in reversed(asked.catalogue.contests)
        ]
    )


def problems(asked: Asked, _: re.Match[str]) -> Answer:
    """`problems.json`: all problems."""
    return data(
        [
            {
                "id": task_name(entry),
                "contest_id": screen_name(entry.contest),
                "problem_index": entry.index,
                "name": entry.title,
                "title": f"{entry.index}. {entry.title}",
            }
            for entry in asked.catalogue.entries
        ]
    )


def models(asked: Asked, _: re.Match[str]) -> Answer:
    """`problem-models.json`: difficulties on the scale of AtCoder's ratings; ours are the same numbers."""
    return data(
        {
            task_name(entry): {"slope": -0.0005, "intercept": 7.5, "difficulty": entry.rating, "is_experimental": False}
            for entry in asked.catalogue.entries
        }
    )
