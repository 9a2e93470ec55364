// keys tells what the presenter does by the keyboard, or by the clicker in his hand.
export function keys(tell: (cue: string) => void): void {
  const cues: Record<string, string> = { " ": "next", ArrowRight: "next", PageDown: "next", ArrowLeft: "back", PageUp: "back", b: "black", B: "black", p: "pause", P: "pause" };
  addEventListener("keydown", (event) => {
    const cue = cues[event.key];
    const target = event.target as HTMLElement;
    if (!cue || event.ctrlKey || event.metaKey || event.altKey || target.closest("input, textarea, select") || event.key === " " && target.closest("a, button")) return;
    event.preventDefault();
    if (!event.repeat) tell(cue);
  });
}
