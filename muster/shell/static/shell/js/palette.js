// The palette: Ctrl-K, or the find box of the bar, opens the dialog that finds while one types.
// What is found comes as the page /find/ has it, as links; here they become the options of a
// combobox: the arrows move, Enter opens, Ctrl-Enter opens in a new tab, Escape closes.

const WAIT = 100; // ms after the last key
const dialog = document.querySelector("[data-palette]");
const input = dialog?.querySelector("input");
const list = dialog?.querySelector("[role=listbox]");
const count = dialog?.querySelector("[data-palette-count]");
let options = [];
let current = -1;
let timer = 0;
let asked = null;
let shown = null; // the words that what stands there was found for

function open(text = "") {
  if (!dialog.open) dialog.showModal();
  input.value = text;
  input.focus();
  look();
}

function choose(index) {
  options[current]?.setAttribute("aria-selected", "false");
  current = options.length ? (index + options.length) % options.length : -1;
  const chosen = options[current];
  if (!chosen) return input.removeAttribute("aria-activedescendant");
  chosen.setAttribute("aria-selected", "true");
  input.setAttribute("aria-activedescendant", chosen.id);
  chosen.scrollIntoView({ block: "nearest" });
}

// Links in lists become options in groups; the words stay as the page has them.
function dress() {
  for (const group of list.querySelectorAll("[data-found-group]")) group.setAttribute("role", "group");
  for (const box of list.querySelectorAll("h2, ul, li")) box.setAttribute("role", "presentation");
  options = [...list.querySelectorAll("li a")];
  for (const [position, option] of options.entries()) {
    option.id = `palette-option-${position}`;
    option.tabIndex = -1;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
  }
  count.textContent = list.querySelector("[data-found-count]")?.textContent.trim() ?? "";
  list.querySelector("[data-found-count]")?.remove();
  input.setAttribute("aria-expanded", String(options.length > 0));
  choose(0);
}

async function look() {
  clearTimeout(timer);
  asked?.abort();
  asked = new AbortController();
  const text = input.value;
  const address = `${dialog.dataset.from}?q=${encodeURIComponent(text)}`;
  try {
    const answer = await fetch(address, { headers: { "X-Part": "found" }, signal: asked.signal });
    if (answer.redirected || !answer.ok) return location.assign(address); // signed out meanwhile
    list.innerHTML = await answer.text();
    list.scrollTop = 0;
    shown = text;
    dress();
  } catch (wrong) {
    if (wrong.name !== "AbortError") count.textContent = ""; // no network: Enter tries the page
  }
}

// Whoever types faster than the answer comes gets the answer to all that was typed.
async function follow(inNewTab) {
  if (shown !== input.value) await look();
  const chosen = shown === input.value ? options[current] : null;
  if (!chosen) return;
  if (inNewTab) window.open(chosen.href, "_blank", "noopener");
  else chosen.click();
}

function onKey(event) {
  if (event.key === "ArrowDown") choose(current + 1);
  else if (event.key === "ArrowUp") choose(current - 1);
  else if (event.key === "Enter") follow(event.ctrlKey || event.metaKey);
  else return;
  event.preventDefault();
}

function start() {
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      if (dialog.open) dialog.close();
      else open();
    }
  });
  const box = document.querySelector("[data-palette-box]");
  box?.addEventListener("input", (event) => {
    open(event.target.value);
    event.target.value = "";
  });
  document.querySelector("[data-palette-open]")?.addEventListener("click", (event) => {
    event.preventDefault();
    open();
  });
  input.addEventListener("keydown", onKey);
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, WAIT);
  });
  dialog.querySelector("[data-palette-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    const meant = event.target.closest("[data-found-meant]");
    if (meant) {
      event.preventDefault();
      open(meant.dataset.foundMeant);
    } else if (event.target === dialog) dialog.close(); // beside it
  });
}

if (dialog) start();
