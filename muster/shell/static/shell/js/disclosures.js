// Niceties for <details>: pages work without them.
// A floating one (data-drop) closes on Escape and when the reader clicks or tabs elsewhere; one that
// holds the place an address points to opens itself; a summary of errors takes the focus.

function closeDrops(except) {
  for (const drop of document.querySelectorAll("details[data-drop][open]")) {
    if (!drop.contains(except)) drop.open = false;
  }
}

function openAround(hash) {
  if (hash.length < 2) return;
  const place = document.getElementById(decodeURIComponent(hash.slice(1)));
  for (let box = place?.closest("details"); box; box = box.parentElement?.closest("details")) {
    box.open = true;
  }
  place?.scrollIntoView();
}

document.addEventListener("click", (event) => closeDrops(event.target));
document.addEventListener("focusin", (event) => closeDrops(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const drop = document.activeElement?.closest("details[data-drop][open]");
  closeDrops(null);
  drop?.querySelector("summary").focus();
});

window.addEventListener("hashchange", () => openAround(location.hash));
openAround(location.hash);

document.querySelector("[data-error-summary]")?.focus();
