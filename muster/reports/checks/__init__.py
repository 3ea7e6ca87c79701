"""Everything that stands between a draft and the public: one list of findings for a build.

`check_build` asks each of the checks for what it finds, and sets aside what somebody let stand.
"""

from muster.reports.checks.build import Checked, check_build

__all__ = ["Checked", "check_build"]
