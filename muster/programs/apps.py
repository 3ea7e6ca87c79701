from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "muster.programs"
    label = "programs"
