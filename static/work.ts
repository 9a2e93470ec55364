// What is printed in the background tells how far it is: the server says that there is something new, and those parts of the page that
// show it are asked for anew.

const again = 5_000; // milliseconds before a lost connection is tried again

const work = (): HTMLElement | null => document.getElementById("work");
const address = work()?.dataset.work;
if (address) follow(address);
byItself();

// byItself hides what is there for those without a script.
function byItself(): void {
  const hand = document.querySelector<HTMLElement>("[data-work-by-hand]");
  if (hand) hand.hidden = true;
}

function follow(address: string): void {
  let fetching = false, missed = false;

  // renew asks for the page, and puts what is new in its place. What comes meanwhile is asked for afterwards.
  async function renew(): Promise<void> {
    if (fetching) { missed = true; return; }
    fetching = true;
    try {
      do {
        missed = false;
        const response = await fetch(location.href, { credentials: "same-origin" });
        if (!response.ok || response.redirected) return location.reload(); // signed out
        replace(new DOMParser().parseFromString(await response.text(), "text/html"));
      } while (missed);
    } catch {
      setTimeout(() => { void renew(); }, again);
    } finally {
      fetching = false;
    }
  }

  function listen(): void {
    const source = new EventSource(address);
    source.addEventListener("revision", (event) => {
      if ((event as MessageEvent<string>).data !== work()!.dataset.revision) void renew();
    });
    source.addEventListener("over", () => { source.close(); void renew(); });
    source.addEventListener("error", () => { if (source.readyState === EventSource.CLOSED) setTimeout(listen, again); });
    addEventListener("pagehide", () => { source.close(); });
  }
  listen();
}

// replace puts the parts of a new page in the places of the old ones, leaves the focus where it was, and says how the work stands where that
// has changed.
function replace(page: Document): void {
  const before = states(), focused = document.activeElement?.id;
  for (const old of document.querySelectorAll("[data-renewed]")) {
    const fresh = page.getElementById(old.id);
    if (fresh) old.replaceWith(document.adoptNode(fresh));
  }
  byItself();
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus({ preventScroll: true });
  const changed = [...states()].filter(([id, said]) => before.get(id) !== said).map(([, said]) => said);
  if (changed.length > 0) document.querySelector("[data-work-said]")!.textContent = changed.join(" ");
}

// states says of each batch, by the id of its heading, what it is and how it stands.
function states(): Map<string, string> {
  const said = new Map<string, string>();
  for (const state of document.querySelectorAll("[data-work-state]")) {
    const name = state.closest("li")!.querySelector("h3")!;
    said.set(name.id, `${name.textContent}: ${state.textContent}`);
  }
  return said;
}
