// Passkeys: their button shows where the browser knows them, and trouble is told on the page.
for (const button of document.querySelectorAll("[data-needs-passkey]")) {
  button.hidden = !window.PublicKeyCredential;
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const place = document.querySelector("main .card");
  const words = document.querySelector("template[data-passkey-trouble]");
  if (!place || !words || place.querySelector(":scope > .note.harm")) return;
  place.prepend(words.content.cloneNode(true));
  place.firstElementChild.scrollIntoView({ block: "nearest" });
});
