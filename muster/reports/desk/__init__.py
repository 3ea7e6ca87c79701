"""The report desk: everything that stands between the rows of a build and its published report.

`desk_of` gathers it into one frozen object, with a number of questions to the database that does
not depend on how much there is. Pages print it and decide nothing.
"""

from muster.reports.desk.gather import Desk, desk_of

__all__ = ["Desk", "desk_of"]
