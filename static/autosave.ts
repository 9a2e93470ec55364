// A form saves itself to the server while one types, and says so. Nothing is kept in the browser's storage: what the server has not
// confirmed stays in the form, and is sent until it is.
//
// <form data-autosave> needs hidden fields "page" and "seq" and an element [data-autosave-status] with the words to say.
// Elements [data-autosave-unit] in it are sent one by one when something in them changes, with the fields outside of all units; a form
// without units is sent whole. Each answer is also an event "autosave" on the form, whose detail is the Answer.

import { type Values, choose, complain, confirm, hidden, hiddenFields, read } from "./field";

export interface Answer {
  saved?: string; // what to say: "Uloženo 14:03:12"
  values?: Record<string, string>; // fields by name, hidden ones too, as the server has them now
  errors?: Record<string, string>; // what is wrong with fields that were kept as typed
  unsaved?: string[]; // fields that were not saved, and why says the page
  error?: string;
  kept?: boolean; // what was sent is on record as a draft that does not count
  conflict?: boolean; // the sheet was saved elsewhere
  submitted?: boolean; // it is submitted, and that has to be taken back first
  closed?: boolean; // the judging is over
  gone?: boolean; // the duty was taken away, or is somebody else's
}
type State = "saved" | "saving" | "unsaved" | "kept";
type Outcome = "done" | "again" | "refused";

const pause = 1000; // milliseconds without typing before a save
const patience = 20_000; // milliseconds that a save may take
const longest = 30_000; // milliseconds between two attempts
const keepaliveLimit = 60_000; // bytes; browsers let no more outlive a page

document.querySelectorAll<HTMLFormElement>("form[data-autosave]").forEach(begin);

