from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "muster.accounts"
    label = "accounts"

    def ready(self) -> None:
        # A model is not there before its app is: what listens is connected when all are ready.
        from muster.accounts.doorkeeper import listen
        from muster.accounts.holdings import register_holdings
        from muster.accounts.outdated import register_kinds

        listen()
        register_holdings()
        register_kinds()
