// The pages work without any script; this one only adds comfort.

import "./attachment";
import "./eligibility";
import "./draft";
import "./meeting";
import "./ceremony";
import "./autosave";
import "./room";
import "./matrix";
import "./points";
import "./verify";
import "./design";
import "./work";

// A form that was refused shows first what is wrong with it.
document.getElementById("errors")?.focus();

// A form is sent once, however often its button is pressed; coming back to the page makes it ready again.
document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
