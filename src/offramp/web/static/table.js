"use strict";
// Pages read and forms work without this. It follows the game, sends forms without leaving the page, and keeps what was typed.
(() => {
  const follow = document.getElementById("follow"), offline = document.getElementById("offline");
  if (!follow || !window.EventSource) return;
  let last = null, busy = false, again = false, leaving = false;
  const reload = () => { if (!leaving) location.reload(); };  // not while a form leads elsewhere

  // What may be replaced while the reader is in it: no part with a field that holds the focus or words.
  const isInUse = (part) => [...part.querySelectorAll("input, textarea, select")].some((field) =>
    field === document.activeElement || (field.matches("textarea, input:not([type=hidden])") && field.value !== field.defaultValue));

  const place = (element) => element && element.closest("[data-live]") && {
    part: element.closest("[data-live]").id, name: element.getAttribute("name"), value: element.getAttribute("value"),
  };

  // What is left of the turn, by the server's clock: that of this machine may go otherwise.
  const ahead = 1000 * Number(follow.dataset.now) - Date.now();
  const tick = () => {
    for (const each of document.querySelectorAll("[data-until]")) {
      const left = Math.max(0, Math.round(Number(each.dataset.until) - (Date.now() + ahead) / 1000));
      each.textContent = `(${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")} left)`;
    }
  };

  function show(text, own) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const focus = place(document.activeElement);
    const parts = (from) => [...from.querySelectorAll("main > section[id]")].map((each) => each.id).join(" ");
    const isOther = parts(page) !== parts(document);
    if (isOther) document.querySelector("main").replaceWith(page.querySelector("main"));
    for (const fresh of isOther ? [] : page.querySelectorAll("[data-live]")) {
      const old = document.getElementById(fresh.id);
      if (!old || old.innerHTML === fresh.innerHTML || (fresh.id !== own && isInUse(old))) continue;
      for (const fold of fresh.querySelectorAll("details[data-keep]")) {
        const was = old.querySelector(`details[data-keep="${CSS.escape(fold.dataset.keep)}"]`);
        if (was) fold.open = was.open;
      }
      old.replaceWith(fresh);
    }
    tick();
    document.title = page.title;
    document.querySelector("h1").textContent = page.querySelector("h1").textContent;
    document.querySelector("header .asked")?.replaceWith(page.querySelector("header .asked") || "");
    if (focus && document.activeElement === document.body) {
      const part = document.getElementById(focus.part);
      const same = part && [...part.querySelectorAll("[name]")].find((each) => each.name === focus.name && each.value === focus.value);
      (same || part?.querySelector("button, a[href]"))?.focus({ preventScroll: true });
    }
  }

  async function refresh() {
    if (busy) { again = true; return; }
    busy = true;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      offline.hidden = true;
      if (answer.ok) show(await answer.text(), null);
      else if (answer.status === 429) setTimeout(refresh, 1000 * (Number(answer.headers.get("Retry-After")) || 2));
      else if ([401, 403, 404].includes(answer.status)) reload();
    } catch { offline.hidden = false; setTimeout(refresh, 1000); }
    busy = false;
    if (again) { again = false; refresh(); }
  }

  function listen() {
    const source = new EventSource(follow.dataset.events);
    source.onopen = () => { offline.hidden = true; };
    source.onerror = () => {
      offline.hidden = false;
      if (source.readyState === EventSource.CLOSED) { source.close(); setTimeout(listen, 2000); }
    };
    source.addEventListener("view", (event) => {
      if (last !== event.lastEventId) refresh();
      last = event.lastEventId;
    });
    source.addEventListener("closed", () => { source.close(); reload(); });
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target, button = event.submitter;
    const action = new URL(button?.getAttribute("formaction") || form.action, location.href);
    if (form.method !== "post" || /\/(fork|delete|leave)$/.test(action.pathname)) { leaving = true; return; }
    event.preventDefault();
    if (form.dataset.sending) return;
    form.dataset.sending = "1";
    const body = new URLSearchParams(new FormData(form));
    if (button?.name) body.append(button.name, button.value);
    try {
      const answer = await fetch(action, { method: "POST", body, headers: { Accept: "text/html" } });
      const text = await answer.text(), to = new URL(answer.url);
      if (answer.redirected && to.pathname !== location.pathname) { location.assign(to); return; }
      if (answer.ok || answer.status === 409) {
        if (answer.ok) form.reset();
        show(text, form.closest("[data-live]")?.id);
        document.querySelector("[role=alert]")?.scrollIntoView({ block: "nearest" });
      } else if (answer.status === 429) setTimeout(() => form.requestSubmit(button), 2000);
      else reload();
    } catch { offline.hidden = false; }
    delete form.dataset.sending;
  });

  setInterval(tick, 500);
  tick();
  listen();
})();
