"""What a run is made of: the network, the data, the training. Read from TOML, changed by `key=value`.

Where the paper (Li et al. 2022) says a number, it is the default or stands in a preset; where it is silent, the field's
docstring says so and the default is ours.
"""

from __future__ import annotations

import dataclasses
import difflib
import tomllib
import typing
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

PRESETS = Path(__file__).with_name("presets")
Switch = Literal["auto", "yes", "no"]
Rematerialisation = Literal["auto", "no", "full", "dots"]
Attention = Literal["auto", "dense", "chunked", "fused"]
Activation = Literal["gelu", "relu", "silu"]
Norm = Literal["pre", "post"]
Dtype = Literal["bfloat16", "float32"]
Kind = Literal["pretrain", "finetune", "inputs"]
Overlong = Literal["cut", "drop"]


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """The network's shape and how it is computed. `encoder_blocks` 0 makes a decoder-only model of it."""

    vocabulary_size: int = 8000
    d_model: int = 256
    heads: int = 2
    kv_heads: int = 1
    """Heads of keys and values: 1 is multi-query attention, as many as `heads` ordinary attention."""
    head_dim: int = 128
    encoder_blocks: int = 4
    decoder_blocks: int = 8
    fan_out: int = 6
    """The feed-forward's width by d_model."""
    value_blocks: int = 1
    """Blocks of the value head, which tells whether a solution is correct; 0 for a model without one. The paper: small."""
    encoder_tokens: int = 1536
    decoder_tokens: int = 768
    activation: Activation = "gelu"
    """The paper is silent."""
    norm: Norm = "pre"
    """Where the norm stands, before each part or after its sum. The paper is silent."""
    compute_dtype: Dtype = "bfloat16"
    """What matrices are multiplied in. Parameters and sums are float32 always."""
    attention: Attention = "auto"
    """`auto`: fused (cuDNN) in bfloat16 on a GPU, else chunked where the weights of a row would be large, else dense."""
    attention_chunk: int = 256
    """Queries at a time in chunked attention."""
    scan_layers: Switch = "auto"
    """Whether blocks are one loop, which compiles in the same time at any depth; `auto`: where there are more than 16."""
    remat: Rematerialisation = "auto"
    """What is computed again in the backward pass: blocks whole (`full`), all but their matrix products (`dots`);
    `auto`: `full` where blocks are scanned, else nothing."""

    def __post_init__(self) -> None:
        _check_choices(self)
        _check_at_least(self, 1, ("vocabulary_size", "d_model", "heads", "kv_heads", "head_dim", "decoder_blocks", "fan_out"))
        _check_at_least(self, 1, ("encoder_tokens", "decoder_tokens", "attention_chunk"))
        _check_at_least(self, 0, ("encoder_blocks", "value_blocks"))
        if self.heads % self.kv_heads:
            raise ValueError(f"kv_heads = {self.kv_heads} does not divide heads = {self.heads}")

    @property
    def decoder_only(self) -> bool:
        """Whether the decoder reads the encoder's tokens itself."""
        return self.encoder_blocks == 0


@dataclass(frozen=True, slots=True)
class DataConfig:
    """What is trained on. Which fields count goes by `kind`."""

    kind: Kind = "finetune"
    """`pretrain`: files of code; `finetune`: statement -> solution; `inputs`: statement -> test input (the second model)."""
    dataset: tuple[str, ...] = ()
    """Folders or parquet files in the layout of CodeContests."""
    corpus: tuple[str, ...] = ()
    """Folders or parquet files of code to pretrain on."""
    tokenizer: str = ""
    """Path of a SentencePiece model."""
    overlong: Overlong = "cut"
    """What becomes of a solution longer than the decoder. Both are counted."""
    packing: bool = True
    """Several short documents in one row (pretraining)."""
    mask_rate: float = 0.15
    """Share of the encoder's tokens that are masked. The paper is silent."""
    condition_on_correctness: bool = True
    """Whether the prompt says CORRECT SOLUTION or INCORRECT SOLUTION; without it incorrect ones are left out."""
    train_on_incorrect: bool = True
    hide_correctness: float = 0.25
    """Share of prompts that do not say whether the solution is correct. Only these train the value head, which would
    otherwise read the answer off the prompt."""
    condition_on_rating: bool = True
    condition_on_tags: bool = True
    condition_on_language: bool = True
    balance_problems: bool = True
    """Problems drawn evenly, then a solution of each; without it solutions are drawn evenly."""
    balance_languages: bool = True
    """A problem's solutions drawn over languages first."""
    balance_correctness: bool = True
    """A problem's solutions drawn over correct and incorrect first."""
    languages: tuple[str, ...] = ("python3", "cpp")
    examples: bool = True
    """Whether a statement that does not show its examples gets them at its end."""
    cache: str = ""
    """Folder in which encoded texts are kept between runs; "": a temporary file."""
    validation_share: float = 0.02
    """Documents of a corpus set apart for validation, where there is no split for it."""
    workers: int = 1
    """Batches made ahead, by so many threads; they are the same whatever the number."""

    def __post_init__(self) -> None:
        _check_choices(self)
        _check_at_least(self, 0, ("workers",))
        for name in ("mask_rate", "validation_share", "hide_correctness"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} = {getattr(self, name)}: at least 0 and at most 1 is needed")


