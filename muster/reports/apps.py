from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "muster.reports"
    label = "reports"

    def ready(self) -> None:
        # A model is not there before its app is: the registry is filled when all are ready.
        from muster.reports.holdings import register_holdings
        from muster.reports.today import register_today

        register_today()
        register_holdings()
