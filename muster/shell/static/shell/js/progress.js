// Work that takes a while: the page is asked for again while it stands, and what it says is put in.
//
//   <section data-progress>   a progress bar and a line in words
//
// When the page has no such section any more, the work is done: the reader is led to what came of it.
// Without this module the page has a link that does the same.

const EVERY = 2000;
const LONGEST = 30000;

const section = document.querySelector("[data-progress]");
let wait = EVERY;

async function look() {
  const answer = await fetch(location.href, { headers: { "X-Requested-With": "progress" } });
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-progress]");
  if (!fresh) return location.reload();
  const [bar, words] = ["progress", "[role=status]"].map((what) => section.querySelector(what));
  bar.max = fresh.querySelector("progress").max;
  bar.value = fresh.querySelector("progress").value;
  // Only what differs is put in: a screen reader says it when it has changed, and not else.
  const says = fresh.querySelector("[role=status]").textContent;
  if (words.textContent !== says) words.textContent = says;
}

async function again() {
  if (!document.hidden) {
    try {
      await look();
      wait = EVERY;
    } catch {
      wait = Math.min(wait * 2, LONGEST); // away for a moment: asked less and less often
    }
  }
  setTimeout(again, wait);
}

if (section) setTimeout(again, wait);
