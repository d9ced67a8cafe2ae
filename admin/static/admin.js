// The desk's own script: finding an item while typing, keeping drafts, the ring of a help call. Everything works
// without it except these.
"use strict";

// Items: number (7, P07, -8), pinyin initials, words, category.
function findItems(box) {
  const list = document.getElementById("items");
  const rows = [...list.querySelectorAll("[data-code]")];
  for (const row of rows) row.initials = initials(row.dataset.words);
  const fits = (row, typed) => {
    const number = typed.match(/^([+-]?)(\d{1,2})$/);
    const { code, words, category } = row.dataset;
    if (number) {
      const own = row.dataset.number;
      return (number[1] === "" || own[0] === number[1]) && Number(own.slice(1)) === Number(number[2]);
    }
    if (/^[pn]\d+$/.test(typed)) return code[0].toLowerCase() === typed[0] && Number(code.slice(1)) === Number(typed.slice(1));
    return words.includes(typed) || category.includes(typed) || row.initials.includes(typed);
  };
  const filter = () => {
    const typed = box.value.trim().toLowerCase();
    for (const row of rows) row.hidden = typed !== "" && !fits(row, typed);
    list.querySelector("[data-none]").hidden = rows.some((row) => !row.hidden);
    list.scrollTop = 0;
  };
  box.addEventListener("input", filter);
  if (box.value) filter();  // what was typed before the form came back
  list.addEventListener("change", (event) => event.target.closest("label").scrollIntoView({ block: "nearest" }));
  box.addEventListener("keydown", (event) => {
    const first = rows.find((row) => !row.hidden);
    if (!first || (event.key !== "Enter" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    const radio = first.querySelector("input");
    if (event.key === "Enter") radio.click();
    radio.focus();
  });
  const chosen = list.querySelector("input:checked");
  if (chosen) list.scrollTop = chosen.closest("label").offsetTop - list.offsetTop - 40;
}

// Households: Enter goes to the first one found.
function findHousehold(box) {
  box.addEventListener("keydown", (event) => {
    const rows = document.getElementById("rows");
    const first = rows && rows.querySelector("tbody a");
    if (event.key === "ArrowDown" && first) {
      event.preventDefault();
      first.focus();
    } else if (event.key === "Enter" && first && rows.dataset.for === box.value.trim()) {
      event.preventDefault();
      first.click();
    }
  });
}

// Drafts: what is half written stays in this tab, for this person, until it is saved.
const draftKey = (form) => `draft:${document.body.dataset.person}:${form.dataset.draft}`;
const draftable = (field) => field.name && field.name !== "csrf" && !["password", "file", "submit"].includes(field.type);

function keepDraft(form) {
  const kept = {};
  for (const field of form.elements) {
    if (!draftable(field)) continue;
    if (["radio", "checkbox"].includes(field.type)) {
      if (field.checked) kept[field.name] = field.value;
    } else kept[field.name] = field.value;
  }
  sessionStorage.setItem(draftKey(form), JSON.stringify(kept));
}

function putBack(form, kept) {
  for (const field of form.elements) {
    if (!draftable(field) || !(field.name in kept)) continue;
    if (["radio", "checkbox"].includes(field.type)) {
      if (field.value === kept[field.name] && !field.checked) field.click();
    } else field.value = kept[field.name];
  }
}

function watchDraft(form) {
  const written = sessionStorage.getItem(draftKey(form));
  if (written && !("kept" in form.dataset)) {
    putBack(form, JSON.parse(written));
    form.dataset.restored = "";
    const note = document.createElement("p");
    note.className = "told";
    note.setAttribute("role", "status");
    note.textContent = "上次没写完的，已经放回来了。 ";
    const fresh = document.createElement("button");
    fresh.type = "button";
    fresh.className = "plain small";
    fresh.textContent = "清空重写";
    fresh.addEventListener("click", () => {
      sessionStorage.removeItem(draftKey(form));
      location.reload();
    });
    note.append(fresh);
    form.prepend(note);
  }
  form.addEventListener("input", () => keepDraft(form));
  form.addEventListener("change", () => keepDraft(form));
}

// Fields that came later (the options of an item) get their part of the draft as well.
document.addEventListener("htmx:afterSwap", (event) => {
  const form = event.target.closest("form[data-restored]");
  const written = form && event.target.id === "asked" && sessionStorage.getItem(draftKey(form));
  if (written) {
    const kept = JSON.parse(written);
    for (const name of ["option", "count", "points", "member", "mark"]) {
      for (const field of event.target.querySelectorAll(`[name="${name}"]`)) {
        if (field.type === "radio") field.checked = field.value === kept[name];
        else if (name in kept) field.value = kept[name];
      }
    }
  }
});

// A field that is being mended does not go on saying what was wrong with it.
function mended(field) {
  if (!field.name || !field.form || "findItem" in field.dataset) return; // looking for an item is not choosing one
  const said = document.getElementById(`${field.name}-error`) || field.closest("fieldset")?.querySelector(".sorry");
  if (!said) return;
  said.remove();
  document.querySelector(`[data-about="${field.name}"]`)?.remove();
  field.removeAttribute("aria-invalid");
}
for (const act of ["input", "change"]) document.addEventListener(act, (event) => mended(event.target));

// Days: the browser writes them its own way; beside it stands the way of the forms.
function sayDay(field) {
  const hint = document.createElement("p");
  hint.className = "hint";
  field.after(hint);
  const say = () => {
    const [year, month, day] = field.value.split("-").map(Number);
    hint.textContent = day ? `${year}年${month}月${day}日` : "";
  };
  field.addEventListener("input", say);
  say();
}

// The ring: two soft notes while somebody waits. A browser lets a page sound only after a first touch or key.
let sound = null;
const wake = () => {
  sound ??= new AudioContext();
  if (sound.state === "suspended") sound.resume();
};
for (const act of ["pointerdown", "keydown"]) document.addEventListener(act, wake, { passive: true });

function chime() {
  if (!sound || sound.state !== "running") return;
  [[660, 0], [880, 0.28]].forEach(([pitch, after]) => {
    const note = sound.createOscillator();
    const loudness = sound.createGain();
    const start = sound.currentTime + after;
    note.frequency.value = pitch;
    loudness.gain.setValueAtTime(0, start);
    loudness.gain.linearRampToValueAtTime(0.18, start + 0.03);
    loudness.gain.exponentialRampToValueAtTime(0.001, start + 0.5);
    note.connect(loudness).connect(sound.destination);
    note.start(start);
    note.stop(start + 0.55);
  });
  document.body.dataset.chimed = String(Number(document.body.dataset.chimed ?? 0) + 1);
}

const title = document.title;
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "rows") event.target.dataset.for = document.getElementById("q").value.trim();
  if (event.target.id !== "ring") return;
  const ringing = event.target.querySelectorAll("[data-ringing]").length;
  for (const told of document.querySelectorAll("[data-call]")) // somebody went there: the first page says it no longer
    told.hidden = !event.target.querySelector(`[data-ringing="${told.dataset.call}"]`);
  document.title = ringing ? `【求助】有人请帮忙 · ${title}` : title;
  if (ringing) chime();
});

