// Passkeys: their button shows where the browser knows them, and trouble is told on the page.
for (const button of document.querySelectorAll("[data-needs-passkey]")) {
  button.hidden = !window.PublicKeyCredential;
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const trouble = document.querySelector("[data-passkey-trouble]");
  if (!trouble) return;
  document.querySelector("main .card, main section")?.prepend(trouble);
  trouble.hidden = false;
  trouble.scrollIntoView({ block: "nearest" });
});