@dataclass(frozen=True, slots=True)
class TrainConfig:
    """Optimisation, losses, mesh, and how often what is done."""

    seed: int = 0
    batch: int = 8
    """Pairs a step, over all devices and accumulated parts."""
    accumulate: int = 1
    """Parts that a batch is computed in, one after the other; the gradient is that of the whole."""
    steps: int = 1000
    learning_rate: float = 1e-4
    first_learning_rate: float = 1e-9
    last_learning_rate: float = 1e-5
    warm_up: int = 1000
    """Steps from the first learning rate to the highest; a cosine leads to the last one."""
    beta1: float = 0.9
    beta2: float = 0.999
    """The paper has 0.95 for models above 3B."""
    epsilon: float = 1e-8
    weight_decay: float = 0.1
    """Of matrices; norms' scales are left alone."""
    clip: float = 1.0
    """The greatest norm of the gradient; 0: as it is."""
    language_weight: float = 1.0
    masked_weight: float = 1.0
    """Of the masked-token loss. The paper is silent on the weights; 0 switches a loss off."""
    value_weight: float = 0.5
    prefix_weight: float = 0.0
    """Of the next-token loss on the encoder's tokens, which only a decoder-only model has."""
    temperature: float = 1.0
    """Logits are divided by it in the language loss; 0.2 is the paper's tempering."""
    gold: bool = False
    """Tokens weighted by their own probability (Pang and He 2020), as in the paper's section 4.3."""
    gold_power: float = 0.5
    gold_floor: float = 0.05
    gold_from: int = 0
    """First step with GOLD; tempering alone before. The paper says `short`."""
    gold_on_incorrect: bool = True
    """Whether GOLD weighs incorrect solutions, too; else theirs is the plain loss. The paper is silent."""
    fsdp: int = 1
    """Devices that parameters are divided over along d_model; the batch is, too."""
    tensor: int = 1
    """Devices that heads, feed-forward and vocabulary are divided over. What is left of the devices divides the batch."""
    log_every: int = 10
    validate_every: int = 100
    """0: never."""
    validation_batches: int = 8
    save_every: int = 100
    sample_every: int = 0
    """0: never."""
    peak_tflops: float = 0.0
    """What a device can do, for the share of it that is used (MFU); 0: known for some GPUs, else left out."""

    def __post_init__(self) -> None:
        counts = ("batch", "accumulate", "steps", "fsdp", "tensor", "log_every", "validation_batches", "save_every")
        _check_at_least(self, 1, counts)
        _check_at_least(self, 0, ("seed", "warm_up", "validate_every", "sample_every", "gold_from", "clip", "weight_decay"))
        _check_at_least(self, 0, ("language_weight", "masked_weight", "value_weight", "prefix_weight"))
        _check_at_least(self, 0, ("learning_rate", "first_learning_rate", "last_learning_rate", "gold_floor", "gold_power"))
        if self.temperature <= 0:
            raise ValueError(f"temperature = {self.temperature}: more than 0 is needed")
        if self.batch % self.accumulate:
            raise ValueError(f"accumulate = {self.accumulate} does not divide batch = {self.batch}")


@dataclass(frozen=True, slots=True)
class Config:
    """All three."""

    model: ModelConfig = field(default_factory=ModelConfig)
    data: DataConfig = field(default_factory=DataConfig)
    train: TrainConfig = field(default_factory=TrainConfig)


SECTIONS: Mapping[str, type] = {"model": ModelConfig, "data": DataConfig, "train": TrainConfig}


