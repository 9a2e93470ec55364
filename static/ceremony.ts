// The screens of a ceremony. Those of the public and of the projector ask for what is shown now whenever the server tells that there is
// something new; the presenter's own knows everything from the beginning, and goes on without a connection.

import { keys } from "./cues";
import { again, follow, page } from "./follow";
import { present } from "./stage";

const hall = document.querySelector<HTMLElement>("[data-hall]");
const desk = document.querySelector<HTMLElement>("[data-console]");
const stage = document.querySelector<HTMLElement>("[data-stage]");
if (hall) follow(hall.dataset.hall!, () => renew());
if (desk) { follow(desk.dataset.console!, () => renew()); keys((cue) => { document.querySelector<HTMLButtonElement>(`[data-key="${cue}"]:enabled`)?.click(); }); }
if (stage) present(stage);
if (hall ?? stage) addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "f" || event.ctrlKey || event.metaKey) return;
  if (document.fullscreenElement) void document.exitFullscreen(); else void document.documentElement.requestFullscreen();
});

// renew takes over what the page shows by now.
async function renew(): Promise<void> {
  try {
    const scene = (await page())?.getElementById("scene");
    if (!scene) return location.reload();
    document.getElementById("scene")!.replaceWith(document.adoptNode(scene));
  } catch {
    setTimeout(() => { void renew(); }, again);
  }
}
