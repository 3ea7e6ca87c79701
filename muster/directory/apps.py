from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "muster.directory"
    label = "directory"
