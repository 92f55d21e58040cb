"""Samples of a dataset's problems into a folder of parquet files, part by part: what is there already is not made again.

    OUTPUT/samples-00000-of-00012.parquet   layout `schemas.samples.SAMPLES`; of a model that writes inputs CLUSTER_INPUTS
    OUTPUT/settings.json                    what it was made with; another command with other settings is refused

A part is made by itself, from empty slots, so it comes out the same whether the run was interrupted or not.
"""

from __future__ import annotations

import dataclasses
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from model.data.reading import Statement, manifest_digest, statements
from model.prompts import NAMES, popular_tags
from model.sampling.checkpoints import Model
from model.sampling.sampler import Sampler, Written
from model.sampling.scoring import scores
from model.sampling.wanted import Prompts, Settings, Wanted
from schemas.language import Language
from schemas.problem import Split
from schemas.samples import Sample, write_cluster_inputs, write_samples

SETTINGS = "settings.json"
PART_SAMPLES = 4096
"""Samples of a part, about: what is lost at most by an interruption."""
LANGUAGES: dict[str, Language] = {name: language for language, name in reversed(NAMES.items())}
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Part:
    """The prompts of one file: of one checkpoint, some problems."""

    number: int
    model: int
    wanted: tuple[Wanted, ...]


@dataclass(slots=True)
class Summary:
    """What was sampled, by this call alone. `cut_prompts`: those whose statement the encoder had no room for."""

    parts: int = 0
    parts_there: int = 0
    samples: int = 0
    tokens: int = 0
    unended: int = 0
    cut_prompts: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


def sample(
    models: Sequence[Model],
    dataset: Path,
    split: Split,
    settings: Settings,
    output: Path,
    *,
    problems: Sequence[str] = (),
    slots: int = 64,
    score: bool = False,
    part_samples: int = PART_SAMPLES,
    say: Say = print,
) -> Summary:
    """Sample for every problem of a split, or for those named.

    Raises ValueError for a name that is none of a problem, models of different kinds, or an output of other settings.
    """
    writes = {model.config.data.kind == "inputs" for model in models}
    if len(writes) != 1:
        raise ValueError("some of the models write programs and some inputs of tests: sample from them one after the other")
    writes_inputs = writes.pop()
    if score and (writes_inputs or not all("value" in model.params for model in models)):
        raise ValueError("--score: a model without a value head (model.value_blocks = 0) cannot score samples")
    chosen = _chosen(dataset, split, problems)
    parts = _parts(models, chosen, settings, _popular(dataset), part_samples)
    _claim(output, _described(models, dataset, split, settings, problems, slots, score, part_samples))
    summary = Summary()
    start = time.monotonic()
    samplers: dict[int, Sampler] = {}
    for part in parts:
        target = output / f"samples-{part.number:05}-of-{len(parts):05}.parquet"
        if target.exists():
            summary.parts_there += 1
            continue
        if part.model not in samplers:
            samplers = {part.model: _sampler(models[part.model], settings, slots)}  # one model's caches at a time
        written = _in_order(part, samplers[part.model].sample(part.wanted))
        _write(target, models[part.model], written, writes_inputs=writes_inputs, score=score)
        _count(summary, part, written)
        summary.seconds = time.monotonic() - start
        say(f"part {part.number + 1}/{len(parts)}: {summary.samples} samples, {summary.tokens / summary.seconds:.0f} tokens/s")
    return summary


def _chosen(dataset: Path, split: Split, names: Sequence[str]) -> list[Statement]:
    found = [one for one in statements(dataset, split.value, programs=False) if one.description.strip()]
    if not found:
        raise ValueError(f"{dataset}: no problem of the split {split.value} has a statement: choose another --split")
    missing = sorted(set(names) - {one.name for one in found})
    if missing:
        raise ValueError(f"no problem {missing[0]!r} in the split {split.value} of {dataset}")
    return [one for one in found if not names or one.name in names]


def _popular(dataset: Path) -> tuple[tuple[str, ...], ...]:
    """The combinations of tags to draw from: those of the training problems, which are the ones that a model knows."""
    return popular_tags(one.tags for one in statements(dataset, Split.TRAIN.value, programs=False))


