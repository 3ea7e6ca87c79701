from django.apps import AppConfig


class BuildsConfig(AppConfig):
    name = "muster.builds"
    label = "builds"
