"""How tests come to be: who votes, what is agreed on, what is kept. The stages of the pipeline call it; it knows no Beam."""
