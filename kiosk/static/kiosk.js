// What the pages cannot do by themselves: size, taps, the scanner, idleness, the mouth and the ears.
"use strict";

const find = (selector) => document.querySelector(selector);
const screen_ = () => find("#screen");
const mouth = find("#mouth");
const headers = () => ({ "X-CSRF": screen_().dataset.csrf, "X-Screen": `${innerWidth}x${innerHeight}` });
const swap = (html) => htmx.swap("#screen", html, { swapStyle: "outerHTML" }, { select: "#screen" });
const canRecord = window.isSecureContext && Boolean(navigator.mediaDevices);

document.addEventListener("htmx:configRequest", (event) => Object.assign(event.detail.headers, headers()));
document.addEventListener("htmx:afterSettle", () => settle());

function settle() {
  document.documentElement.classList.toggle("no-ears", !canRecord);
  fit();
  if (ear) look("hearing");
  const hear = find(".bar [data-hear]"), { now } = hear.dataset; // what this page says by itself
  if (!canRecord && find(".no-microphone")?.offsetParent) hear.dataset.hear += ` ${screen_().dataset.plainSound}`;
  eye = find("[data-camera]") || eye;
  import(document.body.dataset.presence).then((script) => script.settle());
  if (eye) import(eye.dataset.camera).then((script) => script.settle());
  const { ear: way, phones: output, corners, headphones } = screen_().dataset;
  if (output === "2" || phones) import(headphones).then((script) => script.settle());
  if (way === "2" || find(".corners")) import(corners).then((script) => script.settle());
  else if (now && !mouth.src.includes(now)) play(now);
}

let eye = null; // the last place for a camera: its script has to hear that the place is gone

// The last resort for a sentence longer than any page: smaller letters, never below 7.3 mm (EN 301 549 5.1.4), then closer lines.
function fit() {
  const words = find(".middle :is(.words, .state, .sorry-words, h1)");
  if (!words) return;
  const mm = parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--mm"));
  const spills = (box) => box.scrollHeight > box.clientHeight + 2 * mm; // letters reach a little out of their lines
  const over = () => spills(words) || spills(find(".middle"));
  for (let size = parseFloat(getComputedStyle(words).fontSize); over() && size > 7.3 * mm; size -= mm / 2)
    words.style.fontSize = `${Math.max(size - mm / 2, 7.3 * mm)}px`;
  if (over()) words.style.lineHeight = 1.15;
}

// A sentence that the page itself has to tell; 念给我听 says it from then on before all else that stands there.
function word(name) {
  const place = find(".word"), hear = find(".bar [data-hear]"), sound = screen_().dataset[`${name}Sound`];
  place.textContent = screen_().dataset[name];
  place.classList.remove("empty");
  place.classList.add("sorry");
  fit();
  if (sound && !hear.dataset.hear.startsWith(sound)) hear.dataset.hear = `${sound} ${hear.dataset.hear}`;
}

// ---- taps: the second press at the same place within half a second does nothing; a digit may come twice (03-001),
// so its keys only ignore what no finger does; and so do the corners that go through choices
const OFTEN = "[data-digit], [data-often]";
const TWICE = 500, BOUNCE = 120; // milliseconds
let tapped = { at: -1e9, x: 0, y: 0 };
document.addEventListener("click", (event) => {
  stir();
  if (held) { held = false; event.preventDefault(); event.stopImmediatePropagation(); return; }
  if (event.detail === 0) return; // a keyboard's press, a button named aloud
  const near = Math.hypot(event.clientX - tapped.x, event.clientY - tapped.y) < 60;
  const again = near && event.timeStamp - tapped.at < (event.target.closest(OFTEN) ? BOUNCE : TWICE);
  if (again) { event.preventDefault(); event.stopImmediatePropagation(); return; }
  tapped = { at: event.timeStamp, x: event.clientX, y: event.clientY };
}, true);

// ---- a finger presses what it came down on and leaves again, however long it rests and however far it slides on the
// way; browsers take both for something else, so their own clicks of fingers are not used
const CONTROL = "a, button", downs = new Map();
document.addEventListener("pointerdown", (event) => downs.set(event.pointerId, event.target.closest(CONTROL)), true);
document.addEventListener("pointercancel", (event) => downs.delete(event.pointerId), true);
document.addEventListener("pointerup", ({ pointerId, pointerType, clientX, clientY }) => {
  const began = downs.get(pointerId), ended = document.elementFromPoint(clientX, clientY);
  downs.delete(pointerId);
  if (pointerType !== "touch") return; // a mouse, a pen: the browser does the same by itself
  stir();
  if (began && began === (ended && ended.closest(CONTROL)))
    began.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1, clientX, clientY }));
}, true);
document.addEventListener("touchend", (event) => event.cancelable && event.preventDefault(), { passive: false });
document.addEventListener("dragstart", (event) => event.preventDefault());

