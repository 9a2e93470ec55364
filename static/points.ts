// What the server says of scores beside their fields: how much a measured value is worth, and how far a row of the matrix has come.
// Penalty points are counted up and down with the keys + and −.

interface Said { points?: Record<string, string>; states?: Record<string, string> }

document.addEventListener("autosave", (event) => {
  const said = (event as CustomEvent<Said>).detail;
  for (const [name, text] of Object.entries(said.points ?? {})) {
    const place = document.querySelector(`[data-points-of="${CSS.escape(name)}"]`);
    if (place && place.textContent !== text) place.textContent = text;
  }
  for (const [sheet, text] of Object.entries(said.states ?? {})) {
    const place = document.querySelector<HTMLElement>(`[data-state-of="${CSS.escape(sheet)}"]`);
    if (!place || place.textContent === text) continue;
    place.textContent = text;
    if (place.dataset.color === "neutral") place.dataset.color = "warning";
  }
});

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (!(field instanceof HTMLInputElement) || field.dataset.penalty === undefined || field.readOnly || event.ctrlKey || event.altKey || event.metaKey) return;
  const up = event.key === "+", down = event.key === "-" || event.key === "−";
  if (!up && !down) return;
  event.preventDefault();
  const comma = document.documentElement.lang !== "en";
  const number = (text: string): number => Math.round(Number(text.trim().replace(",", ".")) * 1e6);
  const next = number(field.value) + (up ? 1 : -1) * number(field.dataset.step!);
  if (!(next >= 0) || next > number(field.dataset.max!)) return;
  field.value = comma ? String(next / 1e6).replace(".", ",") : String(next / 1e6);
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
