from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "muster.followup"
    label = "followup"
