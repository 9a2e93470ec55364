// The fields of a form that saves itself: what is typed in them, what is sent of it, and what is said beside them.

export type Values = Map<string, string>; // by name

// confirm shows a field as the server has it once it is left.
export function confirm(field: EventTarget | null, confirmed: Values): void {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) || field.dataset.confirmed === undefined) return;
  const value = field.dataset.confirmed;
  delete field.dataset.confirmed;
  if (confirmed.get(field.name) !== field.value.replace(/\r\n/g, "\n")) return; // typed on
  field.value = value;
  confirmed.set(field.name, value);
}

// complain says beside a field what is wrong with it.
export function complain(form: HTMLFormElement, name: string, text: string): void {
  const found = form.elements.namedItem(name);
  if (!(found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement)) return;
  const id = `${found.id}-error`;
  let message = document.getElementById(id);
  if (!text) {
    if (!message) return;
    message.remove();
    found.removeAttribute("aria-invalid");
    describe(found, id, false);
    return;
  }
  if (!message) {
    message = document.createElement("p");
    message.id = id;
    message.className = "ds-validation-message";
    message.dataset.field = "validation";
    found.after(message);
  }
  if (message.textContent !== text) message.textContent = text;
  found.setAttribute("aria-invalid", "true");
  describe(found, id, true);
}

function describe(field: HTMLElement, id: string, yes: boolean): void {
  const ids = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((other) => other !== "" && other !== id);
  if (yes) ids.push(id);
  field.setAttribute("aria-describedby", ids.join(" "));
}

// read gives what is typed into a form, by name; hidden fields, which nobody types, are not in it.
export function read(form: HTMLFormElement): Values {
  const values: Values = new Map();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !hidden(form, name)) values.set(name, value.replace(/\r\n/g, "\n"));
  }
  return values;
}

export function hidden(form: HTMLFormElement, name: string): boolean {
  const field = form.elements.namedItem(name);
  return field instanceof HTMLInputElement && field.type === "hidden";
}

// elementsOf are a form's fields of this name.
function elementsOf(form: HTMLFormElement, name: string): Element[] {
  const found = form.elements.namedItem(name);
  return found === null ? [] : found instanceof Element ? [found] : [...found] as Element[];
}

function unitOf(form: HTMLFormElement, name: string): Element | null {
  return elementsOf(form, name)[0]?.closest("[data-autosave-unit]") ?? null;
}

// choose gives what to send so that the changes of these fields are saved: their units, and what is in none.
export function choose(form: HTMLFormElement, names: string[]): Values {
  const units = new Set(names.map((name) => unitOf(form, name)));
  return new Map([...read(form)].filter(([name]) => { const unit = unitOf(form, name); return unit === null || units.has(unit); }));
}

export function hiddenFields(form: HTMLFormElement, names: string[]): [string, string][] {
  const units = new Set(names.map((name) => unitOf(form, name)));
  return [...form.querySelectorAll<HTMLInputElement>("input[type=hidden]")]
    .filter((field) => { const unit = field.closest("[data-autosave-unit]"); return unit === null || units.has(unit); })
    .map((field) => [field.name, field.value]);
}
