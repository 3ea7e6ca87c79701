from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "muster.surveys"
    label = "surveys"

    def ready(self) -> None:
        # A model is not there before its app is: the registry is filled when all are ready.
        from muster.surveys.holdings import register_holdings
        from muster.surveys.imports.elsewhere import register_refusal
        from muster.surveys.imports.outdated import register_kind
        from muster.surveys.measures import register_measures
        from muster.surveys.parts import register_parts
        from muster.surveys.today import register_today

        register_refusal()
        register_kind()
        register_measures()
        register_today()
        register_parts()
        register_holdings()
