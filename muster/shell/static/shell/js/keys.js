// Keys for a list of decisions. Every key stands on a button or a field that does the same by hand.
//
//   <ol data-keys>                   the list; j and k move through its items
//     <li data-keys-item tabindex="-1">
//       <input data-key="s">         s in the current item: a choice or button is clicked,
//       <input data-key="w">         a text field is entered
//     <li data-keys-item data-keys-stop>   n goes on to the next of these
//   <details data-keys-help>         ? opens and closes it
//   <input type="checkbox" data-keys-switch>   switches the keys off; kept in this browser alone

const OFF = "muster-keys-off";
const list = document.querySelector("[data-keys]");
const items = list ? [...list.querySelectorAll("[data-keys-item]")] : [];
const help = document.querySelector("[data-keys-help]");
const onSwitch = document.querySelector("[data-keys-switch]");

function remembered() {
  try {
    return localStorage.getItem(OFF) === "1";
  } catch {
    return false; // storage may be forbidden: then the keys are on
  }
}

function remember(off) {
  try {
    localStorage.setItem(OFF, off ? "1" : "0");
  } catch {
    // nothing to do: the switch holds for this page
  }
}

let off = remembered();
let current = Math.max(0, items.findIndex((item) => item.hasAttribute("aria-current")));

function goTo(index) {
  current = Math.min(Math.max(index, 0), items.length - 1);
  for (const [position, item] of items.entries()) {
    item.classList.toggle("is-current", position === current);
    if (position === current) item.setAttribute("aria-current", "true");
    else item.removeAttribute("aria-current");
  }
  items[current].focus({ preventScroll: true });
  items[current].scrollIntoView({ block: "nearest" });
}

function isTyping(element) {
  if (element.isContentEditable || element.matches("textarea, select")) return true;
  return element.matches("input") && !["radio", "checkbox", "button", "submit"].includes(element.type);
}

// After the last one comes the first.
function nextStop() {
  const after = [...items.slice(current + 1), ...items.slice(0, current + 1)];
  const stop = after.find((item) => item.hasAttribute("data-keys-stop"));
  if (stop) goTo(items.indexOf(stop));
  return Boolean(stop);
}

function press(key) {
  const control = items[current]?.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!control || control.disabled) return false;
  if (isTyping(control)) control.focus();
  else control.click();
  return true;
}

function act(key) {
  if (key === "?" && help) {
    help.open = !help.open;
    if (help.open) help.querySelector("summary").focus();
    return true;
  }
  if (items.length === 0) return false;
  if (key === "j") return goTo(current + 1), true;
  if (key === "k") return goTo(current - 1), true;
  return press(key) || (key === "n" && nextStop());
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isTyping(event.target)) return event.target.blur();
  if (off || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (act(event.key.toLowerCase())) event.preventDefault();
});

// Whoever works with the hand moves the current item too.
list?.addEventListener("focusin", (event) => {
  const index = items.indexOf(event.target.closest("[data-keys-item]"));
  if (index >= 0 && index !== current) {
    items[current]?.classList.remove("is-current");
    items[current]?.removeAttribute("aria-current");
    current = index;
    items[current].classList.add("is-current");
    items[current].setAttribute("aria-current", "true");
  }
});

if (onSwitch) {
  onSwitch.checked = !off;
  onSwitch.addEventListener("change", () => {
    off = !onSwitch.checked;
    remember(off);
  });
}
