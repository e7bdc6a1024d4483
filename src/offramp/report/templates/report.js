"use strict";
// Charts: draw each from the data that stands in it; less room, less chart.
const NARROW = 560, PAPER = { width: 660, shorter: 0.8 };
const plots = [...document.querySelectorAll(".plot")].map((node) => {
  const spec = JSON.parse(node.querySelector(".data").textContent);
  const plot = document.createElement("div");
  node.append(plot);
  return { node, plot, spec, wide: null };
});
function fit(each, width, shorter = 1) {
  const { data, layout, narrow } = structuredClone(each.spec);
  if (width < NARROW) for (const [path, value] of Object.entries(narrow)) set({ data, layout }, path.split("."), value);
  layout.width = each.wide = width;
  layout.height *= shorter;
  each.node.style.minHeight = `${layout.height}px`;
  return Plotly.react(each.plot, data, layout, { displayModeBar: false, scrollZoom: false, doubleClick: false });
}
function set(object, [name, ...rest], value) {
  if (rest.length) set((object[name] ??= {}), rest, value);
  else object[name] = value;
}
const fitAll = () => plots.forEach((each) => {
  const width = Math.floor(each.node.clientWidth);
  if (width && width !== each.wide) fit(each, width);
});
fitAll();
addEventListener("resize", () => { clearTimeout(fitAll.wait); fitAll.wait = setTimeout(fitAll, 120); });
addEventListener("beforeprint", () => plots.forEach((each) => fit(each, PAPER.width, PAPER.shorter)));
addEventListener("afterprint", fitAll);

// Assumptions: find, filter, sort; all rows stay in the page for readers without scripts and for paper.
const table = document.getElementById("dials"), body = table.tBodies[0], FIRST = 25;
const rows = [...body.rows], find = document.getElementById("find"), part = document.getElementById("part");
const assumed = document.getElementById("assumed"), more = document.getElementById("more"), found = document.getElementById("found");
let all = rows.length <= FIRST + 10;
const text = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
function show() {
  const asked = find.value.trim().toLowerCase();
  const fits = [...body.rows].filter((row) => text.get(row).includes(asked)
    && (!part.value || row.dataset.part === part.value) && (!assumed.checked || "assumed" in row.dataset));
  const shown = new Set(all ? fits : fits.slice(0, FIRST));
  rows.forEach((row) => { row.hidden = !shown.has(row); });
  more.hidden = shown.size === fits.length;
  more.textContent = `Show all ${fits.length}`;
  found.textContent = `${fits.length} of ${rows.length}`;
}
function sort(column, down) {
  const key = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
  const order = (a, b) => key(a).localeCompare(key(b), "en", { numeric: true });
  const number = (row) => Number(row.cells[column].dataset.value);
  const compare = "value" in rows[0].cells[column].dataset ? (a, b) => number(a) - number(b) : order;
  body.append(...[...body.rows].sort((a, b) => (down ? -1 : 1) * compare(a, b)));
  show();
}
[...table.tHead.rows[0].cells].forEach((head, column) => {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") === "ascending";
    [...table.tHead.rows[0].cells].forEach((each) => each.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    if (rows.length) sort(column, down);
  });
});
find.addEventListener("input", show);
part.addEventListener("change", show);
assumed.addEventListener("change", show);
more.addEventListener("click", () => { all = true; show(); });
// A link to a row finds it, whatever is filtered; a section that a link leads into is unfolded.
function lead() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (body.contains(target)) {
    all = true;
    find.value = part.value = "";
    assumed.checked = false;
    show();
  }
  target.closest("details")?.setAttribute("open", "");
  target.scrollIntoView();
}
document.querySelector(".tools").hidden = false;
show();
addEventListener("hashchange", lead);
lead();
document.documentElement.dataset.ready = plots.filter((each) => each.plot.querySelector(".main-svg")).length;
