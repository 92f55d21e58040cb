"""What a model writes while it is being trained, for a person to read."""

from __future__ import annotations

from collections.abc import Callable

from model.configuration import Config
from model.data.reading import Statement, statements
from model.network.layout import Params
from model.sampling.draws import Cut
from model.sampling.sampler import Sampler
from model.sampling.wanted import Prompts, Settings
from model.tokenizer import Tokenizer

MOST_PROBLEMS = 2
SAMPLES = 2
"""Of a problem: one for each language where there are two."""


def shown(config: Config, tokenizer: Tokenizer) -> Callable[[Params, int], str] | None:
    """A function of parameters and step that samples for the first problems of `valid`, of `train` where there are none.

    None where nothing is asked for (`sample_every` 0) or there is no statement to write for. The same parameters and step give
    the same text.
    """
    chosen = _chosen(config) if config.train.sample_every else []
    if not chosen:
        return None

    def write(params: Params, step: int) -> str:
        settings = Settings(
            samples=SAMPLES, seed=step, languages=config.data.languages, ratings="true", tags="true", prompt_samples=1
        )
        prompts = Prompts(settings, tokenizer, config, ())
        wanted = [one for statement in chosen for one in prompts.of(statement, 0, 1)]
        sampler = Sampler(config.model, params, Cut(), slots=len(wanted), group=1)
        written = sorted(sampler.sample(wanted), key=lambda one: (one.wanted.problem, one.draw.sample_id))
        return "\n\n".join(
            f"== {one.wanted.problem}, {one.wanted.language}{'' if one.ended else ', cut off'}\n{tokenizer.decode(one.tokens)}"
            for one in written
        )

    return write


def _chosen(config: Config) -> list[Statement]:
    found: list[Statement] = []
    for split in ("valid", "train"):
        for path in config.data.dataset:
            for statement in statements(path, split, programs=False):
                if statement.description.strip():
                    found.append(statement)
                if len(found) == MOST_PROBLEMS:
                    return found
        if found:
            break
    return found
