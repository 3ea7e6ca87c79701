// Keys and ticks of a list; every key stands on a link, a button or a tick that does the same by
// hand. The rows may be swapped while one types, so nothing about them is remembered but the place.
//
//   <input data-list-search>              / enters it
//   <form data-list>                      the list
//     <label data-list-all hidden>        ticks the page; shown only with this script
//     <tr data-list-row>                  j k move, x ticks (Shift x up to here), Enter opens
//       <a data-key="l">                  l follows it, in the current row
//     <input data-list-everything>        all that match: ticks the page too
//     <output data-list-count>            says how many are ticked
//     <button data-key="a">               a presses it
//   <details data-list-help>              ? opens and closes it

const OFF = "muster-keys-off"; // the switch of keys.js
let current = -1;
let anchor = -1;

const list = () => document.querySelector("[data-list]");
const rows = () => [...document.querySelectorAll("[data-list-row]")];
const tick = (row) => row.querySelector('input[name="row"]');

function isOff() {
  try {
    return localStorage.getItem(OFF) === "1";
  } catch {
    return false; // storage may be forbidden: then the keys are on
  }
}

function isTyping(element) {
  if (element.isContentEditable || element.matches("textarea, select")) return true;
  return element.matches("input") && !["radio", "checkbox", "button", "submit"].includes(element.type);
}

function goTo(index, { focus = true } = {}) {
  const all = rows();
  if (all.length === 0) return;
  current = Math.min(Math.max(index, 0), all.length - 1);
  for (const [position, row] of all.entries()) {
    if (position === current) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
  if (focus) all[current].querySelector("th a").focus({ preventScroll: true });
  all[current].scrollIntoView({ block: "nearest" });
}

function tell() {
  const form = list();
  if (!form) return;
  const ticks = rows().map(tick);
  const many = ticks.filter((each) => each.checked).length;
  const all = form.querySelector("[data-list-all]");
  all.hidden = false;
  all.querySelector("input").checked = many === ticks.length;
  all.querySelector("input").indeterminate = many > 0 && many < ticks.length;
  const count = form.querySelector("[data-list-count]");
  count.dataset.words ??= count.textContent;
  count.textContent = many ? `${count.dataset.words}: ${many}` : count.dataset.words;
}

function select(upToHere) {
  const all = rows();
  if (current < 0) return;
  const on = !tick(all[current]).checked;
  const from = upToHere && anchor >= 0 ? anchor : current;
  for (let at = Math.min(from, current); at <= Math.max(from, current); at += 1) {
    tick(all[at]).checked = upToHere || on;
  }
  anchor = current;
  tell();
}

function press(key) {
  const control =
    rows()[current]?.querySelector(`[data-key="${CSS.escape(key)}"]`) ??
    list()?.querySelector(`.d-selbar [data-key="${CSS.escape(key)}"]`);
  if (!control || (control.matches("button") && !control.offsetParent)) return false;
  control.click();
  return true;
}

function act(event) {
  const { key } = event;
  if (key === "/") return document.querySelector("[data-list-search]")?.focus(), true;
  if (key === "?") {
    const help = document.querySelector("[data-list-help]");
    help.open = !help.open;
    if (help.open) help.querySelector("summary").focus();
    return true;
  }
  if (key === "j") return goTo(current + 1), true;
  if (key === "k") return goTo(current - 1), true;
  if (key.toLowerCase() === "x") return select(event.shiftKey), true;
  if (key === "Enter" && event.target === document.body && current >= 0) {
    rows()[current].querySelector("th a").click();
    return true;
  }
  return /^[a-z]$/.test(key) && press(key);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("dialog[open]")) return;
  if (event.target.matches("[data-list-search]") && event.key === "ArrowDown") {
    goTo(0);
    return event.preventDefault();
  }
  if (event.key === "Escape" && isTyping(event.target)) {
    event.target.blur();
    return event.preventDefault(); // a search field would empty itself
  }
  if (isOff() || isTyping(event.target)) return;
  if (act(event)) event.preventDefault();
});

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-list]");
  if (!form) return;
  if (event.target.closest("[data-list-all]") || event.target.matches("[data-list-everything]")) {
    for (const row of rows()) tick(row).checked = event.target.checked;
  } else if (event.target.name === "row" && !event.target.checked) {
    const everything = form.querySelector("[data-list-everything]");
    if (everything) everything.checked = false; // all but one are not all
  }
  tell();
});

// Whoever works with the hand moves the current row too.
document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-list-row]");
  if (row) goTo(rows().indexOf(row), { focus: false });
});

// What is empty does not stand in the address.
document.addEventListener("htmx:configRequest", (event) => {
  for (const [name, value] of [...event.detail.formData]) {
    if (value === "") event.detail.formData.delete(name);
  }
});

// Other rows have come while somebody typed.
document.addEventListener("htmx:afterSwap", () => {
  current = -1;
  anchor = -1;
  tell();
});

tell();
