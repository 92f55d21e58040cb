"""The steps of a near-duplicate search as Beam transforms. Through their shuffles go packed arrays of numbers, never texts.

What a step finds lies in the workspace by the names of shards that everybody knows, so the next step is told nothing:

sketch    parts -> blocks: ids, sketches and sets of documents; pairs of the step ALIKE have the same shingles
compare   blocks -> buckets of each band -> STARS: the smallest number of each bucket with each other that is near;
          then buckets -> CROSSED: pairs that are near and that no star has connected
contract  pairs -> the same components as stars, one round of it
tell      blocks -> the table of each block's documents
"""
