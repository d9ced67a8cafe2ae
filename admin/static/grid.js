// The score sheet's grid: keys, pasting, each cell saved by itself, what others write meanwhile. Without this script
// the page's own button saves.
"use strict";

function grid(form) {
  const kept = `grid:${document.body.dataset.person}:${form.dataset.grid}`;
  const rows = [...form.querySelectorAll("tr[data-row]")].map((row) => [...row.querySelectorAll("input[data-was]")]);
  const cells = new Map(rows.flat().map((cell) => [cell.name, cell]));
  const said = document.getElementById("saved");
  // What is not saved yet, by cell: also of other groups, from before the browser was closed or the server stopped.
  const waiting = new Map(JSON.parse(localStorage.getItem(kept) ?? "[]"));
  let step = Number(form.dataset.step);
  let sending = null; // the save that is under way
  let over = false;
  let timer = 0;

  const tell = (words, again = false) => {
    said.textContent = words;
    said.classList.toggle("ill", again);
  };
  const remember = () => {
    if (waiting.size) localStorage.setItem(kept, JSON.stringify([...waiting]));
    else localStorage.removeItem(kept);
  };
  const quiet = () => tell(waiting.size ? `还有 ${waiting.size} 格没存` : "都存好了");

  function note(cell) {
    if (cell.value === cell.dataset.was && !sending) waiting.delete(cell.name);
    else waiting.set(cell.name, { text: cell.value, was: cell.dataset.was });
    remember();
    clearTimeout(timer);
    timer = setTimeout(send, 600);
  }

  async function send() {
    clearTimeout(timer);
    while (sending) await sending;
    if (over || !waiting.size) return;
    let done;
    sending = new Promise((ready) => { done = ready; });
    tell("正在存…");
    const batch = [...waiting];
    const body = new URLSearchParams({ csrf: form.elements.csrf.value });
    for (const [name, { text, was }] of batch) {
      body.append(name, text);
      body.append(`w${name.slice(1)}`, was);
    }
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json", "HX-Request": "true" }, keepalive: String(body).length < 60_000 });
      if (answer.status === 409) return stop((await answer.json()).said);
      if (answer.status !== 200) throw new Error(String(answer.status));
      took(batch, await answer.json());
    } catch (why) {
      const over = why.message === "286"; // the log-in is over: the ring shows another one above
      tell(over ? `登录到时间了，请在上面再登录一次，这 ${waiting.size} 格就会存上。` : `没连上，${waiting.size} 格先留在这台电脑上，连上了自己会存。`, true);
      timer = setTimeout(send, 2000);
    } finally {
      sending = null;
      done();
    }
  }

  function took(batch, found) {
    const refused = new Map(found.refused.map((one) => [one.cell, one.said]));
    for (const [name, { text }] of batch) {
      const now = waiting.get(name);
      if (now?.text === text) waiting.delete(name);
      else if (now && !refused.has(name)) now.was = text; // written on meanwhile: what stands there now is what was sent
      if (refused.has(name) && cells.has(name)) wrong(cells.get(name), refused.get(name));
    }
    remember();
    show(found, true);
    const clash = found.clashes[0];
    if (clash) tell(`${clash.who}刚在同一格写了“${clash.text || "空"}”，没有盖掉，请看过再改。`, true);
    else if (refused.size) tell([...refused.values()][0], true);
    else quiet();
    if (waiting.size) timer = setTimeout(send, 600);
  }

  // The server's word on cells and rows. A cell that is being written in is left to its writer.
  function show(found, own = false) {
    for (const one of found.cells) {
      const cell = cells.get(one.cell);
      if (!cell || waiting.has(one.cell)) continue;
      const here = cell === document.activeElement;
      const mine = own && !one.who;
      if (here && !mine && cell.value !== cell.dataset.was) continue;
      if (!here || !mine) cell.value = one.text; // whoever is in the middle of a word keeps it as typed
      cell.dataset.was = cell.value;
      cell.parentElement.querySelector(".who").textContent = one.text ? one.who : "";
    }
    for (const [id, row] of Object.entries(found.rows)) {
      const line = form.querySelector(`tr[data-row="${id}"]`);
      if (!line) continue;
      line.toggleAttribute("data-filled", row.filled);
      line.querySelector(".total").textContent = row.total;
      line.querySelector("td.why").replaceChildren(...row.notes.flatMap((words) => [Object.assign(document.createElement("span"), { textContent: words }), " "]));
      for (const cell of line.querySelectorAll("input[data-was]")) wrong(cell, row.wrong[cell.name.split(".")[2]]);
    }
    const done = rows.filter((row) => row[0]?.closest("tr").hasAttribute("data-filled")).length;
    document.querySelector(".groups [aria-current] small")?.replaceChildren(`${done}/${rows.length}`);
  }

  function wrong(cell, words) {
    cell.toggleAttribute("aria-invalid", Boolean(words));
    cell.title = words ?? "";
  }

  function stop(words) {
    over = true;
    for (const cell of cells.values()) cell.readOnly = true;
    tell(waiting.size ? `${words}没存上的 ${waiting.size} 格还写在这里。` : words, true);
  }

  async function listen() {
    if (over) return;
    try {
      const answer = await fetch(`${form.dataset.news}?since=${step}`, { headers: { "HX-Request": "true" } });
      if (answer.status !== 200) return;
      const found = await answer.json();
      show(found);
      step = found.step;
      if (found.state !== "open") stop("这张表已经交了，不能再改。");
      if (waiting.size && !sending) send();
    } catch {
      // The server is away: what is typed meanwhile waits, and `send` says so.
    }
  }

  function go(cell, down, right) {
    const line = rows.findIndex((row) => row.includes(cell));
    const next = rows[line + down]?.[rows[line].indexOf(cell) + right];
    if (!next) return;
    next.focus();
    next.select();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function paste(event, first) {
    const text = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
    if (!/[\t\n]/.test(text)) return;
    event.preventDefault();
    const line = rows.findIndex((row) => row.includes(first));
    const place = rows[line].indexOf(first);
    let outside = 0;
    text.split("\n").forEach((words, down) => words.split("\t").forEach((word, right) => {
      const cell = rows[line + down]?.[place + right];
      if (!cell) outside += word.trim() ? 1 : 0;
      else {
        cell.value = word.trim();
        note(cell);
      }
    }));
    send().then(() => outside && tell(`表外面还有 ${outside} 格没有地方放，请看看是不是贴错了位置。`, true));
  }

  form.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!cells.has(cell.name) || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const whole = cell.selectionEnd - cell.selectionStart === cell.value.length;
    const moves = {
      Enter: event.shiftKey ? [-1, 0] : [1, 0],
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0],
      ArrowLeft: whole || cell.selectionEnd === 0 ? [0, -1] : null,
      ArrowRight: whole || cell.selectionStart === cell.value.length ? [0, 1] : null,
    };
    if (event.key === "Escape") {
      cell.value = cell.dataset.was;
      note(cell);
    } else if (moves[event.key]) {
      event.preventDefault();
      go(cell, ...moves[event.key]);
    }
  });
  form.addEventListener("focusin", (event) => cells.has(event.target.name) && event.target.select());
  for (const act of ["input", "compositionend"]) {
    form.addEventListener(act, (event) => cells.has(event.target.name) && !event.isComposing && note(event.target));
  }
  form.addEventListener("change", (event) => cells.has(event.target.name) && send());
  form.addEventListener("paste", (event) => cells.has(event.target.name) && paste(event, event.target));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });

  // Nobody leaves the page, and hands the sheet in, without a cell that was just typed.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".groups a, form[data-grid] .acts a");
    if (!link || !waiting.size || over) return;
    event.preventDefault();
    clearTimeout(timer);
    send().then(() => waiting.size || location.assign(link.href));
  });

  for (const [name, { text }] of waiting) if (cells.has(name)) cells.get(name).value = text;
  if (waiting.size) send();
  else quiet();
  setInterval(listen, 3000);
  rows[0]?.[0]?.focus();
}

// A sheet that was handed in while this machine still kept cells of it: they are shown, for there is no place for them.
function tooLate(form) {
  const left = JSON.parse(localStorage.getItem(`grid:${document.body.dataset.person}:${form.dataset.grid}`) ?? "[]");
  if (!left.length) return;
  const said = document.getElementById("saved");
  said.textContent = `交表以前，这台电脑上还有 ${left.length} 格没存上：${left.map(([, one]) => one.text || "空").join("、")}。要补的，请一笔一笔记。`;
  said.classList.add("ill");
}

document.querySelectorAll("form[data-grid]").forEach((form) => (form.querySelector("[data-save]") ? grid : tooLate)(form));
