from django.apps import AppConfig


class StatesConfig(AppConfig):
    name = "muster.states"
    label = "states"

    def ready(self) -> None:
        # A model is not there before its app is: the registry is filled when all are ready.
        from muster.states.grants import register_grants

        register_grants()
