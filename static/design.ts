// How a certificate looks while it is edited: the picture follows the form, and its blocks can be moved by mouse and keys. The inputs are
// the truth; without this script a button shows the picture.

const form = document.querySelector<HTMLFormElement>("form#design");
const shown = document.getElementById("design-shown");
let waiting: ReturnType<typeof setTimeout> | undefined;
let asked = 0;
let chosen = "";

type Side = "x" | "y" | "width" | "height";

function input(block: string, side: string): HTMLInputElement | null {
  return form?.elements.namedItem(`blocks[${block}].${side}`) as HTMLInputElement | null;
}

function length(block: string, side: Side): number {
  return parseFloat((input(block, side)?.value ?? "0").replace(",", ".")) || 0;
}

// paper is the size of the page in millimeters.
function paper(): { width: number; height: number } {
  const stage = shown?.querySelector<HTMLElement>(".design-stage");
  const number = (text?: string) => parseFloat((text ?? "").replace(",", ".")) || 1;
  return { width: number(stage?.dataset.width), height: number(stage?.dataset.height) };
}

function place(box: HTMLElement) {
  const page = paper();
  const block = box.dataset.block as string;
  box.style.left = `${(length(block, "x") / page.width) * 100}%`;
  box.style.top = `${(length(block, "y") / page.height) * 100}%`;
  box.style.width = `${(length(block, "width") / page.width) * 100}%`;
  box.style.height = `${(length(block, "height") / page.height) * 100}%`;
}

// change adds millimeters to a side of a block, as far as the paper goes.
function change(block: string, side: Side, by: number) {
  const target = input(block, side);
  if (!target) return;
  const page = paper();
  const across = side === "x" || side === "width";
  const edge = across ? page.width : page.height;
  const other = length(block, side === "x" ? "width" : side === "y" ? "height" : side === "width" ? "x" : "y");
  const least = side === "width" || side === "height" ? 1 : 0;
  target.value = String(Math.round(Math.min(Math.max(length(block, side) + by, least), Math.max(least, edge - other)) * 10) / 10);
}

function choose(block: string) {
  chosen = block;
  for (const box of document.querySelectorAll<HTMLElement>(".design-box")) box.classList.toggle("chosen", box.dataset.block === block);
  const part = document.querySelector<HTMLElement>(`.design-block[data-block="${block}"]`);
  const stage = shown?.querySelector<HTMLElement>(".design-stage");
  if (part && stage) stage.setAttribute("aria-label", `${stage.dataset.label}: ${part.dataset.label}`);
}

function drag(event: PointerEvent, box: HTMLElement) {
  const block = box.dataset.block as string;
  const resizing = (event.target as HTMLElement).classList.contains("design-handle");
  const stage = box.parentElement as HTMLElement;
  const millimeter = stage.clientWidth / paper().width;
  const sides: [Side, Side] = resizing ? ["width", "height"] : ["x", "y"];
  const from = sides.map((side) => length(block, side));
  choose(block);
  event.preventDefault();
  stage.focus();
  box.setPointerCapture(event.pointerId);
  const move = (now: PointerEvent) => {
    const by = [now.clientX - event.clientX, now.clientY - event.clientY].map((pixels) => Math.round((pixels / millimeter) * 2) / 2);
    sides.forEach((side, i) => change(block, side, from[i] + by[i] - length(block, side)));
    place(box);
  };
  box.addEventListener("pointermove", move);
  box.addEventListener(
    "pointerup",
    () => {
      box.removeEventListener("pointermove", move);
      if (sides.some((side, i) => length(block, side) !== from[i])) soon();
    },
    { once: true },
  );
}

const arrows: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// press moves the chosen block, or chooses the next one.
function press(event: KeyboardEvent) {
  const all = [...document.querySelectorAll<HTMLElement>(".design-box")];
  const at = all.findIndex((box) => box.dataset.block === chosen);
  const by = arrows[event.key];
  if (event.key === "PageDown" || event.key === "PageUp") {
    const next = (at + (event.key === "PageDown" ? 1 : -1) + all.length) % all.length;
    choose(all[next]?.dataset.block ?? "");
  } else if (by && all[at]) {
    change(chosen, event.shiftKey ? "width" : "x", by[0]);
    change(chosen, event.shiftKey ? "height" : "y", by[1]);
    place(all[at]);
    soon();
  } else return;
  event.preventDefault();
}

// boxes lays a handle over each block that has a box of its own.
function boxes() {
  const stage = shown?.querySelector<HTMLElement>(".design-stage");
  const picture = stage?.querySelector(".design-page");
  if (!stage || !picture) return;
  stage.tabIndex = 0;
  stage.setAttribute("role", "application");
  stage.setAttribute("aria-label", stage.dataset.label as string);
  stage.setAttribute("aria-describedby", "design-help");
  stage.addEventListener("keydown", press);
  for (const part of document.querySelectorAll<HTMLElement>(".design-block")) {
    const block = part.dataset.block as string;
    if (input(block, "below")?.checked) continue;
    const box = document.createElement("div");
    box.className = block === chosen ? "design-box chosen" : "design-box";
    box.dataset.block = block;
    const handle = document.createElement("span");
    handle.className = "design-handle";
    box.append(handle);
    place(box);
    box.addEventListener("pointerdown", (event) => drag(event, box));
    box.addEventListener("dblclick", () => {
      (part as HTMLDetailsElement).open = true;
      part.querySelector<HTMLElement>("summary")?.focus();
    });
    stage.append(box);
  }
}

// show asks for the picture of what is typed; nothing is saved by that.
async function show() {
  if (!form || !shown) return;
  const number = ++asked;
  shown.setAttribute("aria-busy", "true");
  const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
  body.set("do", "preview");
  const answer = await fetch(location.href, { method: "POST", body }).catch(() => undefined);
  const text = answer?.ok ? await answer.text() : "";
  if (number !== asked) return; // the form has changed since
  shown.removeAttribute("aria-busy");
  const drawn = new DOMParser().parseFromString(text, "text/html").getElementById("design-shown");
  if (!drawn?.querySelector(".design-page")) return; // what is typed cannot be drawn yet
  const focused = document.activeElement?.classList.contains("design-stage");
  shown.replaceChildren(...drawn.childNodes);
  boxes();
  if (chosen) choose(chosen);
  if (focused) shown.querySelector<HTMLElement>(".design-stage")?.focus();
}

function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(show, 300);
}

if (form && shown) {
  form.addEventListener("input", soon);
  form.addEventListener("focusin", (event) => {
    const part = (event.target as HTMLElement).closest<HTMLElement>(".design-block");
    if (part) choose(part.dataset.block as string);
  });
  form.addEventListener("submit", (event) => {
    const target = (event as SubmitEvent).submitter?.getAttribute("formtarget");
    if (target) setTimeout(() => delete form.dataset.sent); // the page stays, and is sent again
  });
  const help = document.getElementById("design-help");
  if (help) help.hidden = false;
  boxes();
}