function begin(form: HTMLFormElement): void {
  const status = form.querySelector<HTMLElement>("[data-autosave-status]")!;
  const live = form.querySelector<HTMLElement>("[data-autosave-live]");
  const words = status.dataset;
  const confirmed = read(form); // what the server has, by name
  const refused: Values = new Map(); // what it would not take; not sent again until it is changed
  let timer = 0, attempts = 0;
  let running: Promise<Outcome> | undefined;
  let leaving = false;
  let lastSaved = status.textContent ?? "";

  // changed are the fields that the server does not have as they are, due those of them that it has not refused.
  const changed = (now = read(form)): string[] => [...new Set([...now.keys(), ...confirmed.keys()])].filter((name) => now.get(name) !== confirmed.get(name));
  const due = (): string[] => { const now = read(form); return changed(now).filter((name) => !refused.has(name) || refused.get(name) !== now.get(name)); };

  // say tells the state of the form. A trouble is said until it is over, not only between two attempts: no button moves under a finger.
  function say(state: State, text: string): void {
    if (state === "saving" && status.dataset.state === "unsaved") return;
    if (live && (state !== status.dataset.state || state === "unsaved") && state !== "saving") live.textContent = text;
    status.dataset.state = state;
    status.textContent = text;
  }
  // settle says what was said before once all that could not be saved was undone again.
  function settle(): void {
    if (status.dataset.state !== "unsaved" || changed().length > 0) return;
    say("saved", lastSaved);
    calm("trouble");
    calm("session");
  }
  function plan(after: number): void {
    clearTimeout(timer);
    timer = window.setTimeout(() => { void save(); }, after);
  }
  async function save(): Promise<Outcome> {
    if (running) return running;
    clearTimeout(timer);
    const names = due();
    if (names.length === 0) { settle(); return "done"; }
    running = send(names);
    const outcome = await running;
    running = undefined;
    if (outcome === "again") plan(Math.min(longest, 1000 * 2 ** attempts++));
    else { attempts = 0; if (due().length > 0) plan(pause); }
    return outcome;
  }
  function request(names: string[]): [Values, RequestInit] {
    const seq = form.elements.namedItem("seq") as HTMLInputElement;
    seq.value = String(Number(seq.value) + 1);
    const sent = choose(form, names);
    const body = new FormData();
    let size = 0;
    for (const [name, value] of [...sent, ...hiddenFields(form, names), ["act", "autosave"]]) {
      body.append(name!, value!);
      size += new TextEncoder().encode(value).length + 200;
    }
    return [sent, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin", keepalive: size < keepaliveLimit }];
  }
  async function send(names: string[]): Promise<Outcome> {
    const [sent, init] = request(names);
    say("saving", words.saving!);
    try {
      const response = await fetch(form.action, { ...init, signal: AbortSignal.timeout(patience) });
      if (response.status === 401) return signedOut();
      if (response.status === 429 || response.status >= 500) return offline(words.down!);
      const answer = (await response.json()) as Answer;
      if (response.status === 404 && !answer.kept) Object.assign(answer, { gone: true, error: words.foreign });
      return take(names, sent, answer);
    } catch {
      return offline(words.offline!);
    }
  }
  function offline(text: string): Outcome {
    say("unsaved", text);
    return "again";
  }
  function take(names: string[], sent: Values, answer: Answer): Outcome {
    const taken = answer.saved !== undefined || answer.kept === true;
    for (const [name, value] of sent) {
      if (taken && !answer.unsaved?.includes(name)) { confirmed.set(name, value); refused.delete(name); }
      else refused.set(name, value);
    }
    for (const name of names) if (taken && !sent.has(name)) confirmed.delete(name); // a box that was cleared
    show(form, sent, confirmed, answer);
    if (answer.saved !== undefined) { lastSaved = answer.saved; say("saved", answer.saved); calm("trouble"); }
    else {
      say(answer.kept ? "kept" : "unsaved", answer.error ?? words.offline!);
      warn("trouble", answer.error ?? words.offline!, ...wayOut(answer));
    }
    calm("session");
    form.dispatchEvent(new CustomEvent("autosave", { bubbles: true, detail: answer }));
    return taken ? "done" : "refused";
  }
  // wayOut is what one can do about a refusal: each is a button of the form itself, so that the server shows what comes of it.
  function wayOut(answer: Answer): HTMLElement[] {
    if (answer.conflict) return [submitButton(words.compare!, "compare")];
    if (answer.submitted) return [submitButton(words.takeBack!, "take_back")];
    if (answer.gone && !answer.kept) return [button(words.signIn!, openSignIn)];
    return [];
  }
  function signedOut(): Outcome {
    say("unsaved", words.signedOut!);
    warn("session", words.signedOut!, button(words.signIn!, openSignIn));
    return "again";
  }
  // openSignIn lets people sign in beside what they type, which stays as it is.
  function openSignIn(): void {
    const dialog = document.querySelector<HTMLDialogElement>("dialog[data-autosave-sign-in]");
    if (!dialog || dialog.open) return;
    const [first, second] = [...dialog.querySelectorAll("form")] as [HTMLFormElement, HTMLFormElement]; // the password, and a code where one is asked for
    const ask = (code: boolean) => { first.hidden = code; second.hidden = !code; };
    const over = () => { first.reset(); second.reset(); ask(false); dialog.close(); };
    for (const inner of [first, second]) {
      const problem = inner.querySelector<HTMLElement>("[data-autosave-problem]")!;
      inner.onsubmit = async (event) => {
        event.preventDefault();
        event.stopPropagation();
        let answer: { code?: string } & Answer;
        try {
          const response = await fetch(inner.action, { method: "POST", body: new FormData(inner), headers: { Accept: "application/json" }, credentials: "same-origin" });
          answer = (await response.json()) as { code?: string } & Answer;
          if (response.status === 404) { // the code was waited for too long
            problem.textContent = "";
            ask(false);
            first.querySelector<HTMLElement>("[data-autosave-problem]")!.textContent = answer.error ?? words.down!;
            first.querySelector<HTMLElement>("input[type=password]")!.focus();
            return;
          }
          if (!response.ok) { problem.textContent = answer.error ?? words.down!; return; }
        } catch { problem.textContent = words.offline!; return; }
        problem.textContent = "";
        if (answer.code) {
          ask(true);
          second.querySelector("input")!.focus();
          return;
        }
        over();
        refused.clear(); // it may have been somebody else who was signed in
        attempts = 0;
        plan(0);
      };
      inner.querySelector<HTMLElement>("[data-autosave-close]")!.onclick = over;
    }
    dialog.showModal();
  }
  function warn(kind: string, text: string, ...ways: HTMLElement[]): void {
    const box = status.closest("[data-autosave-bar]") ?? status.parentElement!;
    const old = box.querySelector<HTMLElement>(`[data-autosave-alert=${kind}]`);
    if (old && old.firstElementChild?.textContent === text) return; // said already; whoever reads it is not disturbed
    calm(kind);
    const alert = document.createElement("div");
    alert.className = "ds-alert autosave-alert";
    alert.dataset.color = "warning";
    alert.dataset.autosaveAlert = kind;
    alert.setAttribute("role", "alert");
    const paragraph = document.createElement("p");
    paragraph.className = "ds-paragraph";
    paragraph.textContent = text;
    alert.append(paragraph, ...ways);
    box.prepend(alert);
  }
  function calm(kind: string): void {
    for (const alert of form.querySelectorAll(`[data-autosave-alert=${kind}]`)) alert.remove();
  }
  // last sends what is left as the page goes away, even beside a save that is on its way: the server knows their order by "seq".
  function last(): void {
    const names = due();
    if (names.length === 0) return;
    void fetch(form.action, request(names)[1]).catch(() => undefined);
  }

  // onceSaved goes on once what is typed is safe; where it cannot be saved now, it is said why, and nothing is lost.
  async function onceSaved(go: () => void): Promise<void> {
    if (running) await running;
    if (await save() !== "again") go();
  }

  form.addEventListener("input", () => { if (due().length > 0) plan(pause); });
  form.addEventListener("change", () => plan(0));
  form.addEventListener("focusout", (event) => { confirm(event.target, confirmed); plan(0); });
  addEventListener("online", () => { attempts = 0; plan(0); });
  addEventListener("focus", () => plan(0));
  document.addEventListener("visibilitychange", () => { if (document.hidden) void save(); else plan(0); });
  addEventListener("pagehide", () => { if (!leaving) last(); });
  addEventListener("pageshow", () => { leaving = false; });
  addEventListener("beforeunload", (event) => { if (!leaving && changed().length > 0) event.preventDefault(); });
  // What the form's own buttons ask for comes after what is typed is safe.
  form.addEventListener("submit", (event) => {
    if (!leaving && due().length > 0) {
      event.preventDefault();
      event.stopPropagation();
      const by = (event as SubmitEvent).submitter as HTMLButtonElement | null;
      void onceSaved(() => {
        leaving = true;
        form.requestSubmit(by?.isConnected ? by : null);
      });
      return;
    }
    leaving = true;
    const seq = form.elements.namedItem("seq") as HTMLInputElement;
    seq.value = String(Number(seq.value) + 1);
  });
  // The page of a link [data-autosave-first] shows what is saved, and so comes after it.
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-autosave-first]")) link.addEventListener("click", (event) => {
    if (due().length === 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void onceSaved(() => { location.href = link.href; });
  });
}

// show puts the server's values and errors into the form, but not over what was typed since.
function show(form: HTMLFormElement, sent: Values, confirmed: Values, answer: Answer): void {
  const now = read(form);
  for (const [name, value] of Object.entries(answer.values ?? {})) {
    if (hidden(form, name)) (form.elements.namedItem(name) as HTMLInputElement).value = value;
    else if (now.get(name) === sent.get(name) && sent.has(name)) {
      const field = form.elements.namedItem(name);
      if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) continue; // what is chosen is not written anew
      if (field === document.activeElement) field.dataset.confirmed = value; // once it is left
      else { field.value = value; confirmed.set(name, value); }
    }
  }
  for (const name of sent.keys()) complain(form, name, answer.errors?.[name] ?? "");
}

function button(text: string, act: () => void): HTMLElement {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "ds-button";
  element.textContent = text;
  element.addEventListener("click", act);
  return element;
}

function submitButton(text: string, act: string): HTMLElement {
  const element = button(text, () => undefined) as HTMLButtonElement;
  element.type = "submit";
  element.name = "act";
  element.value = act;
  return element;
}