// Several parts of a page may learn that the log-in is over: the first one shows it, the others leave it alone. So does
// an answer to what was asked before somebody was logged in again.
const asked = new WeakMap();
let back = 0;
document.addEventListener("htmx:beforeSend", ({ detail }) => asked.set(detail.xhr, performance.now()));
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status === 286 && (document.querySelector("form.again") || asked.get(detail.xhr) < back)) detail.shouldSwap = false;
});
document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (target.id === "session" && !document.querySelector("form.again")) back = performance.now();
});

// A photo is evidence: whoever takes one has said what kind it is.
document.addEventListener("change", (event) => {
  const kind = event.target.id === "photo" && event.target.files.length && event.target.form.querySelector("[name=evidence][value=photo]");
  if (kind && !event.target.form.querySelector("[name=evidence]:checked")) kind.click();
});

// A form that writes to the book is sent once, however often one clicks.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = form.querySelector("[data-once]");
  if (button && !form.hasAttribute("hx-post")) setTimeout(() => { button.disabled = true; }, 0);
});
window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("[data-once]")) button.disabled = false;
});

// Photos: Enter or a click shows one as large as the window, the arrows go to the next, Esc closes.
function lookAt(place) {
  const links = [...place.querySelectorAll("[data-large]")];
  const frame = document.createElement("dialog");
  frame.className = "large-photo";
  const image = document.createElement("img");
  const title = document.createElement("p");
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "关上";
  close.addEventListener("click", () => frame.close());
  frame.append(title, image, close);
  place.append(frame);
  let at = 0;
  const show = (next) => {
    at = (next + links.length) % links.length;
    image.src = links[at].href;
    title.textContent = image.alt = links[at].querySelector("img").alt;
  };
  links.forEach((link, number) => link.addEventListener("click", (event) => {
    event.preventDefault();
    show(number);
    frame.showModal();
  }));
  frame.addEventListener("close", () => links[at].focus());
  frame.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) show(at + step);
  });
}

for (const done of document.body.dataset.dropDraft.split(" ").filter(Boolean)) {
  if (done === "*") sessionStorage.clear();
  else sessionStorage.removeItem(`draft:${document.body.dataset.person}:${done}`);
}
// After htmx, which begins to listen at the same moment and has to see what a draft puts back.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-find-item]").forEach(findItems);
  document.querySelectorAll("[data-find]").forEach(findHousehold);
  document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => print()));
  document.querySelectorAll("form[data-draft]").forEach(watchDraft);
  document.querySelectorAll("input[type=date]").forEach(sayDay);
  document.querySelectorAll("[data-photos]").forEach(lookAt);
  const wrong = document.querySelector("form:not([data-grid]) [aria-invalid=true]");
  if (wrong) {  // what was refused is in sight, and its field is ready to be mended
    wrong.focus({ preventScroll: true });
    wrong.scrollIntoView({ block: "center" });
  }
  document.querySelectorAll("[data-all]").forEach((all) => all.addEventListener("change", () => {
    for (const box of all.form.querySelectorAll("input[type=checkbox][name]")) box.checked = all.checked;
  }));
});
