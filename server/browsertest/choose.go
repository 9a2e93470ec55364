package browsertest

import (
	"encoding/base64"
	"fmt"
	"strings"
	"time"
)

// Choose puts a file with this name and content into the file input that a CSS selector names, as somebody does who chooses it.
func (tab *Tab) Choose(selector, name, content string) {
	tab.t.Helper()
	found := evaluate[bool](tab, fmt.Sprintf(`(() => {
		const input = document.querySelector(%q), chosen = new DataTransfer();
		chosen.items.add(new File([%q], %q));
		if (input) input.files = chosen.files;
		return input !== null && input.files.length === 1;
	})()`, selector, content, name))
	if !found {
		tab.t.Fatalf("there is no file input %s", selector)
	}
}

// Await waits until a text can be seen on the page.
func (tab *Tab) Await(text string) {
	tab.t.Helper()
	for late := time.Now().Add(patience); time.Now().Before(late); {
		if strings.Contains(tab.Text(), text) {
			return
		}
	}
	tab.Has(text)
}

// Drop lets a file with this name and content fall onto what a CSS selector names.
func (tab *Tab) Drop(selector, name string, content []byte) {
	tab.t.Helper()
	found := evaluate[bool](tab, fmt.Sprintf(`(() => {
		const target = document.querySelector(%q), dropped = new DataTransfer();
		dropped.items.add(new File([Uint8Array.from(atob(%q), (letter) => letter.charCodeAt(0))], %q));
		return target !== null && !target.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
	})()`, selector, base64.StdEncoding.EncodeToString(content), name))
	if !found {
		tab.t.Fatalf("nothing takes files at %s", selector)
	}
}