document.addEventListener("click", (event) => {
  const hit = (selector) => event.target.closest(selector);
  if (hit(".corners")) return;
  if (hit("[data-talk]")) return talk();
  if (hit("[data-quiet]")) return quiet();
  if (hit("[data-stay]")) return stay();
  if (hit("[data-hear]")) return mouth.paused ? play(hit("[data-hear]").dataset.hear) : hush();
  if (hit("[data-digit], [data-erase]")) return press(hit("button"));
  if (hit("a, button")) { hush(); quiet(); }
});

// ---- any corner held for two seconds: from then on by ear (corners.js), or by eye again
const HOLD = 2000;
let holding = 0, held = false;
document.addEventListener("pointerdown", ({ clientX: x, clientY: y }) => {
  const side = Math.min(innerWidth, innerHeight) * 0.3, edge = Math.max(Math.min(x, innerWidth - x), Math.min(y, innerHeight - y));
  held = false;
  clearTimeout(holding);
  if (edge < side || find(".corners")) holding = setTimeout(turn, HOLD);
}, true);
for (const over of ["pointerup", "pointercancel"]) document.addEventListener(over, () => clearTimeout(holding), true);

function turn() {
  held = true;
  hush(); quiet();
  ask("POST", `/settings/${screen_().dataset.ear === "2" ? "by_eye" : "by_ear"}`, {});
}

function ask(method, address, values) {
  htmx.ajax(method, address, { source: "#screen", target: "#screen", swap: "outerHTML", select: "#screen", values });
}
document.addEventListener("contextmenu", (event) => event.preventDefault());

function press(key) {
  const form = key.closest("form"), digits = form.elements.digits;
  digits.value = "digit" in key.dataset ? (digits.value + key.dataset.digit).slice(0, Number(form.dataset.length) || 6)
    : digits.value.slice(0, -1);
  form.querySelector(".typed").value = "secret" in form.dataset ? "●".repeat(digits.value.length) : digits.value;
  if (digits.value.length === Number(form.dataset.length)) form.requestSubmit();
}

// ---- the scanner types like a keyboard, on whatever page
let typed = "", typedAt = 0;
document.addEventListener("keydown", (event) => {
  stir();
  if (event.timeStamp - typedAt > 1000) typed = "";
  typedAt = event.timeStamp;
  if (event.key === "Enter" && typed.length > 5) {
    event.preventDefault();
    event.stopImmediatePropagation();
    hush(); quiet();
    ask("POST", "/card", { card: typed });
    typed = "";
  } else if (event.key.length === 1 && event.key > " " && event.key <= "~") typed += event.key;
}, true);

// ---- idleness: a warning that is seen and heard, then the first page
let stirred = Date.now();
function stir() { stirred = Date.now(); }
function stay() {
  find(".warn").hidden = true;
  hush();
  fetch("/stay", { method: "POST", headers: headers() });
}
setInterval(() => {
  const { idle, warning } = screen_().dataset, warn = find(".warn");
  if (!idle) return;
  if (ear || (!mouth.paused && warn.hidden)) stir();
  const left = Number(idle) + Number(warning) - (Date.now() - stirred) / 1000;
  if (left <= 0) location.replace("/?left=1");
  else if (left <= Number(warning)) {
    if (warn.hidden) { warn.hidden = false; play(warn.dataset.sound); }
    find(".count").textContent = Math.ceil(left);
  } else if (!warn.hidden) stay(); // touched anywhere
}, 250);

// ---- the mouth; `phones`: headphones are found and all is put through to them; several sounds, a blank between their addresses, are played one after the other
let later = [], phones = false, blocked = false; // `blocked`: the browser lets nothing be heard before a touch
function play(sounds) {
  quiet();
  [mouth.src, ...later] = sounds.split(" ").map((each) => (phones && !each.includes("?") ? `${each}?headphones` : each));
  mouth.volume = Number(screen_().dataset.volume);
  mouth.play().then(() => { blocked = false; }, ({ name }) => { blocked = name === "NotAllowedError"; });
}
function hush() {
  later = [];
  if (!mouth.paused) mouth.pause();
}
mouth.addEventListener("error", () => word("mute"));
mouth.addEventListener("playing", () => { // it is heard again: that it was not is no longer so
  const place = find(".word");
  if (place.textContent === screen_().dataset.mute) { place.textContent = ""; place.classList.add("empty"); }
});
mouth.addEventListener("ended", () => later.length && play(later.join(" ")));
for (const name of ["playing", "pause", "ended"])
  mouth.addEventListener(name, () => document.documentElement.classList.toggle("speaking", name === "playing"));

