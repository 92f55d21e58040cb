"""One file per site: how it shows what the catalogue holds, in our own pages with the structure of the real ones."""
