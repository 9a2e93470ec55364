// A column of a spreadsheet, pasted into a cell of the matrix, fills that cell and those below it, once one has seen what goes where.

type Cell = HTMLInputElement;
type Filling = [Cell, string][];

// beginPaste takes pasted texts of several values; down gives the cells below a cell, its own row first, with a gap for
// each that is not to be filled.
export function beginPaste(form: HTMLFormElement, down: (cell: Cell) => (Cell | undefined)[][]): void {
  const box = form.querySelector<HTMLElement>("[data-matrix-paste]")!;
  form.addEventListener("paste", (event) => {
    const cell = event.target;
    const text = event.clipboardData?.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n+$/, "") ?? "";
    if (!(cell instanceof HTMLInputElement) || !cell.matches("[data-cell][type=text]") || !/[\n\t]/.test(text)) return;
    event.preventDefault();
    offer(form, box, cell, lay(text, down(cell)));
  });
}

// lay lays the lines over the cells; over counts the values for which there is none.
function lay(text: string, cells: (Cell | undefined)[][]): { filling: Filling; values: number; over: number } {
  const filling: Filling = [];
  const alone = cells[0]?.length === 1; // with a name before it, the value stands last
  let values = 0;
  for (const [i, line] of text.split("\n").entries()) {
    const typed = line.split("\t").map((value) => value.trim());
    const row = cells[i] ?? [];
    const skip = alone ? typed.length - 1 : 0;
    for (const [j, value] of typed.slice(skip).entries()) {
      if (value === "") continue;
      values++;
      if (row[j]) filling.push([row[j], value]);
    }
  }
  return { filling, values, over: values - filling.length };
}

// fits tells whether a value may stand in a cell, as far as a page can know: the server has the last word.
function fits(cell: Cell, value: string): boolean {
  if (!/^[-−]?\d{1,9}([.,]\d{1,6})?$/.test(value)) return false;
  if (cell.dataset.measured !== undefined) return true;
  const micros = (text: string): number => Math.round(Number(text.replace(",", ".").replace("−", "-")) * 1e6);
  const number = micros(value);
  return number >= 0 && number <= micros(cell.dataset.max!) && number % micros(cell.dataset.step!) === 0;
}

function offer(form: HTMLFormElement, box: HTMLElement, cell: Cell, { filling, values, over }: ReturnType<typeof lay>): void {
  const words = form.dataset;
  const wrong = filling.filter(([at, value]) => !fits(at, value)).length;
  const said = [words.preview!.replace("{values}", String(values)).replace("{cells}", String(filling.length))];
  if (wrong > 0) said.push(words.previewWrong!.replace("{wrong}", String(wrong)));
  if (over > 0) said.push(words.previewOver!.replace("{over}", String(over)));
  const close = (): void => { box.replaceChildren(); cell.focus(); };
  const fill = button(words.fill!, () => {
    const before: Filling = filling.map(([at]) => [at, at.value]);
    put(filling);
    show(box, words.filled!.replace("{cells}", String(filling.length)), button(words.undo!, () => { put(before); close(); }));
    cell.focus();
  });
  show(box, said.join(" "), fill, button(words.cancel!, close));
  fill.focus();
}

function put(filling: Filling): void {
  for (const [cell, value] of filling) {
    cell.value = value;
    cell.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function show(box: HTMLElement, text: string, ...ways: HTMLElement[]): void {
  const paragraph = document.createElement("p");
  paragraph.className = "ds-paragraph";
  paragraph.textContent = text;
  const actions = document.createElement("div");
  actions.className = "actions";
  actions.append(...ways);
  box.replaceChildren(paragraph, actions);
}

function button(text: string, act: () => void): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "ds-button";
  element.dataset.variant = "secondary";
  element.textContent = text;
  element.addEventListener("click", act);
  return element;
}
