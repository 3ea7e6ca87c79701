// The review desk: what keys.js cannot know. Every key stands on something that does the same by hand.
//
//   <fieldset data-turn>    of two choices the one that is not chosen carries the number, so that the
//                           same key turns from the one to the other and back
//   <details data-all>      Enter opens and closes it, unless something else is in focus

for (const turn of document.querySelectorAll("[data-turn]")) {
  const choices = [...turn.querySelectorAll("input[type=radio]")];
  const number = turn.querySelector("[data-key]")?.dataset.key;
  turn.addEventListener("change", () => {
    if (!number) return;
    for (const choice of choices) {
      if (choice.checked) delete choice.dataset.key;
      else choice.dataset.key = number;
    }
  });
}

const all = document.querySelector("[data-all]");
const pair = document.querySelector("[data-pair]");

function isFree(element) {
  return element === document.body || element === pair;
}

function areKeysOff() {
  return document.querySelector("[data-keys-switch]")?.checked === false;
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!all || !isFree(document.activeElement) || areKeysOff()) return;
  all.open = !all.open;
  event.preventDefault();
});
