// The screen of an open meeting renews itself: the server tells that there is something new, and the page is asked for anew, so
// that everybody gets what he himself may see.

const again = 5_000; // milliseconds before a lost connection is tried again

const screen = document.querySelector<HTMLElement>("[data-meeting]");
if (screen) watch(screen);

function watch(screen: HTMLElement): void {
  const state = screen.querySelector<HTMLElement>("[data-live-state]")!;
  let fetching = false;
  let wanted = 0; // the newest revision that was heard of

  const shown = (): number => Number(document.getElementById("live")!.dataset.revision);
  const say = (words: string): void => { if (state.textContent !== words) state.textContent = words; };

  async function renew(): Promise<void> {
    if (fetching) return;
    fetching = true;
    try {
      while (wanted > shown()) {
        const response = await fetch(location.pathname, { credentials: "same-origin" });
        const live = response.ok && !response.redirected
          ? new DOMParser().parseFromString(await response.text(), "text/html").getElementById("live") : null;
        if (!live) return location.reload(); // signed out, or the meeting is over
        tell(screen, live);
        replace(live);
      }
    } catch {
      say(state.dataset.lost!);
      setTimeout(() => { void renew(); }, again);
    } finally {
      fetching = false;
    }
  }

  function listen(): void {
    const source = new EventSource(screen.dataset.meeting!);
    source.addEventListener("open", () => { say(state.dataset.renewed!); });
    source.addEventListener("revision", (event) => {
      wanted = Number((event as MessageEvent<string>).data);
      void renew();
    });
    source.addEventListener("over", () => { source.close(); location.reload(); });
    source.addEventListener("error", () => {
      say(state.dataset.lost!);
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, again);
    });
    addEventListener("pagehide", () => { source.close(); });
    addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  }
  listen();
}

// tell says to those who listen who is under discussion now, or that they are to leave the room.
function tell(screen: HTMLElement, live: HTMLElement): void {
  const name = (part: Element): string => part.querySelector("[data-live-name]")?.textContent ?? "";
  if (name(live) !== name(document.getElementById("live")!)) screen.querySelector("[data-live-said]")!.textContent = name(live);
}

// replace puts the new part in the place of the old one, and leaves the focus where it was.
function replace(live: HTMLElement): void {
  const focused = document.activeElement?.id;
  const old = document.getElementById("live")!;
  const inside = old.contains(document.activeElement);
  old.replaceWith(document.adoptNode(live));
  if (inside) (document.getElementById(focused ?? "") ?? document.getElementById("discussed"))?.focus({ preventScroll: true });
}
