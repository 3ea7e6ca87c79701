from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "muster.core"
    label = "core"

    def ready(self) -> None:
        # A model is not there before its app is: the registry is filled when all are ready.
        from muster.core.outdated import register_kinds

        register_kinds()
