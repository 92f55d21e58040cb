"""Hugging Face `generate()` of a T5 as large as ours, in a process of its own: its packages are none of this project's.

Run by the Python that CODEQUORUM_PEER_PYTHON names, with prompts, samples of each, prompt tokens and new tokens as arguments.
Every line on standard input is a round; the answer is the CPU seconds that it took.
"""

from __future__ import annotations

import sys
import time
from typing import Any


def main() -> None:
    """Answer rounds until the input ends."""
    import torch  # type: ignore[import-not-found]  # the peer's
    from transformers import (  # type: ignore[import-not-found]
        DynamicCache,
        EncoderDecoderCache,
        GenerationConfig,
        T5Config,
        T5ForConditionalGeneration,
    )

    prompts, samples, prompt_tokens, new_tokens = map(int, sys.argv[1:])
    shape = T5Config(
        vocab_size=8000,
        d_model=256,
        d_kv=128,
        num_heads=2,
        d_ff=1536,
        num_layers=4,
        num_decoder_layers=8,
        decoder_start_token_id=0,
    )
    torch.manual_seed(0)
    model: Any = T5ForConditionalGeneration(shape).to(torch.bfloat16).eval()
    tokens = torch.randint(5, 8000, (prompts, prompt_tokens))
    settings = GenerationConfig(
        do_sample=True,
        temperature=0.25,
        top_k=0,
        num_return_sequences=samples,
        min_new_tokens=new_tokens,
        max_new_tokens=new_tokens,
        decoder_start_token_id=0,
        pad_token_id=0,
        eos_token_id=1,
    )
    print("ready", flush=True)
    for _ in sys.stdin:
        before = time.process_time()
        with torch.inference_mode():
            # a cache of its own: the one that some releases make has as many layers as the encoder
            cache = EncoderDecoderCache(DynamicCache(), DynamicCache())
            found = model.generate(
                tokens, attention_mask=torch.ones_like(tokens), generation_config=settings, past_key_values=cache
            )
        assert found.shape == (prompts * samples, new_tokens + 1), found.shape
        print(time.process_time() - before, flush=True)


if __name__ == "__main__":
    main()
