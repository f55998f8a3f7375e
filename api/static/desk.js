"use strict";
// The drafting desk: what is typed into a sentence stays in this browser until the server has it; columns and tabs;
// sources beside the sentence under the pointer. The desk's content itself comes from the server.

(function () {
  const root = document.documentElement;
  const store = window.localStorage;
  const find = (selector, within) => (within || document).querySelector(selector);
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const desk = () => document.getElementById("desk");
  const prefix = () => `dafu-draft:${desk().dataset.draft}:`;
  let back = null; // the sentence that gets the focus when its form is gone

  // What was typed

  function kept() {
    return Object.keys(store).filter((key) => key.startsWith(prefix()));
  }

  function keep(form) {
    const text = form.elements.text;
    if (!text) return;
    if (text.value === text.defaultValue) store.removeItem(prefix() + form.dataset.name);
    else {
      const { mode, back } = form.dataset;
      const value = { text: text.value, mode, back, was: text.defaultValue, version: desk().dataset.version };
      store.setItem(prefix() + form.dataset.name, JSON.stringify(value));
    }
  }

  function ready(form) {
    if (form.dataset.ready) return;
    form.dataset.ready = "yes";
    const held = JSON.parse(store.getItem(prefix() + form.dataset.name) || "null");
    const field = form.elements.text || form.elements.day;
    if (held && form.elements.text) form.elements.text.value = held.text;
    form.addEventListener("input", () => keep(form));
    if (!form.dataset.quiet) {
      field.focus();
      if (field.setSelectionRange && field.type !== "date") field.setSelectionRange(field.value.length, field.value.length);
    }
  }

  function reopen() {
    if (desk().dataset.editable !== "yes") return;
    for (const key of kept()) {
      const name = key.slice(prefix().length);
      const held = JSON.parse(store.getItem(key));
      if (find(`form.edit[data-name="${name}"]`)) continue;
      // A new sentence goes behind the one it was written behind, as long as nothing has moved since.
      const behind = held.version === desk().dataset.version ? find(`.said#${CSS.escape(held.back)}`) : null;
      const here = held.mode === "write" ? find(`.said[data-name="${name}"]`) : behind;
      const mode = held.mode === "write" ? "" : "&mode=add";
      if (here) htmx.ajax("GET", find(".sentence", here).getAttribute("hx-get") + mode, { target: here, swap: "outerHTML" });
      else lost(key, held);
    }
  }

  // Words whose sentence is gone are shown, so that they can be put elsewhere.
  function lost(key, held) {
    if (find(`[data-lost="${CSS.escape(key)}"]`)) return;
    const box = document.createElement("div");
    box.className = "message warn";
    box.dataset.lost = key;
    box.setAttribute("role", "status");
    const told = document.createElement("p");
    told.textContent = "这些文字还没有保存，原来的位置已经变动，可以复制到别处：";
    const words = document.createElement("p");
    words.className = "mine";
    words.textContent = held.text;
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "small";
    drop.textContent = "不要了";
    drop.addEventListener("click", () => {
      store.removeItem(key);
      box.remove();
    });
    box.append(told, words, drop);
    find("#told").append(box);
  }

  function close(form, drop) {
    if (drop) store.removeItem(prefix() + form.dataset.name);
    back = form.dataset.back;
    htmx.ajax("GET", `${window.location.pathname}`, { target: "#desk", swap: "outerMorph", select: "#desk" });
  }

  // Columns and tabs

  function show(kind, name) {
    root.dataset[kind] = name;
    for (const tab of all(`a[data-${kind}]`)) tab.setAttribute("aria-current", tab.dataset[kind] === name ? "true" : "false");
    if (name === "compared") load(find("#compared-body"));
  }

  function load(box) {
    if (!box || box.dataset.loaded) return;
    box.dataset.loaded = "yes";
    box.dispatchEvent(new CustomEvent("opened"));
  }

  // Leads to a place of the page in whichever column and tab it lies.
  function go(id) {
    const target = document.getElementById(id);
    if (!target) return;
    const column = target.closest("section.column");
    const side = target.closest(".side");
    if (side) show("side", side.dataset.side);
    if (column) show("column", column.dataset.column);
    target.scrollIntoView({ block: column === target ? "nearest" : "start", behavior: "smooth" });
    const inside = target.matches("[tabindex]") ? target : find("[tabindex], a, select", target);
    if (inside) inside.focus({ preventScroll: true });
  }

  // The note of a sentence stands under its last line, or over its first one where there is no room below.
  function place(said) {
    const note = find(".note", said);
    if (!note) return;
    const words = find(".sentence", said).getClientRects();
    const last = words[words.length - 1];
    const column = said.closest(".column").getBoundingClientRect();
    const width = Math.min(440, column.width - 16);
    note.style.width = `${width}px`;
    note.style.left = `${Math.max(column.left + 8, Math.min(last.left, column.right - width - 8))}px`;
    const high = note.offsetHeight;
    const below = last.bottom + 2 + high <= window.innerHeight;
    note.style.top = `${below ? last.bottom + 2 : Math.max(column.top, words[0].top - high - 2)}px`;
  }

  function enliven() {
    const saved = desk().dataset.keptSaved;
    if (saved) {
      store.removeItem(prefix() + saved);
      desk().dataset.keptSaved = "";
    }
    for (const form of all("form.edit")) ready(form);
    show("side", root.dataset.side || "evidence");
    show("column", root.dataset.column || "letter");
    if (back && !find("form.edit")) {
      const here = document.getElementById(back);
      if (here) find(".sentence", here)?.focus({ preventScroll: true });
      back = null;
    }
    reopen();
  }

  document.addEventListener("DOMContentLoaded", () => {
    // htmx takes what the reader opened or what was loaded later for content that changed.
    htmx.config.morphIgnore = [...(htmx.config.morphIgnore || []), "open"];
    htmx.config.morphSkip = "[data-loaded]";
    root.classList.add("scripted");
    enliven();
    if (window.location.hash) go(window.location.hash.slice(1));
  });
  // A failure that is a page of its own does not take the desk's place: its message is told, the desk stays.
  document.addEventListener("htmx:before:swap", (event) => {
    const ctx = event.detail.ctx;
    if (!ctx.response || ctx.response.status < 400 || ctx.hx?.retarget) return;
    event.preventDefault();
    const told = new DOMParser().parseFromString(ctx.text || "", "text/html").querySelector("[role=alert]");
    notice((told && told.textContent.trim()) || "没有办成，您填写的内容还在页面上，请稍后再试。");
  });
  document.addEventListener("htmx:after:swap", () => {
    // What was compared was the letter before the change.
    const compared = find("#compared-body");
    if (compared && root.dataset.compared !== desk().dataset.version) {
      root.dataset.compared = desk().dataset.version;
      delete compared.dataset.loaded;
    }
    enliven();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link && link.matches("[data-cancels]")) {
      event.preventDefault();
      close(link.closest("form"), true);
    } else if (link && link.matches("[data-drops]")) {
      for (const form of all("form.edit")) store.removeItem(prefix() + form.dataset.name);
    } else if (link && link.getAttribute("href")?.startsWith("#") && link.closest("#desk")) {
      event.preventDefault();
      if (link.dataset.side) show("side", link.dataset.side);
      else if (link.dataset.column) show("column", link.dataset.column);
      else {
        if (link.dataset.ask && link.closest("#proposal")) {
          document.getElementById(`beside-${link.dataset.ask}`)?.scrollIntoView({ block: "start" });
        }
        go(link.getAttribute("href").slice(1));
      }
    }
    for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const sentence = event.target.closest?.(".sentence[role=button]");
    const form = event.target.closest?.("form.edit");
    if (sentence && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      sentence.click();
    } else if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(find("button.main", form));
    } else if (event.key === "Escape") {
      if (form) close(form, true);
      for (const said of all(".said.shown")) said.classList.remove("shown");
      for (const menu of all("details.menu[open]")) menu.open = false;
    }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form.edit");
    if (form) back = form.dataset.back;
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-sends]")) event.target.form.requestSubmit();
  });
  document.addEventListener(
    "toggle",
    (event) => {
      if (event.target.open && event.target.matches("details.past")) load(find("[hx-get]", event.target));
    },
    true,
  );
  for (const [begins, ends] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    document.addEventListener(begins, (event) => {
      const said = event.target.closest?.(".said");
      if (!said) return;
      for (const other of all(".said.shown")) if (other !== said) other.classList.remove("shown");
      said.classList.add("shown");
      place(said);
    });
    document.addEventListener(ends, (event) => {
      const said = event.target.closest?.(".said");
      if (said && !said.contains(event.relatedTarget)) said.classList.remove("shown");
    });
  }
})();
