from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "muster.programs"
    label = "programs"

    def ready(self) -> None:
        # A model is not there before its app is: the registry is filled when all are ready.
        from muster.programs.today import register_today

        register_today()
