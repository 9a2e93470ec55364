import { again, follow, page, passing, patience, shown } from "./follow";
import { keys } from "./cues";

// Standing is where a ceremony stands on the screens, as judging.Presenting has it.
interface Standing { step: number; black: boolean; paused: boolean }

function same(a: Standing, b: Standing): boolean {
  return a.step === b.step && a.black === b.black && a.paused === b.paused;
}

// standing reads where a ceremony stands off its screen.
function standing(stage: HTMLElement): Standing {
  return { step: Number(stage.dataset.step), black: stage.dataset.black === "true", paused: stage.dataset.paused === "true" };
}

function revisionOf(stage: HTMLElement): number {
  return Number(stage.querySelector<HTMLElement>("#scene")!.dataset.revision);
}

// Refused tells that the server wants nothing of who asks, who may have to sign in again.
class Refused extends Error {}

// fetchStage asks for this screen anew.
async function fetchStage(): Promise<HTMLElement> {
  const stage = (await page())?.querySelector<HTMLElement>("[data-stage]");
  if (!stage) throw new Refused();
  return stage;
}

// said is why the server refused something.
async function said(response: Response): Promise<string> {
  return ((await response.json()) as { error: string }).error;
}

// present is the presenter's own screen. What he does is shown at once, and waits for the connection to be sent. What is loaded is never given
// up: only another screen takes its place.
export function present(stage: HTMLElement): void {
  const state = stage.querySelector<HTMLElement>("[data-state]")!, ready = stage.querySelector<HTMLElement>("[data-ready]")!;
  const pictures = new Map<string, HTMLImageElement>(); // held, so that the browser keeps them
  let steps: HTMLTemplateElement[] = [];
  let now = standing(stage), known = now; // where the screen stands, and where the server did at the revision
  let revision = shown(), told = revision;
  let unsent: { cue: string; to: Standing }[] = [], sending = false, retry = 0;

  function show(): void {
    const { step, black, paused } = now;
    const rest = black ? "black" : "paused"; // as the server has it: both dark and a break is dark
    const template = black || paused ? stage.querySelector<HTMLTemplateElement>(`template[data-rest="${rest}"]`)! : steps[step]!;
    const scene = (template.content.cloneNode(true) as DocumentFragment).querySelector<HTMLElement>("#scene")!;
    scene.dataset.revision = String(revision);
    document.getElementById("scene")!.replaceWith(scene);
    tellReady();
  }

  // know notes where the server stands.
  function know(at: number, where: Standing): void {
    [revision, known] = [at, where];
    document.getElementById("scene")!.dataset.revision = String(revision);
  }

  // load takes in all that the screen can come to show. What stands in templates, a browser does not fetch by itself.
  function load(): void {
    steps = [...stage.querySelectorAll<HTMLTemplateElement>("template[data-step]")];
    for (const { content } of steps) for (const arms of content.querySelectorAll<HTMLImageElement>("img.scene-arms")) fetchPicture(arms.getAttribute("src")!);
    tellReady();
  }

  function fetchPicture(address: string): void {
    if (pictures.has(address)) return;
    const picture = new Image();
    pictures.set(address, picture);
    picture.addEventListener("load", tellReady);
    picture.addEventListener("error", () => setTimeout(() => { pictures.delete(address); fetchPicture(address); }, again));
    picture.src = address;
  }

  // tellReady tells the presenter, before the first step, that the connection may go.
  function tellReady(): void {
    const all = steps.length > 0 && [...pictures.values()].every((picture) => picture.complete && picture.naturalWidth > 0);
    const text = all && now.step === 0 ? stage.dataset.loaded! : "";
    if (ready.textContent !== text) ready.textContent = text;
  }

  // act is judging.Presenting.After for what a keyboard can do.
  function act(cue: string): void {
    let to = now.step;
    if (cue === "black") return go(now.black ? "light" : "black", { ...now, black: !now.black });
    if (cue === "pause") return go(now.paused ? "resume" : "pause", { ...now, paused: !now.paused });
    if (now.paused) return;
    if (cue === "next") to++;
    else do to--; while (to > 0 && steps[to]!.dataset.revealed === undefined);
    if (to < 0 || to >= steps.length) return;
    steps[to]!.dataset.revealed = "";
    go(cue, { step: to, black: false, paused: false });
  }

  function go(cue: string, to: Standing): void {
    now = to;
    unsent.push({ cue, to });
    show();
  }

  async function send(): Promise<void> {
    if (sending || !unsent.length) return;
    sending = true;
    try {
      const cues = [...unsent];
      const form = new URLSearchParams({ performance: stage.dataset.performance!, revision: String(revision) });
      for (const { cue } of cues) form.append("cue", cue);
      const response = await fetch(stage.dataset.stage!, { method: "POST", body: form, headers: { Accept: "application/json" }, credentials: "same-origin", signal: AbortSignal.timeout(patience) });
      if (passing(response)) throw new Error(response.statusText);
      if (response.status === 409 || response.status === 422) await reconcile(await said(response));
      else if (!response.ok || response.redirected) throw new Refused();
      else {
        const answer = (await response.json()) as { revision: number };
        unsent = unsent.slice(cues.length);
        know(answer.revision, cues.at(-1)!.to);
        state.textContent = "";
      }
    } catch (trouble) {
      return later(trouble);
    } finally {
      sending = false;
    }
    void (unsent.length ? send() : catchUp());
  }

  // later tries again after a while, and says why.
  function later(trouble: unknown): void {
    const why = trouble instanceof Refused ? stage.dataset.signedOut! : stage.dataset.unsent!;
    state.textContent = unsent.length ? `${why} (${unsent.length})` : why;
    clearTimeout(retry);
    retry = setTimeout(() => { void (unsent.length ? send() : catchUp()); }, again);
  }

  // reconcile finds out why the server refused the cues. Where it stands on their way, as after an answer that was lost, the others go on from
  // there; else the screen follows how it stands, and says why they were refused.
  async function reconcile(why: string): Promise<void> {
    const anew = await fetchStage();
    const at = revisionOf(anew), where = standing(anew);
    const way = [known, ...unsent.map(({ to }) => to)].findIndex((to) => same(to, where));
    if (anew.dataset.performance !== stage.dataset.performance || at === revision || way < 0) return adopt(anew, why);
    unsent = unsent.slice(way);
    know(at, where);
    state.textContent = "";
  }

  // catchUp follows what others have done, once all is sent. The number falls to zero as nothing goes on any more.
  async function catchUp(): Promise<void> {
    if (sending || unsent.length || told === revision || told < revision && told !== 0) return;
    sending = true;
    try {
      const before = told, anew = await fetchStage();
      if (told === before) told = revisionOf(anew);
      if (!unsent.length) adopt(anew, ""); // else the server says whether they still can be
    } catch (trouble) {
      return later(trouble);
    } finally {
      sending = false;
    }
    void (unsent.length ? send() : catchUp());
  }

  // adopt takes over how it stands by now; a screen that shows just that is left as it is.
  function adopt(anew: HTMLElement, why: string): void {
    const where = standing(anew), changed = anew.dataset.performance !== stage.dataset.performance || !steps.length || !same(now, where);
    stage.dataset.performance = anew.dataset.performance;
    for (const old of stage.querySelectorAll("template")) old.remove();
    stage.append(...anew.querySelectorAll("template"));
    now = where;
    unsent = [];
    know(revisionOf(anew), where);
    if (changed) document.getElementById("scene")!.replaceWith(document.adoptNode(anew.querySelector("#scene")!));
    state.textContent = why;
    load();
  }

  load();
  keys((cue) => {
    if (!steps.length) return; // nothing goes on
    act(cue);
    void send();
  });
  follow(stage.dataset.news!, async (revision) => {
    told = revision;
    await catchUp();
  });
}
