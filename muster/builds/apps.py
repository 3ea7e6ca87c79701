from django.apps import AppConfig


class BuildsConfig(AppConfig):
    name = "muster.builds"
    label = "builds"

    def ready(self) -> None:
        # A model is not there before its app is: the registry is filled when all are ready.
        from muster.builds.grants import register_grants
        from muster.builds.holdings import register_holdings
        from muster.builds.measures import register_measures
        from muster.builds.onward import register_onward
        from muster.builds.outdated import register_kinds
        from muster.builds.parts import register_parts
        from muster.builds.proposed import register_today
        from muster.builds.roles_in_lists import register_roles

        register_grants()
        register_measures()
        register_parts()
        register_roles()
        register_holdings()
        register_kinds()
        register_today()
        register_onward()