// ---- the ears: push to talk, never while the mouth speaks
let ear = null, sounds = null, deaf = ""; // `deaf`: why the microphone gave nothing the last time

async function talk() {
  if (ear || !canRecord) return;
  hush();
  const mine = (ear = { n: 0, sent: Promise.resolve(), stop() {} });
  look("hearing");
  try {
    mine.begun = post("/listen", new URLSearchParams({ rate: 16000 }));
    await record(mine);
    const begun = await mine.begun;
    if (begun.state !== "hearing") return answered(mine, begun);
    mine.id = begun.id;
    mine.timer = setTimeout(() => finish(mine), 9000);
  } catch (why) {
    if (why instanceof DOMException) deaf = why.name;
    if (ear !== mine) return;
    quiet();
    word(why instanceof DOMException ? "refused" : "offline");
    if (why instanceof DOMException) play(screen_().dataset.refusedSound); // asked aloud, told aloud
  }
}

async function record(mine) {
  sounds = sounds || newSounds();
  sounds.resume();
  chime();
  const wanted = { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const [stream] = await Promise.all([navigator.mediaDevices.getUserMedia({ audio: wanted }), sounds.recorder]);
  const source = sounds.createMediaStreamSource(stream), node = new AudioWorkletNode(sounds, "recorder");
  mine.stop = () => {
    node.port.onmessage = null;
    source.disconnect();
    stream.getTracks().forEach((track) => track.stop());
  };
  deaf = "";
  if (ear !== mine) return mine.stop();
  node.port.onmessage = ({ data }) => {
    find(".level div").style.width = `${Math.min(100, Math.sqrt(data.level) * 130)}%`;
    mine.sent = mine.sent.then(() => send(mine, data.sound));
  };
  source.connect(node);
}

function newSounds() {
  let made;
  try { made = new AudioContext({ sampleRate: 16000 }); } catch { made = new AudioContext(); }
  made.recorder = made.audioWorklet.addModule(screen_().dataset.recorder);
  return made;
}

function chime() {
  const tone = sounds.createOscillator(), soft = sounds.createGain(), now = sounds.currentTime;
  tone.frequency.value = 660;
  soft.gain.setValueAtTime(0.06, now);
  soft.gain.exponentialRampToValueAtTime(0.0001, now + 0.12);
  tone.connect(soft).connect(sounds.destination);
  tone.start(now);
  tone.stop(now + 0.12);
}

async function send(mine, sound) {
  const begun = await mine.begun;
  if (ear !== mine || begun.state !== "hearing") return;
  const slow = setTimeout(() => ear === mine && look("finding"), 300);
  const answer = await post(`/listen/${begun.id}/${mine.n++}`, sound).catch(() => null);
  clearTimeout(slow);
  if (ear !== mine) return;
  if (answer === null) { quiet(); word("offline"); }
  else if (answer.state !== "hearing") answered(mine, answer);
  else look(answer.complete ? "finding" : "hearing"); // a whole sentence: nothing but its end is waited for
}

async function finish(mine) {
  mine.stop();
  look("finding");
  await mine.sent;
  if (ear === mine) answered(mine, await post(`/listen/${mine.id}/end`, ""));
}

function answered(mine, answer) {
  if (ear !== mine) return;
  close(mine);
  if (answer.speech && !find(".corners")) play(answer.speech);
  swap(answer.html);
  if (answer.press) touch(answer.press);
}

function touch(named) { // a button named aloud is touched: by its words, or the second of the choices
  const words = document.querySelector(`a [data-say="${named}"], button [data-say="${named}"]`);
  const chosen = document.querySelectorAll(".choices a, .choices button")[Number(named) - 1];
  const button = words ? words.closest("a, button") : chosen;
  if (button) button.click();
}

function quiet() {
  const mine = ear;
  if (!mine) return;
  close(mine);
  if (mine.id) post(`/listen/${mine.id}/cancel`, "").catch(() => {});
}

function close(mine) {
  ear = null;
  clearTimeout(mine.timer);
  mine.stop();
  look("");
}

function look(state) {
  const cover = find(".ear");
  if (!cover) return;
  cover.hidden = !state;
  cover.dataset.state = state;
}

async function post(address, body) {
  const answer = await fetch(address, { method: "POST", body, headers: headers() });
  return answer.status === 204 ? {} : answer.json();
}

// ---- the server may be restarted under the page
document.addEventListener("htmx:sendError", () => {
  word("offline");
  const retry = setInterval(() => fetch("/screen.css", { cache: "no-store" })
    .then(() => { clearInterval(retry); location.replace("/"); }, () => {}), 2000);
});

settle();
