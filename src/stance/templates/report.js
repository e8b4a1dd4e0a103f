"use strict";
// Sorts and searches tables, filters claims in texts and tables together, moves among claims. Loads and stores nothing.
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const at = id => document.getElementById(id);
  document.documentElement.classList.add("scripted");

  // Tables: a click on a heading sorts, folded rows included.
  function unfold(figures) {
    const [body, ...folded] = all("tbody", figures);
    for (const more of folded) body.append(...more.rows);
    for (const details of all("details", figures)) details.remove();
    return body;
  }
  function sort(heading, figures) {
    const place = heading.cellIndex, falling = heading.getAttribute("aria-sort") !== "descending" && place > 0;
    const value = row => { const cell = row.cells[place]; return cell.dataset.value ?? cell.textContent.trim(); };
    const body = unfold(figures);
    const rows = [...body.rows].map((row, number) => [value(row), number, row]);
    const numbers = rows.every(([text]) => text === "" || !Number.isNaN(Number(text)));
    rows.sort(([a, i], [b, j]) => {
      if (a === "" || b === "") return (a === "") - (b === "") || i - j;
      const order = numbers ? a - b : a.localeCompare(b);
      return (falling ? -order : order) || i - j;
    });
    body.append(...rows.map(([, , row]) => row));
    for (const other of all("[aria-sort]", figures)) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
  }
  for (const figures of all(".figures")) {
    for (const heading of all("table:first-of-type thead th", figures)) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...heading.childNodes);
      button.addEventListener("click", () => sort(heading, figures));
      heading.append(button);
    }
    if (all("tbody tr", figures).length < 8) continue;
    const field = document.createElement("input");
    field.type = "search";
    field.className = "search";
    field.placeholder = "Search this table";
    field.setAttribute("aria-label", "Search this table");
    field.addEventListener("input", () => {
      const words = field.value.toLowerCase();
      for (const row of unfold(figures).rows) row.classList.toggle("unfound", !row.cells[0].textContent.toLowerCase().includes(words));
    });
    figures.prepend(field);
  }

  // Filters: by stance, by speaker, uncertain only; they act on the texts and on the tables.
  const claims = all("a.claim[data-stance]"), first = claims.filter(claim => claim.id);
  const uncertain = at("only-uncertain"), speaker = at("only-speaker"), matched = at("matched");
  function matches(claim) {
    const box = at(`show-${claim.dataset.tone}`);
    return (!box || box.checked) && (!uncertain.checked || "unsure" in claim.dataset)
      && claim.dataset.speaker.toLowerCase().includes(speaker.value.trim().toLowerCase());
  }
  // The filter stands in the address, so that a view can be kept or passed on.
  function remember(boxes) {
    const kept = new URLSearchParams(location.search);
    for (const name of ["uncertain", "speaker", "without"]) kept.delete(name);
    if (uncertain.checked) kept.set("uncertain", "1");
    if (speaker.value.trim()) kept.set("speaker", speaker.value.trim());
    for (const box of boxes) if (!box.checked) kept.append("without", box.id.slice(5));
    const query = String(kept);
    history.replaceState(null, "", `${location.pathname}${query && `?${query}`}${location.hash}`);
  }
  function recall() {
    const kept = new URLSearchParams(location.search);
    uncertain.checked = kept.has("uncertain");
    speaker.value = kept.get("speaker") ?? "";
    for (const tone of kept.getAll("without")) if (at(`show-${tone}`)) at(`show-${tone}`).checked = false;
    if (["uncertain", "speaker", "without"].some(name => kept.has(name))) filter();
  }
  function filter() {
    const boxes = all(".legend input[id^=show-]");
    const active = uncertain.checked || speaker.value.trim() !== "" || boxes.some(box => !box.checked);
    const shown = first.filter(matches), speakers = new Set(shown.map(claim => claim.dataset.speaker.toLowerCase()));
    for (const claim of claims) claim.classList.toggle("off", active && !matches(claim));
    const articles = new Set(shown.map(claim => claim.closest("article")));
    for (const article of all("article")) article.hidden = active && !articles.has(article);
    for (const row of all("tr[data-speaker], tr[data-text]")) {
      const fits = row.dataset.text ? articles.has(at(row.dataset.text)) : speakers.has(row.dataset.speaker.toLowerCase());  // "The union" is "the union"
      row.hidden = active && !fits;
    }
    remember(boxes);
    matched.textContent = active ? `${shown.length} of ${first.length} claims in ${articles.size} texts` : "";
  }
  if (uncertain) {
    for (const field of [uncertain, speaker, ...all(".legend input[id^=show-]")]) field.addEventListener("input", filter);
    at("all-claims").addEventListener("click", () => {
      uncertain.checked = false;
      speaker.value = "";
      for (const box of all(".legend input[id^=show-]")) box.checked = true;
      filter();
    });
    recall();
  }

  // Claims: Escape closes the open one, arrows and a swipe go to the next that matches.
  const open = () => document.querySelector(".card:target");
  function leave() {
    const card = open(), mark = card && at(`t${card.id.slice(1)}`);
    if (!card) return;
    location.hash = `t${card.id.slice(1)}`;
    if (mark) mark.focus({preventScroll: true});
  }
  function move(step) {
    const shown = first.filter(claim => !claim.classList.contains("off") && !claim.closest("[hidden]"));
    const place = shown.findIndex(claim => `c${claim.id.slice(1)}` === open()?.id), next = shown[place + step];
    if (place >= 0 && next) location.hash = `c${next.id.slice(1)}`;
  }
  document.addEventListener("keydown", event => {
    if (!open() || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input")) return;
    if (event.key === "Escape") leave();
    if (event.key === "ArrowRight") move(1);
    if (event.key === "ArrowLeft") move(-1);
  });
  let begin = null;
  document.addEventListener("touchstart", event => {
    begin = event.target.closest(".card:target") ? event.changedTouches[0] : null;
  }, {passive: true});
  document.addEventListener("touchend", event => {
    if (!begin) return;
    const end = event.changedTouches[0], across = end.clientX - begin.clientX;
    if (Math.abs(across) > 60 && Math.abs(across) > 2 * Math.abs(end.clientY - begin.clientY)) move(across < 0 ? 1 : -1);
    begin = null;
  }, {passive: true});

  // On paper nothing is folded away.
  addEventListener("beforeprint", () => { for (const details of all("details")) details.open = true; });

  // Commands and citations can be copied.
  for (const block of all("pre.copy")) {
    if (!navigator.clipboard) break;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(block.querySelector("code").textContent.trim());
      button.textContent = "Copied";
    });
    block.append(button);
  }
})();
