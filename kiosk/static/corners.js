// 听着用: the screen is four big corners. A page is said, then each of its choices when it is reached; nothing has to be
// seen. Sentences are asked for by their place on the page, as `speech.py` noted them.
const INTRO = ["/speech/corners.intro.wav", "/speech/corners.lower.wav", "/speech/corners.leaving.wav"];
let cover = null, asked = null, stops = [], at = -1, busy = false;

export async function settle() {
  if (screen_().dataset.ear !== "2") return leave();
  const first = !asked;
  asked = asked || fetch("/corners", { headers: headers() }).then((answer) => answer.text());
  const html = await asked;
  if (!asked) return;
  if (!cover) {
    document.body.insertAdjacentHTML("beforeend", html);
    cover = find(".corners");
    cover.addEventListener("click", pressed);
  }
  arrive(first);
}

function leave() {
  if (!cover) return;
  cover.remove();
  cover = asked = null;
  const notice = document.querySelectorAll(".word [data-say]").length ? [`${page()}/0-0.wav`] : [];
  play([...notice, named("settings.by_eye")].join(" "));
}

// ---- what there is on the page: what is told, and what can be chosen
const pad = () => find("form.pad");
const sentences = () => [...document.querySelectorAll("#screen [data-say]")];
const page = () => find(".bar [data-hear]").dataset.hear.split(" ").find((each) => /^\/speech\/[\w-]+\.wav$/.test(each)).slice(0, -4);
const named = (key) => `/speech/${key}.wav`;

function arrive(first) {
  busy = false;
  screen_().dataset.told = "";
  sentences().forEach((each, nth) => { each.dataset.nth = nth; });
  const chosen = (each) => !each.matches(".door, [data-digit], [data-quiet]") && each.getClientRects().length;
  const main = [...document.querySelectorAll("#screen main :is(a, button)")].filter(chosen);
  const bar = [...document.querySelectorAll(".bar [data-name]")].reverse(); // one step backwards is 回去, or 确定 at a pad
  const keys = main.filter((each) => each.matches(".key"));
  stops = pad() ? [..."0123456789", ...main.filter((each) => !keys.includes(each)), ...bar, ...keys] : [...main, ...bar];
  at = pad() ? 0 : -1;
  cover.querySelector("[data-corner=choose]").toggleAttribute("data-often", Boolean(pad())); // two noughts
  const hint = pad() ? [named("corners.count"), ...(silent() ? [named("corners.secret")] : [])] : [];
  say([...(first ? INTRO : []), ...told(), ...hint], text(heading()));
}

const heading = () => sentences().filter((each) => !stops.some((stop) => stop.contains && stop.contains(each)));
const told = () => runs(heading());
const text = (parts) => parts.map((each) => each.textContent).join(" ");

function runs(parts) { // the addresses of sentences, those that follow one another in one
  const found = [];
  for (const nth of parts.map((each) => Number(each.dataset.nth)))
    if (found.length && found.at(-1)[1] === nth - 1) found.at(-1)[1] = nth;
    else found.push([nth, nth]);
  return found.map(([from, to]) => `${page()}/${from}-${to}.wav`);
}

// ---- digits are counted by touches; those of a PIN are not said, unless into somebody's ear
const isDigit = (stop) => typeof stop === "string";
const silent = () => "secret" in pad().dataset && !phones;

function sounds(stop) {
  if (isDigit(stop)) return silent() ? [] : [named(`corners.d${stop}`)];
  return stop.dataset.name ? [named(stop.dataset.name)] : runs([...stop.querySelectorAll("[data-say]")]);
}

function shown(stop) {
  return isDigit(stop) ? (silent() ? "●" : stop) : stop.textContent.trim();
}

// ---- the four corners
function pressed({ target }) {
  const corner = target.closest("[data-corner]");
  if (!corner || busy) return;
  if (ear) return quiet();
  if (!find(".warn").hidden) { stay(); return repeat(); }
  ({ again: repeat, previous: () => reach(-1), next: () => reach(1), choose })[corner.dataset.corner]();
}

function repeat() {
  const here = at < 0 ? [] : sounds(stops[at]);
  say([...told(), ...here], at < 0 ? text(heading()) : shown(stops[at]));
}

function reach(step) {
  const before = at;
  at = at < 0 && step < 0 ? stops.length - 1 : (at + step + stops.length) % stops.length;
  const wrapped = before >= 0 && step > 0 && at === 0;
  say([...(wrapped ? [named("corners.wrapped")] : []), ...sounds(stops[at])], shown(stops[at]));
}

function choose() {
  if (at < 0) return say([named("corners.none")], "");
  const stop = stops[at];
  hush();
  if (isDigit(stop)) return count(stop);
  const goes = stop.matches("a, form button:not([type=button])");
  busy = goes;
  if (goes) setTimeout(() => { busy = false; }, 4000); // no answer: the corners are not dead
  stop.click();
  if ("erase" in stop.dataset) {
    at = 0;
    say([named("corners.erased")], "");
  }
}

function count(digit) {
  const form = pad(), full = Number(form.dataset.length);
  find(`[data-digit="${digit}"]`).click();
  at = 0;
  busy = full > 0 && form.elements.digits.value.length >= full; // it sends itself
  if (!busy) say([named("corners.digit")], "");
}

function say(addresses, words) {
  const heard = cover.querySelector(".heard");
  heard.textContent = words;
  heard.style.fontSize = "";
  const mm = parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--mm"));
  for (let size = parseFloat(getComputedStyle(heard).fontSize); heard.scrollHeight > heard.clientHeight && size > 7.3 * mm; size -= mm)
    heard.style.fontSize = `${Math.max(size - mm, 7.3 * mm)}px`;
  if (addresses.length) play(addresses.join(" "));
  else hush();
}
