from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "muster.directory"
    label = "directory"

    def ready(self) -> None:
        # A model is not there before its app is: the registries are filled when all are ready.
        from muster.directory import (
            erasures_today,
            holdings,
            holdings_in_files,
            holdings_in_merges,
            holdings_in_runs,
        )
        from muster.directory.findable import migrated
        from muster.directory.grants import register_grants
        from muster.directory.intake.today import register_today
        from muster.directory.outdated import register_kinds

        migrated.watch(self)
        register_grants()
        register_today()
        register_kinds()
        holdings.register_holdings()
        holdings_in_merges.register_holdings()
        holdings_in_files.register_holdings()
        holdings_in_runs.register_holdings()
        erasures_today.register_today()
