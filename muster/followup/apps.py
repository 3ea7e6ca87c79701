from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "muster.followup"
    label = "followup"

    def ready(self) -> None:
        # A model is not there before its app is: the registry is filled when all are ready.
        from muster.followup.holdings import register_holdings
        from muster.followup.parts import register_parts
        from muster.followup.today import register_today

        register_today()
        register_parts()
        register_holdings()
