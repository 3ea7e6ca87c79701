"""Each act that was written before the chain becomes a link of it, in the order of its number.

The digests are worked out here, and not by the module of today: what was chained once must be
checked as it was chained.
"""

import hashlib
import json
import re
import secrets
from datetime import UTC
from typing import Any

from django.db import migrations

KIND = re.compile(r"([a-z][a-z_-]{0,19}):")


def digest(salt: str, *texts: str) -> str:
    return hashlib.sha256("\x1f".join((salt, *texts)).encode()).hexdigest()


def chain(apps: Any, schema_editor: Any) -> None:
    AuditEvent = apps.get_model("core", "AuditEvent")
    AuditWords = apps.get_model("core", "AuditWords")
    ends: dict[int | None, tuple[int, str]] = {}
    for event in AuditEvent.objects.order_by("pk").iterator():
        sequence, previous = ends.get(event.program_id, (0, ""))
        salt = secrets.token_hex(16)
        event.sequence, event.previous = sequence + 1, previous
        kinds = [KIND.match(part) for part in event.subject.split("/")]
        event.noun = "/".join(kind[1] for kind in kinds if kind)[:80]
        event.subject_digest = digest(salt, event.subject)
        event.reason_digest = digest(salt, "reason", event.reason) if event.reason else ""
        told = [
            event.previous, event.program_id or 0, event.sequence,
            event.at.astimezone(UTC).isoformat(timespec="microseconds"), event.actor, event.verb,
            event.noun, event.subject_digest, event.reason_digest, event.changed, event.counts,
        ]  # fmt: skip
        raw = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        event.hash = hashlib.sha256(raw.encode()).hexdigest()
        event.save()
        AuditWords.objects.create(
            event=event, subject=event.subject, reason=event.reason, salt=salt
        )
        ends[event.program_id] = (event.sequence, event.hash)


def unchain(apps: Any, schema_editor: Any) -> None:
    for words in apps.get_model("core", "AuditWords").objects.select_related("event").iterator():
        event = words.event
        event.subject, event.reason = words.subject, words.reason
        event.save(update_fields=["subject", "reason"])
    apps.get_model("core", "AuditValue").objects.all().delete()
    apps.get_model("core", "AuditWords").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("core", "0003_acts_get_a_chain")]

    operations = [migrations.RunPython(chain, unchain)]
