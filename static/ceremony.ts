// The screens of a ceremony. Those of the public and of the projector ask for what is shown now whenever the server tells that there is
// something new; the presenter's own knows everything from the beginning, and goes on without a connection.

const again = 2_000; // milliseconds before a lost connection is tried again

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

// shown is the revision of what the screen shows.
function shown(): number {
  return Number(document.getElementById("scene")!.dataset.revision);
}

// follow calls news with each number that the server tells, which is the one of now when a lost connection is back.
function follow(address: string, news: (revision: number) => Promise<void>): void {
  const source = new EventSource(address);
  source.addEventListener("revision", (event) => {
    const revision = Number((event as MessageEvent<string>).data);
    if (revision !== shown()) void news(revision);
  });
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(() => { follow(address, news); }, again);
  });
  addEventListener("pagehide", () => { source.close(); });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}

// page asks for this page anew; null tells that it is gone.
async function page(): Promise<Document | null> {
  const response = await fetch(location.href, { credentials: "same-origin" });
  return response.ok && !response.redirected ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
}

async function renew(): Promise<void> {
  try {
    const scene = (await page())?.getElementById("scene");
    if (!scene) return location.reload();
    document.getElementById("scene")!.replaceWith(document.adoptNode(scene));
  } catch {
    setTimeout(() => { void renew(); }, again);
  }
}

// keys tells what the presenter does by the keyboard, or by the clicker in his hand.
function keys(tell: (cue: string) => void): void {
  const cues: Record<string, string> = { " ": "next", ArrowRight: "next", PageDown: "next", ArrowLeft: "back", PageUp: "back", b: "black", B: "black", p: "pause", P: "pause" };
  addEventListener("keydown", (event) => {
    const cue = cues[event.key];
    const target = event.target as HTMLElement;
    if (!cue || event.ctrlKey || event.metaKey || event.altKey || target.closest("input, textarea, select") || event.key === " " && target.closest("a, button")) return;
    event.preventDefault();
    if (!event.repeat) tell(cue);
  });
}

// present is the presenter's own screen. What he does is shown at once, and waits for the connection to be sent.
function present(stage: HTMLElement): void {
  const state = stage.querySelector<HTMLElement>("[data-state]")!;
  let steps = [...stage.querySelectorAll<HTMLTemplateElement>("template[data-step]")];
  let step = Number(stage.dataset.step), black = stage.dataset.black === "true", paused = stage.dataset.paused === "true";
  let revision = shown(), unsent: string[] = [], sending = false;

  function show(): void {
    const rest = paused ? "paused" : "black"; // as the server has it: both dark and a break is dark
    const template = black || paused ? stage.querySelector<HTMLTemplateElement>(`template[data-rest="${black ? "black" : rest}"]`)! : steps[step]!;
    const scene = (template.content.cloneNode(true) as DocumentFragment).querySelector<HTMLElement>("#scene")!;
    scene.dataset.revision = String(revision);
    document.getElementById("scene")!.replaceWith(scene);
  }

  // act is judging.Presenting.After for what a keyboard can do.
  function act(cue: string): void {
    let to = step;
    if (cue === "black") { black = !black; unsent.push(black ? "black" : "light"); return; }
    if (cue === "pause") { paused = !paused; unsent.push(paused ? "pause" : "resume"); return; }
    if (paused) return;
    if (cue === "next") to++;
    else do to--; while (to > 0 && steps[to]!.dataset.revealed === undefined);
    if (to < 0 || to >= steps.length) return;
    step = to;
    steps[to]!.dataset.revealed = "";
    black = false;
    unsent.push(cue);
  }

  async function send(): Promise<void> {
    if (sending || !unsent.length) return;
    sending = true;
    const cues = [...unsent];
    const form = new URLSearchParams({ performance: stage.dataset.performance!, revision: String(revision) });
    for (const cue of cues) form.append("cue", cue);
    try {
      const response = await fetch(stage.dataset.stage!, { method: "POST", body: form, headers: { Accept: "application/json" }, credentials: "same-origin" });
      if (!response.ok) return await adopt(true); // somebody else has moved on
      revision = ((await response.json()) as { revision: number }).revision;
      document.getElementById("scene")!.dataset.revision = String(revision);
      unsent = unsent.slice(cues.length);
      state.textContent = "";
    } catch {
      state.textContent = `${stage.dataset.unsent!} (${unsent.length})`;
      setTimeout(() => { void send(); }, again);
      return;
    } finally {
      sending = false;
    }
    void send();
  }

  // adopt takes over how it stands by now.
  async function adopt(moved: boolean): Promise<void> {
    const anew = (await page())?.querySelector<HTMLElement>("[data-stage]");
    if (!anew) return location.reload();
    stage.dataset.performance = anew.dataset.performance;
    for (const old of stage.querySelectorAll("template")) old.remove();
    stage.append(...anew.querySelectorAll("template"));
    steps = [...stage.querySelectorAll<HTMLTemplateElement>("template[data-step]")];
    [step, black, paused] = [Number(anew.dataset.step), anew.dataset.black === "true", anew.dataset.paused === "true"];
    revision = Number(anew.querySelector<HTMLElement>("#scene")!.dataset.revision);
    unsent = [];
    state.textContent = moved ? stage.dataset.moved! : "";
    show();
  }

  keys((cue) => {
    act(cue);
    show();
    void send();
  });
  follow(stage.dataset.news!, async () => {
    if (!unsent.length && !sending) await adopt(false).catch(() => undefined);
  });
}
