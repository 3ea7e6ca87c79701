from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "muster.surveys"
    label = "surveys"

    def ready(self) -> None:
        # A model is not there before its app is: the registry is filled when all are ready.
        from muster.surveys.measures import register_measures
        from muster.surveys.today import register_today

        register_measures()
        register_today()
