from django.apps import AppConfig


class PacketsConfig(AppConfig):
    name = "muster.packets"
    label = "packets"
