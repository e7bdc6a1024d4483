"use strict";
// Pages read without this. It enters with the token of a link, follows a job, and counts again while a slider moves.
const enter = document.getElementById("enter");
if (enter && location.hash.startsWith("#token=")) {
  enter.elements.token.value = decodeURIComponent(location.hash.slice(7));
  history.replaceState(null, "", location.pathname);
  enter.requestSubmit();
}

const job = document.getElementById("job");
if (job && ["queued", "running"].includes(job.dataset.state)) {
  const bar = document.getElementById("progress"), state = document.getElementById("state"), began = Date.now();
  let from = null;
  const events = new EventSource(`/jobs/${job.dataset.job}/events`);
  events.addEventListener("job", (event) => {
    const told = JSON.parse(event.data);
    if (!["queued", "running"].includes(told.state)) {
      events.close();
      if (told.state === "done" && told.result) location.replace(told.result);
      else location.reload();
      return;
    }
    if (!told.done) return;
    from ??= { done: told.done, at: Date.now() };
    bar.max = told.total;
    bar.value = told.done;
    const speed = (told.done - from.done) / (Date.now() - from.at), left = Math.round((told.total - told.done) / speed / 1000);
    const words = Number.isFinite(left) ? `, about ${left.toLocaleString("en")} s to go` : "";
    state.textContent = `${told.done.toLocaleString("en")} of ${told.total.toLocaleString("en")} are done${words}.`;
  });
  events.addEventListener("error", () => { if (Date.now() - began > 2000) state.dataset.lost = "the connection is lost; trying again"; });
}

const reweigh = document.getElementById("reweigh");
if (reweigh) {
  const shown = document.getElementById("reweighed");
  let last = 0, timer = null;
  const count = async () => {
    const mine = ++last, address = `${location.pathname}?${new URLSearchParams(new FormData(reweigh))}`;
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok || mine !== last) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("reweighed");
    shown.replaceChildren(...page.childNodes);
    history.replaceState(null, "", address);
  };
  reweigh.addEventListener("input", (event) => {
    event.target.parentElement.nextElementSibling.value = Number(event.target.value).toPrecision(4);
    clearTimeout(timer);
    timer = setTimeout(count, 120);
  });
}

const steps = document.querySelector(".steps");
if (steps) {
  const days = [...document.querySelectorAll(".days > li[id]")];
  steps.hidden = days.length < 2;
  let at = days.findIndex((each) => `#${each.id}` === location.hash);
  steps.addEventListener("click", (event) => {
    if (!event.target.dataset.step) return;
    at = Math.min(days.length - 1, Math.max(0, at + Number(event.target.dataset.step)));
    location.replace(`#${days[at].id}`);
    document.getElementById("day").value = days[at].id.slice(4);
  });
}
