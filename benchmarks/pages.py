"""The build's home: how many queries, and how long the server takes."""

from benchmarks.measuring import Line, median_ms
from benchmarks.scratch import scratch_database

PAGES = {
    "the build’s home": "/builds/{build}/",
    "a figure with its rows": "/builds/{build}/figures/next_steps/",
    "the report desk": "/builds/{build}/report/",
}


def main() -> None:
    """Ask for each page as a signed-in coordinator, with the middleware of a real request."""
    with scratch_database():
        from datetime import date

        from django.db import connection
        from django.test import Client
        from django.test.utils import CaptureQueriesContext

        from muster.accounts.models import Member, MemberRole, User
        from muster.builds.models import Build

        for build in Build.objects.select_related("program").order_by("key"):
            user = User.objects.create_user(f"{build.key}@example.org", "a long password", name="B")
            member = Member.objects.create(program=build.program, user=user, since=date(2026, 1, 1))
            MemberRole.objects.create(member=member, role="coordinator")
            client = Client(headers={"host": "localhost"})
            client.force_login(user)
            for what, address in PAGES.items():
                path = address.format(build=build.key)
                with CaptureQueriesContext(connection) as queries:
                    status = client.get(path).status_code
                asked = len(queries)
                if status != 200:
                    raise SystemExit(f"{path} answered {status}")
                taken = median_ms(
                    lambda client=client, path=path: client.get(path), times=30, warm=3
                )
                home = what == "the build’s home"
                print(Line(f"{build.key}, {what}", asked, "queries", 15 if home else None))
                print(Line(f"{build.key}, {what}", taken, "ms", 50 if home else None))


if __name__ == "__main__":
    main()
