// What is live on a page is fetched again every ten seconds while somebody looks at it. Without a script there is a link that does it.

const every = 10_000;

// place says where the keyboard is, so that it is there again in the part that came.
function place(part: Element): (() => void) | undefined {
  const at = document.activeElement;
  if (!at || !part.contains(at)) return undefined;
  const all = [...part.querySelectorAll("a, button, input, [tabindex]")];
  const number = all.indexOf(at);
  return () => (part.querySelectorAll("a, button, input, [tabindex]")[number] as HTMLElement | undefined)?.focus({ preventScroll: true });
}

// put exchanges the part, and leaves what was scrolled aside where it was.
function put(part: HTMLElement, html: string) {
  const focus = place(part);
  const scrolled = [...part.querySelectorAll(".scroll")].map((region) => region.scrollLeft);
  part.innerHTML = html;
  part.querySelectorAll(".scroll").forEach((region, i) => (region.scrollLeft = scrolled[i] ?? 0));
  focus?.();
}

function stale(part: HTMLElement) {
  const asOf = part.querySelector<HTMLElement>("[data-as-of]");
  if (!asOf || asOf.dataset.late) return;
  asOf.dataset.late = "yes";
  asOf.parentElement?.setAttribute("data-late", "yes");
  asOf.append(" " + (part.dataset.stale ?? ""));
}

async function refresh(part: HTMLElement): Promise<boolean> {
  try {
    const answer = await fetch(part.dataset.live ?? "", { headers: { Accept: "text/html" }, redirect: "manual" });
    if (answer.ok) put(part, await answer.text());
    else stale(part);
    return answer.ok || answer.status >= 500; // signed out, or not for this person any more: it will not get better
  } catch {
    stale(part);
    return true;
  }
}

for (const part of document.querySelectorAll<HTMLElement>("[data-live]")) {
  const timer = setInterval(async () => {
    if (document.visibilityState !== "visible") return;
    if (!(await refresh(part))) clearInterval(timer);
  }, every);
}
