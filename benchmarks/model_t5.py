"""A T5 of Hugging Face in its own Python, for `benchmarks.model`: reads a number of steps, answers with their CPU seconds.

A whole step of training, in float32 or in bfloat16 by autocast, as one writes it in PyTorch: loss, gradient, clipped, AdamW.
No dropout.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import torch  # type: ignore[import-not-found]
from transformers import T5Config, T5ForConditionalGeneration  # type: ignore[import-not-found]


def _step_of(shape: dict[str, int], rough: bool) -> Any:
    config = T5Config(
        vocab_size=shape["vocabulary_size"],
        d_model=shape["d_model"],
        d_kv=shape["head_dim"],
        num_heads=shape["heads"],
        d_ff=shape["d_model"] * shape["fan_out"],
        num_layers=shape["encoder_blocks"],
        num_decoder_layers=shape["decoder_blocks"],
        dropout_rate=0.0,
        feed_forward_proj="relu",
        decoder_start_token_id=0,
        use_cache=False,
    )
    torch.manual_seed(0)
    model = T5ForConditionalGeneration(config).train()
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-4, weight_decay=0.1)
    read = torch.randint(4, shape["vocabulary_size"], (shape["batch"], shape["encoder_tokens"]))
    written = torch.randint(4, shape["vocabulary_size"], (shape["batch"], shape["decoder_tokens"]))
    seen = torch.ones_like(read)

    def step() -> None:
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=rough):
            loss = model(input_ids=read, attention_mask=seen, labels=written).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)

    return step


def main() -> None:
    """Serve until the input ends."""
    step = _step_of(json.loads(sys.argv[1]), rough=sys.argv[2] == "bfloat16")
    for line in sys.stdin:
        started = time.process_time()
        for _ in range(int(line)):
            step()
        print(time.process_time() - started, flush=True)


if __name__ == "__main__":
    main()