def preset_names() -> list[str]:
    """The presets there are."""
    return sorted(path.stem for path in PRESETS.glob("*.toml"))


def load(path_or_name: str | Path, overrides: Sequence[str] = ()) -> Config:
    """A configuration from a TOML file or a preset's name, changed by `section.key=value`, or `key=value`.

    Raises ValueError that quotes a key that is not there, with the nearest one, and a value of another type; OSError for a
    file that cannot be read.
    """
    path = Path(path_or_name)
    if not path.exists() and path.name == str(path_or_name) and not path.suffix:
        path = PRESETS / f"{path_or_name}.toml"
        if not path.exists():
            raise ValueError(f"no preset {str(path_or_name)!r}: there are {', '.join(preset_names())}; or name a TOML file")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: not TOML: {error}") from None
    values: dict[str, dict[str, Any]] = {section: {} for section in SECTIONS}
    for section, content in table.items():
        if section not in SECTIONS or not isinstance(content, dict):
            raise _unknown(section, SECTIONS, str(path))
        for key, value in content.items():
            _put(values, f"{section}.{key}", value, str(path))
    for word in overrides:
        key, sign, text = word.partition("=")
        if not sign:
            raise ValueError(f"{word!r}: expected key=value")
        _put(values, key.strip(), _read(text.strip()), word)
    return from_dict(values)


def from_dict(values: Mapping[str, Mapping[str, Any]]) -> Config:
    """A configuration from what `to_dict` gave. Raises ValueError for what makes no sense."""
    parts = {section: kind(**_typed(kind, values.get(section, {}))) for section, kind in SECTIONS.items()}
    return Config(**parts)


def to_dict(config: Config) -> dict[str, dict[str, Any]]:
    """Sections of keys and values, as JSON can hold them."""
    return {section: dataclasses.asdict(getattr(config, section)) for section in SECTIONS}


def _read(text: str) -> Any:
    """A value as TOML writes it; what is none of its values is a string."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _put(values: dict[str, dict[str, Any]], key: str, value: Any, where: str) -> None:
    section, dot, name = key.partition(".")
    if not dot:
        holders = [one for one, kind in SECTIONS.items() if key in _names(kind)]
        if not holders:
            raise _unknown(key, [name for kind in SECTIONS.values() for name in _names(kind)], where)
        section, name = holders[0], key
    if section not in SECTIONS:
        raise _unknown(section, SECTIONS, where)
    if name not in _names(SECTIONS[section]):
        raise _unknown(key, [f"{section}.{one}" for one in _names(SECTIONS[section])], where)
    values[section][name] = value


def _names(kind: type) -> list[str]:
    return [one.name for one in dataclasses.fields(kind)]


def _unknown(key: str, known: Iterable[str], where: str) -> ValueError:
    near = difflib.get_close_matches(key, list(known), n=1, cutoff=0.0)
    return ValueError(f"{where}: no setting {key!r}; the nearest is {near[0]!r}")


def _typed(kind: type, values: Mapping[str, Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {name: _as_type(f"{name} = {value!r}", value, hints[name]) for name, value in values.items()}


def _as_type(said: str, value: Any, hint: Any) -> Any:
    """The value as a field's type. Raises ValueError where it is another."""
    if typing.get_origin(hint) is tuple:
        items = [value] if isinstance(value, str) else value
        if isinstance(items, list | tuple) and all(isinstance(item, str) for item in items):
            return tuple(items)
        raise ValueError(f"{said}: strings are needed")
    if hint is bool and isinstance(value, str) and value in ("True", "False"):
        return value == "True"
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if hint is str and not isinstance(value, str):
        return str(value)
    plain = hint if hint in (bool, int, float) else str
    if not isinstance(value, plain) or (isinstance(value, bool) and hint is not bool):
        raise ValueError(f"{said}: a value of type {plain.__name__} is needed")
    return value


def _check_choices(config: Any) -> None:
    for name, hint in typing.get_type_hints(type(config)).items():
        choices = typing.get_args(hint) if typing.get_origin(hint) is Literal else ()
        if choices and getattr(config, name) not in choices:
            raise ValueError(f"{name} = {getattr(config, name)!r}: one of {', '.join(choices)} is needed")


def _check_at_least(config: Any, least: int, names: Iterable[str]) -> None:
    for name in names:
        if not getattr(config, name) >= least:
            raise ValueError(f"{name} = {getattr(config, name)}: at least {least} is needed")
