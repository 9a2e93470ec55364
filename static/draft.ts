// A draft saves itself while one types. Until the server has acknowledged a text, this browser keeps it as well: neither a lost
// session nor a lost connection nor a second tab costs anything.

type Values = [string, string][];
interface Local { revision: string; values: Values; sent?: boolean } // sent: on its way when this browser last heard of it
interface Answer { revision?: number; saved?: string; error?: string; conflict?: boolean }

const pause = 1500; // milliseconds without typing before a save
const retry = 10_000; // milliseconds before a failed save is tried again

const form = document.querySelector<HTMLFormElement>("form[data-draft]");
if (form) begin(form);

function begin(form: HTMLFormElement): void {
  const key = `draft ${location.pathname.split("/").slice(2).join("/")}`; // the same in all languages
  const revision = form.elements.namedItem("revision") as HTMLInputElement;
  const status = form.querySelector<HTMLElement>("[data-draft-status]")!;
  let acknowledged = text(values(form));
  let timer = 0;
  let saving: Promise<void> | undefined;
  let halted = form.dataset.halted !== undefined; // a conflict is for people to settle

  const say = (words: string): void => { status.textContent = words; };

  function keep(sent = false): void {
    const local: Local = { revision: revision.value, values: values(form), sent };
    try { localStorage.setItem(key, JSON.stringify(local)); } catch { /* private windows may refuse */ }
  }
  function forget(): void {
    try { localStorage.removeItem(key); } catch { /* as above */ }
  }
  function plan(after: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => { void save(); }, after) as unknown as number;
  }
  async function save(): Promise<void> {
    if (saving || halted) return;
    clearTimeout(timer);
    const sent = values(form);
    if (text(sent) === acknowledged) return;
    saving = send(sent);
    await saving;
    saving = undefined;
  }
  async function send(sent: Values): Promise<void> {
    say(form.dataset.saving!);
    keep(true);
    try {
      const body = new URLSearchParams([...sent, ["revision", revision.value], ["act", "save"]]);
      const response = await fetch(location.pathname, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin" });
      const answer = (await response.json()) as Answer;
      if (response.ok) return acknowledge(sent, answer);
      if (response.status === 401) {
        say("");
        warn(form.dataset.signedOut!, link(form.dataset.signInAddress!, form.dataset.signIn!));
        return plan(retry);
      }
      say(answer.error ?? form.dataset.offline!);
      if (answer.conflict) settle();
      else if (response.status >= 500) plan(retry);
    } catch {
      say(form.dataset.offline!);
      plan(retry);
    }
  }
  function acknowledge(sent: Values, answer: Answer): void {
    revision.value = String(answer.revision);
    acknowledged = text(sent);
    say(answer.saved ?? "");
    calm();
    if (text(values(form)) === acknowledged) forget();
    else { keep(); plan(pause); }
  }
  // settle lets the server show both texts: the form is sent as by hand.
  function settle(): void {
    halted = true;
    keep();
    warn(form.dataset.conflict!, button(form.dataset.compare!, () => form.requestSubmit(form.querySelector<HTMLButtonElement>("button[value=save]"))));
  }

  form.addEventListener("input", () => { keep(); plan(pause); });
  form.addEventListener("change", () => { keep(); plan(0); });
  addEventListener("pageshow", () => { halted = form.dataset.halted !== undefined; });
  addEventListener("online", () => plan(0));
  document.addEventListener("visibilitychange", () => plan(0));
  addEventListener("focus", () => plan(0));
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    keep(true);
    if (!saving) { halted = true; return; } // nothing is saved by itself any more once the page is being left
    event.preventDefault(); // the save that is on its way comes first, or the two would seem to be of two tabs
    event.stopPropagation();
    const by = (event as SubmitEvent).submitter as HTMLButtonElement | null;
    void saving.then(() => form.requestSubmit(by));
  });

  function warn(words: string, ...ways: HTMLElement[]): void {
    calm();
    const box = document.createElement("div");
    box.className = "ds-alert draft-alert";
    box.dataset.color = "warning";
    box.setAttribute("role", "alert");
    const paragraph = document.createElement("p");
    paragraph.className = "ds-paragraph";
    paragraph.textContent = words;
    const actions = document.createElement("div");
    actions.className = "actions";
    actions.append(...ways);
    box.append(paragraph, actions);
    form.querySelector(".draft-bar")!.prepend(box);
  }
  function calm(): void { form.querySelector(".draft-alert")?.remove(); }

  // What an earlier visit could not save is offered, or, where nobody saved anything since, simply there again.
  const local = read(key);
  if (!local) return;
  const saved = local.sent && Number(revision.value) === Number(local.revision) + 1; // though perhaps as the server writes it
  if (saved || text(local.values) === acknowledged) return forget();
  if (document.getElementById("errors")) return; // the form shows what was typed already
  if (local.revision === revision.value) {
    fill(form, local.values);
    return plan(0);
  }
  warn(form.dataset.found!, button(form.dataset.use!, () => { fill(form, local.values); calm(); keep(); plan(0); }),
    button(form.dataset.drop!, () => { forget(); calm(); }));
}

function button(words: string, act: () => void): HTMLElement {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "ds-button";
  element.dataset.variant = "secondary";
  element.textContent = words;
  element.addEventListener("click", act);
  return element;
}

function link(address: string, words: string): HTMLElement {
  const element = document.createElement("a");
  element.className = "ds-button";
  element.href = address;
  element.target = "_blank";
  element.rel = "noopener";
  element.textContent = words;
  return element;
}

// values are what the form would send, but for what belongs to the save and not to the entry.
function values(form: HTMLFormElement): Values {
  const list: Values = [];
  for (const [name, value] of new FormData(form)) {
    if (name !== "revision" && name !== "act" && typeof value === "string") list.push([name, value.replace(/\r\n/g, "\n")]);
  }
  return list;
}

function text(list: Values): string { return JSON.stringify(list); }

function read(key: string): Local | undefined {
  try { return JSON.parse(localStorage.getItem(key) ?? "null") as Local ?? undefined; } catch { return undefined; }
}

function fill(form: HTMLFormElement, list: Values): void {
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio")) {
      field.checked = list.some(([name, value]) => name === field.name && value === field.value);
    } else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) {
      if (field.type === "hidden") continue;
      const found = list.find(([name]) => name === field.name);
      if (found) field.value = found[1];
    }
  }
}
