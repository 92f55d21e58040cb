"""What a thing is: the frozen records of a dataset and the files that hold them. Imports nothing of ours."""
