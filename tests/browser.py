"""The browser of the tests: Debian's Chromium, how it is started, and axe in it."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import playwright

REQUIRED = os.environ.get("MUSTER_REQUIRE_BROWSER") == "1"
FLAGS = [
    "--headless=new",
    "--no-sandbox",  # it cannot be had as root, nor in most containers
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-smooth-scrolling",  # each click on a long page would wait for the way to it
    "--no-first-run",
    "--host-resolver-rules=MAP muster.test 127.0.0.1",  # an origin that is not localhost
]
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

LOOK = """async rules => {
  await document.fonts.ready
  const floats = part => ["absolute", "fixed"].includes(getComputedStyle(part).position)
  const floating = [...document.querySelectorAll("details[open]")]
    .filter(box => [...box.querySelectorAll(":scope > :not(summary)")].some(floats))
  const open = boxes => floating.forEach(box => { box.open = boxes.includes(box) })
  const found = []
  const look = async at => {
    const { violations, incomplete } = await axe.run(at, {
      runOnly: rules, resultTypes: ["violations", "incomplete"],
    })
    violations.forEach(rule => rule.nodes.forEach(node => found.push([rule.id, node.target])))
    // White on white axe leaves to us: it might be hidden on purpose.
    incomplete.filter(rule => rule.id === "color-contrast").forEach(rule => rule.nodes
      .filter(node => node.any.some(check => check.data?.messageKey === "equalRatio"))
      .forEach(node => found.push([rule.id, node.target])))
  }
  open([])
  await look(document)
  for (const box of floating) {
    open(floating.filter(other => other.contains(box)))
    await look(box)
  }
  open(floating)
  return found
}"""


def find_chromium() -> str | None:
    """Where Chromium is, if it is anywhere."""
    if named := os.environ.get("MUSTER_CHROMIUM"):
        return shutil.which(named)
    return shutil.which("chromium") or shutil.which("chromium-browser")


@cache
def what_is_missing() -> str:
    """Why no test can run in a browser, and what to do about it; nothing where all is there."""
    if not find_chromium():
        why = "there is no Chromium"
    elif not _driver_runs():
        why = "Playwright's driver does not start"
    else:
        return ""
    return (
        f"{why}. On Debian 12: sudo apt-get install -y chromium libatomic1, or name another "
        "Chromium with MUSTER_CHROMIUM=/path/to/chrome. MUSTER_REQUIRE_BROWSER=1 makes this an "
        "error."
    )


def _driver_runs() -> bool:
    """Whether the Node that Playwright brings along finds its libraries."""
    node = Path(playwright.__file__).parent / "driver" / "node"
    return (
        not node.exists()
        or subprocess.run([node, "--version"], capture_output=True).returncode == 0
    )


def violations(page: Any) -> list[tuple[str, list[str]]]:
    """Each rule that axe sees broken on *page*, and where.

    What floats hides what lies behind it while it is open, from a member and from axe: the page is
    looked at with it shut, and each such box open by itself.
    """
    # Evaluated from outside: the policy of the page keeps foreign scripts out, and this is none.
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE};0")
    found: list[tuple[str, list[str]]] = page.evaluate(LOOK, RULES)
    return [(rule, target) for rule, target in found]
