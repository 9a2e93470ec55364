// What a test asks of a page: functions that find things by the words that people see.
(() => {
  const plain = (text) => text.normalize("NFC").replace(/\s+/gu, " ").trim();
  const seen = (element) => element.checkVisibility({ visibilityProperty: true }) || element.matches("input[type=checkbox], input[type=radio]");
  const controls = "a[href], button, summary";
  const fields = "input:not([type=hidden]), textarea, select";
  const surroundings = "tr, li, fieldset, .ds-card, details, form, article, section";

  const names = (element) => {
    const labels = [...(element.labels ?? [])].map((label) => label.textContent);
    return [element.getAttribute("aria-label") ?? "", ...labels, element.matches(controls) ? element.textContent : ""].map(plain).filter(Boolean);
  };

  // around tells whether the nearest thing around an element that says anything of its own says this.
  const around = (element, words) => {
    for (let place = element.closest(surroundings); place; place = place.parentElement?.closest(surroundings)) {
      if (plain(place.textContent).includes(plain(words))) {
        return [...document.querySelectorAll(surroundings)].filter((other) => place.contains(other) && other !== place)
          .every((inner) => inner.contains(element) || !plain(inner.textContent).includes(plain(words)));
      }
    }
    return false;
  };

  // find gives the one element of a kind that is called so; exactly so, if there is one.
  const find = (kind, name, within) => {
    const all = [...document.querySelectorAll(kind === "field" ? fields : controls)]
      .filter((e) => seen(e) && within.every((words) => around(e, words)));
    const wanted = plain(name);
    let found = /^[.[]/.test(name) ? all.filter((e) => e.matches(name)) : all.filter((e) => names(e).includes(wanted));
    if (found.length === 0) found = all.filter((e) => names(e).some((text) => text.includes(wanted)));
    if (found.length !== 1) {
      const there = all.flatMap(names).join(" | ");
      throw new Error(`${found.length} of the ${kind}s here are called "${name}" ${within.join(" in ")}; there are: ${there}`);
    }
    return found[0];
  };

  // point gives the middle of what is called so, once it is in view and nothing lies upon it.
  const point = (kind, name, within) => {
    const element = find(kind, name, within);
    element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const box = element.getClientRects()[0];
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    const top = document.elementFromPoint(x, y);
    if (!top || !(element.contains(top) || top.contains(element) || [...(element.labels ?? [])].some((l) => l.contains(top)))) {
      throw new Error(`"${name}" is covered by ${top?.outerHTML.slice(0, 200)}`);
    }
    return { x, y };
  };

  // choose sets what is no text: an option of a list, a day.
  const choose = (element, value) => {
    if (element.matches("select")) {
      const options = [...element.options];
      const option = options.find((o) => plain(o.text) === plain(value)) ?? options.find((o) => plain(o.text).includes(plain(value)));
      if (!option) throw new Error(`no option "${value}" among ${options.map((o) => o.text).join(" | ")}`);
      element.value = option.value;
    } else {
      element.value = value;
    }
    element.dispatchEvent(new Event("input", { bubbles: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
  };

  return {
    text: () => plain(document.body.innerText),
    // awaits ends once the page shows the words.
    awaits: (words) => new Promise((resolve) => {
      const shown = () => plain(document.body.innerText).includes(plain(words));
      if (shown()) return resolve(true);
      const watch = new MutationObserver(() => {
        if (!shown()) return;
        watch.disconnect();
        resolve(true);
      });
      watch.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    }),
    point,
    value: (name, within) => find("field", name, within).value,
    href: (name, within) => find("control", name, within).href,
    // begin makes a field ready to be typed into, and tells whether it takes text at all.
    begin: (name, within, value) => {
      const field = find("field", name, within);
      field.focus();
      if (field.matches("select, [type=date], [type=time], [type=number]")) {
        choose(field, value);
        return false;
      }
      field.select();
      return true;
    },
    // end makes a text field ready to be typed on.
    end: (name, within) => {
      const field = find("field", name, within);
      field.focus();
      field.setSelectionRange(field.value.length, field.value.length);
      return true;
    },
    send: (selector) => {
      const form = document.querySelector(selector);
      form.noValidate = true;
      form.requestSubmit();
    },
    checked: (name, within) => find("field", name, within).checked,
    // sideways names what makes the page scroll sideways.
    sideways: () => {
      const root = document.scrollingElement;
      if (root.scrollWidth <= root.clientWidth) return [];
      const clipped = (e) => e.parentElement && (getComputedStyle(e.parentElement).overflowX !== "visible" || clipped(e.parentElement));
      const wide = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > root.clientWidth + 0.5 && !clipped(e));
      return [`${root.scrollWidth} px in ${root.clientWidth}`, ...wide.slice(-3).map((e) => e.outerHTML.slice(0, 160))];
    },
    // focus describes what the keyboard is at: which of the page's controls, and whether one sees it.
    focus: () => {
      const e = document.activeElement;
      if (!e || e === document.body) return { tag: "", index: -1, visible: false };
      const ringed = (element) => {
        const style = getComputedStyle(element);
        return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
      };
      const ring = ringed(e) || (e.matches("[type=radio], [type=checkbox]") && e.parentElement.matches(".ds-field") && ringed(e.parentElement));
      const box = e.getBoundingClientRect();
      return {
        tag: e.outerHTML.slice(0, 120), index: [...document.querySelectorAll("*")].indexOf(e),
        id: e.id, visible: ring && box.width > 0 && box.bottom > 0 && box.top < innerHeight,
        skip: e.matches(".ds-skip-link"),
      };
    },
    // reachable lists what Tab must come to, by its place in the document; of radio buttons of one name, one.
    reachable: () => {
      const groups = new Set();
      const everything = [...document.querySelectorAll("*")];
      return [...document.querySelectorAll(`${controls}, ${fields}, [tabindex="0"]`)]
        .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.tabIndex >= 0)
        .filter((e) => {
          if (e.type !== "radio") return true;
          const radios = [...document.querySelectorAll(`input[type=radio][name="${CSS.escape(e.name)}"]`)];
          const stop = radios.find((r) => r.checked) ?? radios[0];
          return e === stop;
        })
        .map((e) => ({ index: everything.indexOf(e), tag: e.outerHTML.slice(0, 120) }));
    },
  };
})()
