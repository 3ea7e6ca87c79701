from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "muster.shell"
    label = "shell"