def _parts(
    models: Sequence[Model], chosen: Sequence[Statement], settings: Settings, popular: Sequence[tuple[str, ...]], size: int
) -> list[Part]:
    """Prompts cut into parts: none holds two models' prompts, and a problem's lie together."""
    parts: list[Part] = []
    for number, model in enumerate(models):
        prompts = Prompts(settings, model.tokenizer, model.config, popular)
        held: list[Wanted] = []
        for statement in chosen:
            held += prompts.of(statement, number, len(models))
            if sum(len(one.draws) for one in held) >= size:
                parts.append(Part(len(parts), number, tuple(held)))
                held = []
        if any(one.draws for one in held):
            parts.append(Part(len(parts), number, tuple(held)))
    return parts


def _sampler(model: Model, settings: Settings, slots: int) -> Sampler:
    group = 1
    while 2 * group <= min(settings.prompt_samples // 2, 16, slots):  # small enough that slots are refilled
        group *= 2
    return Sampler(model.config.model, model.params, settings.cut, slots=slots, group=group, longest=settings.tokens)


def _in_order(part: Part, written: Iterator[Written]) -> list[Written]:
    places = {(one.problem, draw.sample_id): number for number, one in enumerate(part.wanted) for draw in one.draws}
    return sorted(written, key=lambda one: (places[one.wanted.problem, one.draw.sample_id], one.draw.sample_id))


def _write(target: Path, model: Model, written: Sequence[Written], *, writes_inputs: bool, score: bool) -> None:
    """The file, whole or not at all."""
    fresh = target.with_name(f".{target.name}.part")
    told: Sequence[float | None] = [None] * len(written)
    if score:
        told = scores(model.config.model, model.params, [(one.wanted.unsaid, one.tokens) for one in written])
    with fresh.open("wb") as file:
        if writes_inputs:
            texts: dict[str, dict[str, None]] = {}
            for one in written:
                if one.ended:  # half of an input is no input
                    texts.setdefault(one.wanted.problem, {})[model.tokenizer.decode(one.tokens)] = None
            write_cluster_inputs(file, {name: tuple(found) for name, found in texts.items()})
        else:
            write_samples(file, (_sample(model, one, value) for one, value in zip(written, told, strict=True)))
    os.replace(fresh, target)


def _sample(model: Model, one: Written, score: float | None) -> Sample:
    facts = one.wanted.facts
    return Sample(
        problem=one.wanted.problem,
        sample_id=one.draw.sample_id,
        language=LANGUAGES[one.wanted.language],
        source=model.tokenizer.decode(one.tokens),
        prompt=model.tokenizer.decode(one.wanted.tokens),
        rating=facts.rating,
        tags=facts.tags,
        temperature=one.draw.temperature,
        seed=one.draw.seed,
        log_probability=one.log_probability,
        length=len(one.tokens),
        score=score,
        checkpoint=model.identity,
    )


def _count(summary: Summary, part: Part, written: Sequence[Written]) -> None:
    summary.parts += 1
    summary.samples += len(written)
    summary.tokens += sum(len(one.tokens) + one.ended for one in written)
    summary.unended += sum(not one.ended for one in written)
    summary.cut_prompts += sum(one.cut > 0 for one in part.wanted)
    summary.languages.update(one.wanted.language for one in written)


def _described(
    models: Sequence[Model],
    dataset: Path,
    split: Split,
    settings: Settings,
    problems: Sequence[str],
    slots: int,
    score: bool,
    part_samples: int,
) -> dict[str, Any]:
    """All that the samples depend on."""
    return {
        "models": [model.identity for model in models],
        "tokenizers": [model.tokenizer.digest for model in models],
        "dataset": manifest_digest(dataset) or str(dataset),
        "split": split.value,
        "problems": sorted(problems),
        "slots": slots,
        "score": score,
        "part_samples": part_samples,
        **json.loads(json.dumps(dataclasses.asdict(settings))),
    }


def _claim(output: Path, described: dict[str, Any]) -> None:
    """Note what the output is made with. Raises ValueError where it was begun with something else."""
    path = output / SETTINGS
    if path.exists():
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            found = {}
        found = found if isinstance(found, dict) else {}
        other = sorted(key for key in {*found, *described} if found.get(key) != described.get(key))
        if other:
            raise ValueError(
                f"{output} was begun with {other[0]} = {found.get(other[0])!r}, not {described.get(other[0])!r}: "
                "say the same as then to go on, or give another --output"
            )
        return
    if output.exists() and any(output.glob("*.parquet")):
        raise ValueError(f"{output} holds parquet files of something else: give another --output")
    output.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(described, indent=2) + "\n", encoding="utf-8")
