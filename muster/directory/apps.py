from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "muster.directory"
    label = "directory"

    def ready(self) -> None:
        # A model is not there before its app is: the registry is filled when all are ready.
        from muster.directory.grants import register_grants

        register_grants()
