// The matrix by keyboard: arrows and Enter move between cells, Escape puts back what a cell had, a column of a spreadsheet is pasted
// at once. Everything else is the browser's: each cell is a labelled field, and Tab works as everywhere.

import { beginPaste } from "./paste";

type Cell = HTMLInputElement;

document.querySelectorAll<HTMLFormElement>("form[data-matrix]").forEach(begin);

function begin(form: HTMLFormElement): void {
  form.dataset.scripted = "";
  const digits = form.querySelector<HTMLInputElement>("[data-matrix-digits]");
  form.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!(cell instanceof HTMLInputElement) || cell.dataset.cell === undefined || event.altKey || event.metaKey) return;
    if (act(form, cell, event)) event.preventDefault();
  });
  form.addEventListener("keypress", (event) => { // Enter moves on; the form is sent by its buttons
    if (event.key === "Enter" && event.target instanceof HTMLInputElement && event.target.dataset.cell !== undefined) event.preventDefault();
  });
  form.addEventListener("focusin", (event) => {
    if (!(event.target instanceof HTMLInputElement) || !event.target.matches("[data-cell][type=text]")) return;
    event.target.dataset.before = event.target.value;
    event.target.select();
  });
  form.addEventListener("input", (event) => {
    const cell = event.target;
    if (digits?.checked && cell instanceof HTMLInputElement && cell.matches("[data-cell][type=text]") && /^\d$/.test(cell.value)) move(form, cell, 1, 0);
  });
  form.addEventListener("autosave", () => count(form));
  form.addEventListener("input", () => count(form));
  beginPaste(form, (cell) => down(form, cell));
}

// act does what a key means in a cell, and tells whether it means anything.
function act(form: HTMLFormElement, cell: Cell, event: KeyboardEvent): boolean {
  const choice = cell.type === "radio";
  switch (event.key) {
    case "ArrowUp": return move(form, cell, -1, 0);
    case "ArrowDown": return move(form, cell, 1, 0);
    case "Enter": return move(form, cell, event.shiftKey ? -1 : 1, 0) || true; // it does not send the form
    case "ArrowLeft": return !choice && atEdge(cell, 0) && move(form, cell, 0, -1);
    case "ArrowRight": return !choice && atEdge(cell, cell.value.length) && move(form, cell, 0, 1);
    case "Home": return end(form, cell, event.ctrlKey, false);
    case "End": return end(form, cell, event.ctrlKey, true);
    case "Escape": return putBack(cell);
    case "0": case "1": return choice && choose(cell, event.key === "1");
    case " ": return choice && cell.checked && cell.value !== "" && choose(cell, cell.value === "0" );
    case "Delete": case "Backspace": return choice && pick(cell, (value) => value === "");
  }
  return false;
}

// atEdge tells whether an arrow would leave the text: the caret stands at its end, or all of it is selected.
function atEdge(cell: Cell, edge: number): boolean {
  const from = cell.selectionStart ?? 0, to = cell.selectionEnd ?? 0;
  return (from === edge && to === edge) || (from === 0 && to === cell.value.length);
}

// rows are the cells that can be gone to, by rows; of a choice it is the one that Tab would come to.
function rows(form: HTMLFormElement): (Cell | undefined)[][] {
  return [...form.querySelectorAll<HTMLTableRowElement>("tbody > tr")].map((row) => [...row.querySelectorAll<HTMLElement>(":scope > .matrix-cell")].map((place) => {
    const cells = [...place.querySelectorAll<Cell>("[data-cell]")].filter((cell) => !cell.disabled);
    return cells.find((cell) => cell.type !== "radio" || cell.checked) ?? cells[0];
  }));
}

function placeOf(form: HTMLFormElement, cell: Cell): [number, number] {
  const row = cell.closest("tr")!, place = cell.closest(".matrix-cell")!;
  return [[...row.parentElement!.children].indexOf(row), [...row.querySelectorAll(":scope > .matrix-cell")].indexOf(place)];
}

// move goes to the next cell in a direction, past those that nobody owes.
function move(form: HTMLFormElement, cell: Cell, rowStep: number, columnStep: number): boolean {
  const all = rows(form);
  let [row, column] = placeOf(form, cell);
  for (;;) {
    row += rowStep; column += columnStep;
    const line = all[row];
    if (!line || column < 0 || column >= line.length) return false;
    if (line[column]) return go(line[column]);
  }
}

// end goes to the first or last cell of the row; with one criterion, or with Ctrl, of all.
function end(form: HTMLFormElement, cell: Cell, whole: boolean, last: boolean): boolean {
  const all = rows(form), [row] = placeOf(form, cell);
  const cells = (whole || all[row]!.length === 1 ? all.flat() : all[row]!).filter((other) => other !== undefined);
  const there = last ? cells.at(-1) : cells[0];
  return there !== undefined && go(there);
}

function go(cell: Cell): boolean {
  cell.focus();
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  return true;
}

function putBack(cell: Cell): boolean {
  if (cell.type === "radio" || cell.readOnly) return false;
  set(cell, cell.dataset.before ?? cell.defaultValue);
  cell.select();
  return true;
}

// choose answers an item of a checklist: met is the most, not met is zero.
function choose(cell: Cell, met: boolean): boolean { return pick(cell, (value) => met ? value !== "" && value !== "0" : value === "0"); }

function pick(cell: Cell, wanted: (value: string) => boolean): boolean {
  const found = [...cell.closest("fieldset")!.querySelectorAll<Cell>("input[type=radio]")].find((other) => wanted(other.value));
  if (!found) return false;
  found.checked = true;
  found.focus();
  found.dispatchEvent(new Event("input", { bubbles: true }));
  found.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

function set(cell: Cell, value: string): void {
  if (cell.value === value) return;
  cell.value = value;
  cell.dispatchEvent(new Event("input", { bubbles: true }));
}

// counted are the rows as those of a spreadsheet, which knows of no training.
function counted(form: HTMLFormElement): (Cell | undefined)[][] {
  const lines = form.querySelectorAll<HTMLTableRowElement>("tbody > tr");
  return rows(form).map((cells, i) => lines[i]!.dataset.training === undefined ? cells : []);
}

// down lists the cells from a cell downwards, in its column and those to the right of it, by rows in which anything is owed. What
// cannot be typed into keeps its place, but is no cell.
function down(form: HTMLFormElement, cell: Cell): (Cell | undefined)[][] {
  const [row, column] = placeOf(form, cell);
  return counted(form).slice(row).map((line) => line.slice(column)).filter((line) => line.some((other) => other !== undefined))
    .map((line) => line.map((other) => other?.type === "text" && !other.readOnly ? other : undefined));
}

// count says how many cells have a value.
function count(form: HTMLFormElement): void {
  const place = form.querySelector<HTMLElement>("[data-matrix-filled]");
  if (!place) return;
  const filled = counted(form).flat().filter((cell) => cell && (cell.type === "radio" ? cell.checked && cell.value !== "" : cell.value.trim() !== "")).length;
  place.textContent = place.dataset.matrixFilled!.replace("{n}", String(filled));
}
