"use strict";
// Small habits of the pages that HTML alone does not have. Nothing here is needed to read or to submit.

// What was typed into a form with data-keep survives a reload, a lost connection and a closed window.
(function () {
  const prefix = "dafu-kept:";
  const store = window.localStorage;

  function fields(form) {
    return Array.from(form.elements).filter((one) => one.name && !["hidden", "password", "file", "submit"].includes(one.type));
  }

  function keep(form) {
    const values = {};
    for (const one of fields(form)) values[one.name] = one.type === "checkbox" ? one.checked : one.value;
    store.setItem(prefix + form.dataset.keep, JSON.stringify({ at: Date.now(), values }));
  }

  function offer(form) {
    const kept = JSON.parse(store.getItem(prefix + form.dataset.keep) || "null");
    if (!kept || !Object.entries(kept.values).some(([name, value]) => differs(form.elements[name], value))) return;
    const box = document.createElement("p");
    box.className = "message warn";
    box.setAttribute("role", "status");
    box.textContent = "上次填写的内容没有保存。";
    const back = button("恢复填写的内容", () => {
      for (const [name, value] of Object.entries(kept.values)) fill(form.elements[name], value);
      box.remove();
    });
    const drop = button("不要了", () => {
      store.removeItem(prefix + form.dataset.keep);
      box.remove();
    });
    box.append(" ", back, " ", drop);
    form.prepend(box);
  }

  function differs(field, value) {
    return field && (field.type === "checkbox" ? field.checked !== value : field.value !== value);
  }

  function fill(field, value) {
    if (!field) return;
    if (field.type === "checkbox") field.checked = value;
    else field.value = value;
  }

  function button(text, action) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", action);
    return made;
  }

  // Forms that come with a part of a page are kept like those that came with the whole.
  const offered = new WeakSet();
  function offerAll() {
    // A page that shows what was saved tells so; only then is what was kept given up.
    for (const mark of document.querySelectorAll("[data-saved]")) store.removeItem(prefix + mark.dataset.saved);
    for (const form of document.querySelectorAll("form[data-keep]")) {
      if (!offered.has(form)) offer(form);
      offered.add(form);
    }
  }
  document.addEventListener("DOMContentLoaded", offerAll);
  document.addEventListener("htmx:after:swap", offerAll);
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-keep]");
    if (form) keep(form);
  });
})();

// Beside the results there is room for all facets; above them, on a small screen, they begin folded.
document.addEventListener("DOMContentLoaded", () => {
  if (!window.matchMedia("(max-width: 60rem)").matches) return;
  for (const one of document.querySelectorAll(".facets details")) one.open = one.querySelector("[aria-current]") !== null;
});

// A word at the lower edge, read out by screen readers.
function notice(text) {
  const box = document.getElementById("notice");
  box.textContent = text;
  window.setTimeout(() => {
    if (box.textContent === text) box.textContent = "";
  }, 6000);
}
document.addEventListener("htmx:error", () => notice("没有连上服务器，您填写的内容还在页面上，请稍后再试。"));

// Jobs on the page tell where they stand; when one ends the page is shown anew with its report.
document.addEventListener("DOMContentLoaded", () => {
  for (const box of document.querySelectorAll("[data-job]")) {
    const events = new EventSource(`/api/v1/jobs/${box.dataset.job}/events`);
    const bar = box.querySelector("progress");
    const step = box.querySelector(".step");
    events.addEventListener("progress", (event) => {
      const job = JSON.parse(event.data);
      bar.max = job.total || 1;
      bar.value = job.done;
      step.textContent = job.step ? `${job.step}（${job.done} / ${job.total}）` : "等待开始";
    });
    events.addEventListener("end", () => {
      events.close();
      window.location.reload();
    });
  }
});
