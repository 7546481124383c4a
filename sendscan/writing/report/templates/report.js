(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const form = byId("filters"), count = byId("count"), tip = byId("tip");
  const names = { s: "Strength", c: "Concern", m: "Mixed", x: "Context" };
  const severities = { h: "high", m: "medium", l: "low" };
  const voices = {};
  for (const item of all(".voices li")) voices[item.dataset.v] = item.querySelector(".who").textContent;
  const rules = {};
  for (const entry of all(".glossary dl > div"))
    rules[entry.id.slice(1)] = { title: entry.querySelector("dt").textContent, why: entry.querySelector(".why")?.textContent };

  // One entry a finding: what its element says, read once.
  const letters = all(".letter").map((element) => ({
    element, number: element.dataset.l, area: element.dataset.area, kind: element.dataset.kind,
    rows: all(".r", element).map((row) => ({ row, findings: [] })), open: element.open, shown: true,
  }));
  const of = new Map();
  for (const letter of letters)
    for (const entry of letter.rows)
      for (const element of all("mark, span[class]", entry.row)) {
        const raised = (element.dataset.r || "").split(" ").filter(Boolean).map((r) => [r.slice(0, -1), r.slice(-1)]);
        const finding = {
          element, letter, polarity: element.classList[0], voice: element.dataset.v || "0", raised,
          about: [...raised.map(([rule]) => rule), ...(element.dataset.t || "").split(" ").filter(Boolean)],
        };
        entry.findings.push(finding);
        of.set(element, finding);
      }

  let hits = [], at = -1, filtered = false;

  function wanted() {
    const value = (name) => form.elements[name]?.value.trim() ?? "";
    return {
      area: value("area"), kind: value("kind"), finding: value("finding"), about: value("about"), voice: value("voice"),
      words: value("words").toLowerCase().split(/\s+/).filter(Boolean),
    };
  }

  function fits(finding, by) {
    if (by.finding === "r" ? !finding.raised.length : by.finding && finding.polarity !== by.finding) return false;
    if (by.about) {
      const rules = by.finding === "r" ? finding.raised.map(([rule]) => rule) : finding.about;
      if (!rules.includes(by.about)) return false;
    }
    if (by.voice && finding.voice !== by.voice) return false;
    if (!by.words.length) return true;
    finding.words ??= finding.element.textContent.toLowerCase();
    return by.words.every((word) => finding.words.includes(word));
  }

  function apply() {
    const by = wanted();
    const some = Boolean(by.finding || by.about || by.voice || by.words.length);
    hits = [];
    at = -1;
    hide();
    byId("letters").classList.toggle("some", some);
    for (const letter of letters) {
      const here = (!by.area || letter.area === by.area) && (!by.kind || letter.kind === by.kind);
      let found = 0;
      if (here)
        for (const { row, findings } of letter.rows) {
          const fitting = findings.filter((finding) => fits(finding, by));
          for (const finding of findings) finding.element.classList.toggle("hit", some && fitting.includes(finding));
          row.hidden = some && !fitting.length;
          hits.push(...fitting);
          found += fitting.length;
        }
      if (some && !filtered) letter.open = letter.element.open;
      if (some) letter.element.open = found > 0;
      else if (filtered) letter.element.open = letter.open;
      letter.shown = here;
      letter.element.hidden = !here || (some && !found);
    }
    filtered = some;
    figures();
    const among = new Set(hits.map((finding) => finding.letter)).size;
    count.textContent = `${hits.length} ${hits.length === 1 ? "finding" : "findings"} in ${among} ${among === 1 ? "letter" : "letters"}`;
  }

  // The figures show the letters of the areas and kinds chosen; whose view is counted anew.
  function figures() {
    const shown = new Set(letters.filter((letter) => letter.shown).map((letter) => letter.number));
    for (const element of all(".tile, .items article, .track [data-l]")) element.hidden = !shown.has(element.dataset.l);
    for (const row of all(".time[data-a]")) row.hidden = !row.dataset.a.split(" ").some((number) => shown.has(number));
    const columns = all(".heat thead [data-l]").map((cell) => shown.has(cell.dataset.l));
    for (const row of all(".heat tr:not(.group)"))
      columns.forEach((visible, column) => { row.cells[column + 1].hidden = !visible; });
    const byVoice = {}, byTheme = {};
    for (const finding of of.values()) {
      if (!finding.letter.shown) continue;
      const tally = (byVoice[finding.voice] ??= { s: 0, m: 0, c: 0, x: 0 });
      tally[finding.polarity] += 1;
      for (const rule of finding.about) {
        const theme = (byTheme[`${rule} ${finding.voice}`] ??= { s: 0, m: 0, c: 0, x: 0 });
        theme[finding.polarity] += 1;
      }
    }
    const rows = all(".voices li");
    for (const row of rows) {
      const tally = byVoice[row.dataset.v] ?? { s: 0, m: 0, c: 0, x: 0 };
      for (const bar of all(".strip i", row)) bar.style.flexGrow = tally[bar.className];
      for (const number of all(".lean > span", row)) {
        const value = tally[number.classList[0]];
        number.firstChild.data = value;
        number.classList.toggle("zero", !value);
      }
    }
    for (const row of all(".themes tbody tr"))
      rows.forEach((voice, column) => {
        const tally = byTheme[`${row.dataset.k} ${voice.dataset.v}`] ?? { s: 0, m: 0, c: 0 };
        const numbers = [["s", tally.s], ["c", tally.c + tally.m]].filter(([, number]) => number);
        row.cells[column + 1].replaceChildren(...numbers.map(([name, number]) => made("b", String(number), name)));
      });
  }

  function made(tag, text, name = "") {
    const element = document.createElement(tag);
    element.textContent = text;
    element.className = name;
    return element;
  }

  function page(element) {
    let last = "";
    for (const place of all("[data-p]", element.closest(".letter")))
      if (place === element || place.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) last = place.dataset.p;
    return last;
  }

  function show(finding) {
    const { element } = finding;
    const where = page(element);
    tip.replaceChildren(made("p", [names[finding.polarity], voices[finding.voice], where && `page ${where}`].filter(Boolean).join(" · ")));
    for (const [rule, severity] of finding.raised) {
      const part = made("p", "");
      part.append(made("b", rules[rule].title), `${severities[severity]} severity. ${rules[rule].why ?? ""}`);
      tip.append(part);
    }
    const themes = finding.about.slice(finding.raised.length).map((rule) => rules[rule].title);
    if (themes.length) tip.append(made("p", `About: ${themes.join("; ")}`));
    tip.hidden = false;
    const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
    const under = element.getBoundingClientRect().bottom;
    const above = under + tip.offsetHeight + 12 > innerHeight && box.top > tip.offsetHeight + 12;
    tip.style.left = `${scrollX + Math.max(8, Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8))}px`;
    tip.style.top = `${scrollY + (above ? box.top - tip.offsetHeight - 6 : under + 6)}px`;
  }

  function hide() {
    tip.hidden = true;
    for (const element of all(".now")) element.classList.remove("now");
  }

  function go(element, block = "center") {
    hide();
    const letter = element.closest(".letter");
    if (letter) {
      letter.hidden = false;
      letter.open = true;
    }
    element.closest(".glossary")?.setAttribute("open", "");
    const row = element.closest(".r");
    if (row) row.hidden = false;
    element.scrollIntoView({ block, behavior: "instant" });
    if (of.has(element)) {
      element.classList.add("now");
      show(of.get(element));
    }
  }

  function step(by) {
    if (!hits.length) return;
    at = at < 0 && by < 0 ? hits.length - 1 : (at + by + hits.length) % hits.length;
    go(hits[at].element);
    count.textContent = `${at + 1} of ${hits.length}, ${hits[at].letter.element.querySelector("h3").textContent}: ${hits[at].element.textContent}`;
  }

  let pinned = false;
  document.addEventListener("mouseover", (event) => {
    const note = event.target.closest(".r li");
    for (const element of all(".near")) element.classList.remove("near");
    if (note)
      for (const element of all("[data-r]", note.closest(".r")))
        if (of.get(element).raised.some(([rule]) => rule === note.dataset.k)) element.classList.add("near");
    const finding = of.get(event.target.closest(".r mark, .r span[class]"));
    if (pinned) return;
    if (finding) show(finding);
    else if (!event.target.closest("#tip") && !document.querySelector(".now")) tip.hidden = true;
  });
  document.addEventListener("click", (event) => {
    const finding = of.get(event.target.closest(".r mark, .r span[class]"));
    pinned = Boolean(finding);
    if (finding) {
      hide();
      finding.element.classList.add("now");
      show(finding);
      return;
    }
    const concern = event.target.closest(".heat [data-k]");
    if (concern) {
      event.preventDefault();
      form.elements.finding.value = "r";
      form.elements.about.value = concern.dataset.k;
      apply();
      byId("letters").scrollIntoView({ behavior: "instant" });
      form.elements.about.focus({ preventScroll: true });
      return;
    }
    const link = event.target.closest("a[href^='#']");
    const target = link && byId(link.hash.slice(1));
    if (target?.closest(".letter, .glossary")) {
      event.preventDefault();
      history.replaceState(null, "", link.hash);
      go(target, target.matches(".letter") ? "start" : "center");
      pinned = of.has(target);
    } else if (!event.target.closest("#tip, #filters")) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    pinned = false;
    hide();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  let soon;
  form.elements.words.addEventListener("input", () => {
    clearTimeout(soon);
    soon = setTimeout(apply, 150);
  });
  byId("next").addEventListener("click", () => step(1));
  byId("previous").addEventListener("click", () => step(-1));
  addEventListener("beforeprint", () => { for (const { element } of letters) if (!element.hidden) element.open = true; });

  document.documentElement.classList.add("js");
  form.hidden = false;
  apply();
  const start = byId(decodeURIComponent(location.hash.slice(1)));
  if (start) go(start, of.has(start) ? "center" : "start");
})();
