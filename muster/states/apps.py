from django.apps import AppConfig


class StatesConfig(AppConfig):
    name = "muster.states"
    label = "states"
