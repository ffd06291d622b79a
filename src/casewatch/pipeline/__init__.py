"""The pipeline: from inputs to a filled store, in one resumable run.

from casewatch.pipeline import intake, run
from casewatch.sources.inputs import inputs

with Store.open() as store:
    outcome = run(intake(inputs(["reports/"])), RulesReader(), store)
"""

from casewatch.pipeline.intake import intake
from casewatch.pipeline.items import Item, Outcome, Progress, Reader
from casewatch.pipeline.run import items_of, run

__all__ = ["Item", "Outcome", "Progress", "Reader", "intake", "items_of", "run"]
