// What an eye would complain of on a kiosk's page, one line a fault; `mm` is CSS px of a millimetre,
// `choices` how many a screen may offer beside the bar.
([mm, choices]) => {
  const faults = [];
  const name = (element) => element.textContent.trim().slice(0, 8);
  const box = (element) => element.getBoundingClientRect();
  const seen = (element) => box(element).width > 1 && getComputedStyle(element).visibility !== "hidden" && !element.closest("[hidden]");
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
  const offered = buttons.filter((button) => button.matches("main *") && !button.closest(".keys"));
  const chosen = offered.filter((button) => !button.matches(".talk"));
  if (chosen.length > choices) faults.push(`${chosen.length} choices`);
  // Letters of this typeface reach a little out of their lines, so a third of a letter is no fault.
  for (const part of all("button, .button, .middle, .head, .title, .word, .words, .acts, .bar, .door, h1, .state, .cover")) {
    const letter = parseFloat(getComputedStyle(part).fontSize);
    if (part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + letter * 0.3) faults.push(`${name(part)}: spills over`);
    if (!within(box(part))) faults.push(`${name(part)}: off the screen`);
  }
  for (const figure of all(".figure"))
    if (parseFloat(getComputedStyle(figure).fontSize) < 25 * mm - 1) faults.push(`${name(figure)}: a figure under 25 mm`);
  const texts = all("main h1, main p, .words, .title h1, .title p, .word, .typed, .missing");
  for (const text of texts) {
    const size = parseFloat(getComputedStyle(text).fontSize);
    if (size < 7.3 * mm - 0.5) faults.push(`${name(text)}: letters of ${size / mm} mm`);
    for (const button of buttons) {
      const a = box(text), b = box(button), nested = button.contains(text) || text.contains(button);
      if (!nested && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2)
        faults.push(`${name(text)}: lies over ${name(button)}`);
    }
  }
  // WCAG's contrast of text on its ground, and of an icon; a cover's ground is what lies under it.
  const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = (colour) => {
    const [red, green, blue] = parts(colour).map((part) => (part / 255 <= .04045 ? part / 255 / 12.92 : ((part / 255 + .055) / 1.055) ** 2.4));
    return .2126 * red + .7152 * green + .0722 * blue;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement)
      if ((parts(getComputedStyle(at).backgroundColor)[3] ?? 1) > 0) return getComputedStyle(at).backgroundColor;
    return getComputedStyle(document.body).backgroundColor;
  };
  const contrast = (element) => {
    const [dark, pale] = [light(getComputedStyle(element).color), light(ground(element))].sort((a, b) => a - b);
    return (pale + .05) / (dark + .05);
  };
  for (const element of all("*")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const wanted = own && !element.closest(":disabled, [aria-disabled]") ? 10 : own || element.matches(".icon") ? 7 : 0;
    const style = getComputedStyle(element);
    if (own && style.fontWeight > 500 && style.fontSynthesisWeight !== "none") faults.push(`${name(element)}: thickened by the browser`);
    if (wanted && !element.closest("head, script, style") && contrast(element) < wanted) faults.push(`${name(element)}: contrast ${contrast(element).toFixed(1)}`);
  }
  if (document.documentElement.scrollHeight > innerHeight) faults.push("the page scrolls");
  return faults;
};
