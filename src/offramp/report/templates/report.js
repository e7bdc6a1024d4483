"use strict";
// The page is whole without this. It finds assumptions, unfolds what a link leads into, copies commands, saves charts.
const dials = document.getElementById("dials"), find = document.getElementById("find");
const assumed = document.getElementById("assumed"), found = document.getElementById("found");
const within = (what) => (dials ? [...dials.querySelectorAll(what)] : []), groups = within(".group"), rows = within("tbody tr");
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
if (dials) {
  find.addEventListener("input", show);
  assumed.addEventListener("change", show);
  document.querySelector(".tools").hidden = false;
}
function lead() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (dials?.contains(target) && target.hidden) {
    find.value = "";
    assumed.checked = false;
    show();
  }
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  target.scrollIntoView();
}
function press(words, tip, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "press", title: tip, onclick: act });
  made.dataset.words = words;
  made.setAttribute("aria-label", tip);
  return made;
}
function copier(code) {
  const made = press("copy", "Copy", async () => {
    getSelection().selectAllChildren(code);
    try { await navigator.clipboard.writeText(code.textContent); } catch { document.execCommand("copy"); }
    made.dataset.words = "copied";
  });
  return made;
}
function save(name, address) {
  Object.assign(document.createElement("a"), { download: name, href: address }).click();
}
function csv(table) {
  const cell = (each) => (/[",\n]/.test(each) ? `"${each.replaceAll('"', '""')}"` : each);
  return [...table.rows].map((row) => [...row.cells].map((each) => cell(each.textContent.trim())).join(",")).join("\r\n");
}
async function picture(figure) {
  const { width, height } = figure.getBoundingClientRect(), scale = 2, room = 16;
  const copy = figure.cloneNode(true), svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  copy.querySelectorAll("details, .link").forEach((each) => each.remove());
  const page = document.createElement("div"), sheet = document.createElement("style");
  sheet.textContent = [...document.styleSheets].flatMap((each) => [...each.cssRules]).map((rule) => rule.cssText).join("\n");
  const look = getComputedStyle(document.body);
  page.style.cssText = `padding:${room}px;height:100%;background:${look.backgroundColor};color:${look.color};font:${look.font}`;
  page.append(sheet, copy);
  const whole = document.createElementNS("http://www.w3.org/2000/svg", "foreignObject");
  for (const each of [svg, whole]) { each.setAttribute("width", width + 2 * room); each.setAttribute("height", height + 2 * room); }
  whole.append(page);
  svg.append(whole);
  const image = new Image(), canvas = document.createElement("canvas");
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(svg));
  await image.decode();
  Object.assign(canvas, { width: scale * (width + 2 * room), height: scale * (height + 2 * room) });
  const brush = canvas.getContext("2d");
  brush.scale(scale, scale);
  brush.drawImage(image, 0, 0);
  return canvas.toDataURL("image/png");
}
for (const code of document.querySelectorAll("main :is(.address, .todo, .turns, .made, .mut) code")) code.after(copier(code));
for (const figure of document.querySelectorAll("main figure[id]")) {
  const table = figure.querySelector("table.numbers"), name = figure.id.replace("chart-", "");
  if (!table) continue;
  const files = Object.assign(document.createElement("p"), { className: "files" });
  const text = () => "data:text/csv;charset=utf-8," + encodeURIComponent("\ufeff" + csv(table));
  files.append(press("csv", "Save the numbers as CSV", () => save(`${name}.csv`, text())));
  files.append(press("png", "Save the chart as PNG", async () => save(`${name}.png`, await picture(figure))));
  table.closest("details").append(files);
}
addEventListener("hashchange", lead);
lead();
document.documentElement.dataset.ready = rows.length;
