"""Near-duplicates among texts: MinHash signatures, their bands, exact Jaccard similarity, components. Knows no Beam."""

from pipelines.neardup.clustering import Clustering, Row, clusters
from pipelines.neardup.settings import NearSettings, SettingsError, Shingles, settings_for

__all__ = ["Clustering", "NearSettings", "Row", "SettingsError", "Shingles", "clusters", "settings_for"]
