"use strict";
// The page is whole without this. It finds assumptions, and unfolds what a link leads into.
const dials = document.getElementById("dials"), find = document.getElementById("find");
const assumed = document.getElementById("assumed"), found = document.getElementById("found");
const groups = [...dials.querySelectorAll(".group")], rows = [...dials.querySelectorAll("tbody tr")];
const text = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
function show() {
  const asked = find.value.trim().toLowerCase(), any = asked || assumed.checked;
  let count = 0;
  for (const row of rows) {
    const fits = text.get(row).includes(asked) && (!assumed.checked || "assumed" in row.dataset);
    row.hidden = !fits;
    count += fits;
  }
  for (const group of groups) {
    const fits = group.querySelector("tbody tr:not([hidden])") !== null;
    group.hidden = !fits;
    if (asked) group.open = fits;
  }
  found.textContent = !any ? "" : count ? `${count} of ${rows.length}` : `No assumption has “${find.value.trim()}” in its name, source or reason.`;
}
find.addEventListener("input", show);
assumed.addEventListener("change", show);
function lead() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (dials.contains(target) && target.hidden) {
    find.value = "";
    assumed.checked = false;
    show();
  }
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  target.scrollIntoView();
}
document.querySelector(".tools").hidden = false;
addEventListener("hashchange", lead);
lead();
document.documentElement.dataset.ready = rows.length;
