// Who may enter a category is counted while the form is filled in; without this script a button does it.

const form = document.querySelector<HTMLFormElement>("form[data-count]");
const shown = document.getElementById("count");
let waiting: ReturnType<typeof setTimeout> | undefined;
let asked = 0;

async function count() {
  if (!form || !shown) return;
  const number = ++asked;
  shown.setAttribute("aria-busy", "true");
  const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
  const answer = await fetch(form.dataset.count as string, { method: "POST", body }).catch(() => undefined);
  const counted = answer?.ok ? await answer.json() : undefined;
  if (number !== asked) return; // the form has changed since
  shown.removeAttribute("aria-busy");
  if (!counted) return; // the button still counts
  for (const part of shown.querySelectorAll<HTMLElement>("[data-part]")) {
    part.textContent = counted[part.dataset.part as string];
    part.hidden = part.textContent === "";
  }
}

form?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(count, 300);
});
