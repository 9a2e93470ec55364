// What the screens of a ceremony have in common: they follow the news, and ask for their page anew.

export const again = 2_000; // milliseconds before a lost connection is tried again
export const patience = 10_000; // milliseconds after which an answer counts as lost
const instead = 4_000; // milliseconds between two questions where the server has no place for a stream
const questions = 15; // before a stream is tried again

// shown is the revision of what the screen shows.
export function shown(): number {
  return Number(document.getElementById("scene")!.dataset.revision);
}

// follow calls news with each number that the server tells, which is the one of now when a lost connection is back. Where the server refuses
// the stream, it is asked every few seconds.
export function follow(address: string, news: (revision: number) => Promise<void>): void {
  let source: EventSource, timer = 0;
  const tell = (revision: number) => { if (revision !== shown()) void news(revision); };

  function open(): void {
    source = new EventSource(address);
    source.addEventListener("revision", (event) => { tell(Number((event as MessageEvent<string>).data)); });
    source.addEventListener("error", () => { if (source.readyState === EventSource.CLOSED) ask(questions); });
  }

  function ask(left: number): void {
    timer = setTimeout(async () => {
      try {
        const response = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin", signal: AbortSignal.timeout(patience) });
        if (response.ok && !response.redirected) tell(((await response.json()) as { revision: number }).revision);
      } catch { /* it is asked again */ }
      if (left > 1) ask(left - 1); else open();
    }, instead);
  }

  open();
  addEventListener("pagehide", () => { source.close(); clearTimeout(timer); });
  addEventListener("pageshow", (event) => { if (event.persisted) open(); });
}

// page asks for this page anew; null tells that it is not to be had by who asks. It throws where the server does not answer properly.
export async function page(): Promise<Document | null> {
  const response = await fetch(location.href, { credentials: "same-origin", signal: AbortSignal.timeout(patience) });
  if (passing(response)) throw new Error(response.statusText);
  return response.ok && !response.redirected ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
}

// passing tells that an answer says nothing of what was asked, and that another one will.
export function passing(response: Response): boolean {
  return response.status >= 500 || response.status === 429;
}
