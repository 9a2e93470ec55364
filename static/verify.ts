// A certificate's file is compared with the one on record. It is read here, in the browser, and sent nowhere.

const box = document.getElementById("verify-drop");
const input = document.getElementById("verify-file") as HTMLInputElement | null;
const answer = document.getElementById("verify-answer");
const hash = document.getElementById("hash")?.textContent ?? "";

// digest gives the SHA-256 of a file in hex.
async function digest(file: File): Promise<string> {
  const sum = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function say(text: string, sign: string): void {
  answer!.dataset.sign = sign;
  answer!.textContent = text;
}

async function compare(file: File): Promise<void> {
  const words = box!.dataset;
  say(words.reading!, "…");
  try {
    if (await digest(file) === hash) say(`${file.name}: ${words.right}`, "✓");
    else say(`${file.name}: ${words.wrong}`, "✗");
  } catch {
    say(words.failed!, "✗");
  }
}

if (box && input && answer && globalThis.crypto?.subtle) {
  box.hidden = false;
  input.addEventListener("change", () => { if (input.files?.[0]) void compare(input.files[0]); });
  for (const name of ["dragenter", "dragover"]) {
    box.addEventListener(name, (event) => { event.preventDefault(); box.classList.add("over"); });
  }
  for (const name of ["dragleave", "drop"]) box.addEventListener(name, () => box.classList.remove("over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) void compare(file);
  });
  for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => { event.preventDefault(); }); // a file beside the box does not replace the page
}
