"""Everything that stands between a draft and the public: one list of findings for a build.

`check_build` asks each of the checks for what it finds, and sets aside what somebody let stand;
`check_quotes` does so for quotes that an editor has not chosen yet.
"""

from muster.reports.checks.build import Checked, check_build, check_quotes

__all__ = ["Checked", "check_build", "check_quotes"]
