// Files of entries are sent without leaving the page, with a bar that shows how far they are; nothing typed elsewhere is lost.

interface Answer { name?: string; error?: string }

// enhance lets the forms of a field work by script: those that would leave the page are shown only now.
function enhance(field: HTMLElement): void {
  for (const form of field.querySelectorAll<HTMLFormElement>("form")) form.hidden = false;
  const form = field.querySelector<HTMLFormElement>(".attachment-form");
  const input = form?.querySelector<HTMLInputElement>("input[type=file]");
  if (input && Number(form!.dataset.left) > 1) input.multiple = true;
}

function fieldOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(".attachment-field[data-upload]") : null;
}

function say(field: HTMLElement, text: string): void {
  const status = field.querySelector(".attachment-status");
  if (status) status.textContent = text;
}

function refuse(field: HTMLElement, text: string): void {
  const message = field.querySelector<HTMLElement>("[data-field=validation]");
  const input = field.querySelector<HTMLInputElement>("input[type=file]");
  if (!message || !input) return say(field, text);
  message.textContent = text;
  message.hidden = text === "";
  if (text === "") {
    input.removeAttribute("aria-invalid");
    input.setAttribute("aria-describedby", input.id + "-hint");
    return;
  }
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", `${input.id}-hint ${input.id}-error`);
  input.focus();
  say(field, text);
}

// send posts a form; progress is told how much of it has left, from 0 to 1.
function send(address: string, body: FormData | null, progress: (part: number) => void, started: (stop: () => void) => void): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    });
    request.addEventListener("load", () => resolve(request.response ?? {}));
    request.addEventListener("error", () => reject(new Error("lost")));
    request.addEventListener("abort", () => reject(new Error("cancelled")));
    started(() => request.abort());
    request.send(body);
  });
}

// refresh shows the field as the server knows it now.
async function refresh(field: HTMLElement, address: string): Promise<HTMLElement> {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(field.id);
  if (!answer.ok || !fresh) return field;
  const used = page.querySelector("[data-attachments-used]");
  const usedHere = document.querySelector("[data-attachments-used]");
  if (used && usedHere) usedHere.textContent = used.textContent;
  field.replaceWith(fresh);
  enhance(fresh);
  return fresh;
}

// upload sends files one after the other, and gives the field as it is then.
async function upload(field: HTMLElement, files: File[]): Promise<void> {
  const address = field.querySelector<HTMLFormElement>(".attachment-form")?.action;
  for (const file of files) {
    const form = field.querySelector<HTMLFormElement>(".attachment-form");
    if (!form || !address || !await uploadOne(field, form, file)) return;
    const added = form.dataset.added!.replace("{name}", file.name);
    field = await refresh(field, address);
    say(field, added);
  }
  field.querySelector<HTMLElement>("input[type=file], .attachment-list li:last-child a")?.focus();
}

async function uploadOne(field: HTMLElement, form: HTMLFormElement, file: File): Promise<boolean> {
  const texts = form.dataset as Record<string, string>;
  const sending = form.querySelector<HTMLElement>(".attachment-sending")!;
  const bar = sending.querySelector("progress")!;
  const actions = form.querySelector<HTMLElement>(".actions")!;
  refuse(field, "");
  if (file.size > Number(texts.most)) {
    refuse(field, texts.large);
    return false;
  }
  const body = new FormData();
  body.append("field", form.querySelector<HTMLInputElement>("input[name=field]")!.value);
  body.append("file", file);
  sending.hidden = false;
  actions.hidden = true;
  say(field, texts.sending.replace("{name}", file.name));
  try {
    const answer = await send(form.action, body, (part) => {
      bar.value = 100 * part;
      if (part === 1) say(field, texts.checking);
    }, (stop) => { sending.querySelector("button")!.onclick = stop; });
    if (answer.name) return true;
    refuse(field, answer.error ?? texts.lost);
  } catch (error) {
    refuse(field, (error as Error).message === "cancelled" ? texts.cancelled : texts.lost);
  } finally {
    sending.hidden = true;
    actions.hidden = false;
    bar.value = 0;
    delete form.dataset.sent;
  }
  return false;
}

async function remove(field: HTMLElement, form: HTMLFormElement): Promise<void> {
  const list = form.action.replace(/\/[^/]+\/removal$/, "");
  try {
    const answer = await send(form.action, null, () => {}, () => {});
    if (answer.error) return say(field, answer.error);
    const fresh = await refresh(field, list);
    fresh.querySelector<HTMLElement>("input[type=file]")?.focus();
    const removed = fresh.querySelector<HTMLElement>(".attachment-form")?.dataset.removed;
    say(fresh, removed?.replace("{name}", answer.name ?? "") ?? "");
  } catch {
    delete form.dataset.sent;
  }
}

for (const field of document.querySelectorAll<HTMLElement>(".attachment-field[data-upload]")) enhance(field);
for (const apart of document.querySelectorAll<HTMLElement>(".attachments-apart")) apart.hidden = true;

document.addEventListener("submit", (event) => {
  const field = fieldOf(event.target);
  if (!field) return;
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  const input = form.querySelector<HTMLInputElement>("input[type=file]");
  if (input) void upload(field, [...input.files ?? []]);
  else void remove(field, form);
});

for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    const field = fieldOf(event.target);
    const files = (event as DragEvent).dataTransfer;
    if (!field?.querySelector(".attachment-form") || !files?.types.includes("Files")) return;
    event.preventDefault();
    field.classList.toggle("over", name === "dragover");
    if (name === "drop") void upload(field, [...files.files]);
  });
}
