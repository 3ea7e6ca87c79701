import gc

from django.apps import AppConfig

# Objects that are new before Python looks for cycles among them; of its own it looks after 700. A
# batch of an import, or a page of a report, has tens of thousands that live, and hardly a cycle.
_NEW_OBJECTS = 100_000


class CoreConfig(AppConfig):
    name = "muster.core"
    label = "core"

    def ready(self) -> None:
        gc.set_threshold(_NEW_OBJECTS)
        # A model is not there before its app is: the registry is filled when all are ready.
        from muster.core import steps_back
        from muster.core.outdated import register_kinds

        steps_back.watch(self)
        register_kinds()
