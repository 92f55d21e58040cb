"""What the report and the explorer share: a dataset's tables, whatever of them is there, and the look of their pages."""

from pipelines.showing.tables import Gap, Tables

__all__ = ["Gap", "Tables"]
