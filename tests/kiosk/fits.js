// What an eye would complain of on a kiosk's page, one line a fault; `mm` is CSS px of a millimetre.
(mm) => {
  const faults = [];
  const name = (element) => element.textContent.trim().slice(0, 8);
  const box = (element) => element.getBoundingClientRect();
  const seen = (element) => box(element).width > 0 && getComputedStyle(element).visibility !== "hidden" && !element.closest("[hidden]");
  const cover = [...document.querySelectorAll(".cover")].find(seen);
  const all = (selector) => [...(cover || document).querySelectorAll(selector)].filter(seen);
  const within = (r) => r.left >= -1 && r.top >= -1 && r.right <= innerWidth + 1 && r.bottom <= innerHeight + 1;
  const apart = (a, b) => Math.hypot(
    Math.max(0, Math.max(a.left, b.left) - Math.min(a.right, b.right)),
    Math.max(0, Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom)));

  const buttons = all("button, .button");
  for (const button of buttons) {
    const r = box(button), main = !button.closest(".bar, .keys");
    if (Math.min(r.width, r.height) < (main ? 20 : 16) * mm - 1) faults.push(`${name(button)}: a button of ${r.width / mm} by ${r.height / mm} mm`);
    if (!within(r)) faults.push(`${name(button)}: off the screen`);
    for (const other of buttons)
      if (other !== button && apart(r, box(other)) < 5 * mm - 1) faults.push(`${name(button)}, ${name(other)}: ${apart(r, box(other)) / mm} mm apart`);
  }
  // Letters of this typeface reach a little out of their lines, so a third of a letter is no fault.
  for (const part of all("button, .button, main, .head, .title, .word, .words, .acts, .bar, .door, h1, .state, .cover")) {
    const letter = parseFloat(getComputedStyle(part).fontSize);
    if (part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + letter * 0.3) faults.push(`${name(part)}: spills over`);
    if (!within(box(part))) faults.push(`${name(part)}: off the screen`);
  }
  const texts = all("main h1, main p, .words, .title p, .word, .typed, .missing");
  for (const text of texts) {
    const size = parseFloat(getComputedStyle(text).fontSize);
    if (size < 7.3 * mm - 0.5) faults.push(`${name(text)}: letters of ${size / mm} mm`);
    for (const button of buttons) {
      const a = box(text), b = box(button), nested = button.contains(text) || text.contains(button);
      if (!nested && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2)
        faults.push(`${name(text)}: lies over ${name(button)}`);
    }
  }
  if (document.documentElement.scrollHeight > innerHeight) faults.push("the page scrolls");
  return faults;
};
