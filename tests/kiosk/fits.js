// What an eye or a finger would complain of on a kiosk's page, one line a fault; `mm` is CSS px of a millimetre,
// `choices` how many a screen may offer beside the bar: 更多 and 说话 are two of them.
([mm, choices]) => {
  const faults = [];
  const HAIR = 0.1; // px: Chromium lays out in 64ths of one
  const name = (element) => element.textContent.trim().slice(0, 8);
  const box = (element) => element.getBoundingClientRect();
  const seen = (element) => box(element).width > 1 && getComputedStyle(element).visibility !== "hidden" && !element.closest("[hidden]");
  const cover = [...document.querySelectorAll(".cover")].find(seen);
  const all = (selector) => [...(cover || document).querySelectorAll(selector)].filter(seen);
  const above = (element) => (element ? [element, ...above(element.parentElement)] : []);
  const within = (r, room = { left: 0, top: 0, right: innerWidth, bottom: innerHeight }, by = HAIR) =>
    r.left >= room.left - by && r.top >= room.top - by && r.right <= room.right + by && r.bottom <= room.bottom + by;
  const apart = (a, b) => Math.hypot(
    Math.max(0, Math.max(a.left, b.left) - Math.min(a.right, b.right)),
    Math.max(0, Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom)));
  const wide = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const high = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);

  // Whatever a finger can touch, drawn as a button or not.
  const buttons = all("a[href], area, button, input:not([type=hidden]), label, select, summary, textarea, [onclick], [role=button], [tabindex], .button");
  for (const button of buttons) {
    const r = box(button), main = !button.closest(".bar, .keys");
    if (Math.min(r.width, r.height) < (main ? 20 : 16) * mm - HAIR) faults.push(`${name(button)}: a button of ${r.width / mm} by ${r.height / mm} mm`);
    if (!within(r)) faults.push(`${name(button)}: off the screen`);
    for (const [x, y] of [[.5, .5], [.1, .1], [.9, .9]]) {
      const hit = document.elementFromPoint(r.left + r.width * x, r.top + r.height * y);
      if (!button.contains(hit)) faults.push(`${name(button)}: ${hit && (hit.className || hit.nodeName)} lies over it`);
    }
    for (const other of buttons)
      if (other !== button && apart(r, box(other)) < 5 * mm - HAIR) faults.push(`${name(button)}, ${name(other)}: ${apart(r, box(other)) / mm} mm apart`);
  }
  const offered = buttons.filter((button) => button.matches("main *") && !button.closest(".keys"));
  if (offered.length > choices) faults.push(`${offered.length} choices`);
  // Letters of this typeface reach a little out of their lines, so a third of a letter is no fault.
  for (const part of all("button, .button, .middle, .head, .title, .word, .words, .acts, .bar, .door, h1, .state, .cover")) {
    const letter = parseFloat(getComputedStyle(part).fontSize);
    if (part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + letter * 0.3) faults.push(`${name(part)}: spills over`);
    if (!within(box(part), undefined, 1)) faults.push(`${name(part)}: off the screen`);
  }
  // Every line of every text: on the screen, in its button, in whatever cuts off, and not over another.
  const lines = [];
  const told = (element) => above(element).some((at) => getComputedStyle(at).clipPath !== "none"); // to screen readers alone
  const texts = document.createTreeWalker(cover || document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const owner = node.parentElement;
    if (!node.data.trim() || !seen(owner) || owner.closest("script, style") || told(owner)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const cuts = [];
    for (let at = owner; at && at !== document.body; at = at.parentElement)
      if (at.matches("button, .button") || getComputedStyle(at).overflow !== "visible") cuts.push(box(at));
    for (const r of range.getClientRects()) {
      const edge = r.height * 0.2; // a line's box is higher than its characters
      const ink = { left: r.left + 1, right: r.right - 1, top: r.top + edge, bottom: r.bottom - edge };
      if (ink.right <= ink.left) continue;
      if (!within(ink)) faults.push(`${name(owner)}: a line off the screen`);
      if (cuts.some((cut) => !within(ink, cut))) faults.push(`${name(owner)}: a line is cut off`);
      for (const other of lines)
        if (wide(ink, other.ink) > 2 && high(ink, other.ink) > 2) faults.push(`${name(owner)}: lies over ${name(other.owner)}`);
      for (const picture of all("img:not(.letter), video, svg"))
        if (wide(ink, box(picture)) > 2 && high(ink, box(picture)) > 2) faults.push(`${name(owner)}: lies over a picture`);
      lines.push({ ink, owner });
    }
  }
  for (const whose of document.querySelectorAll(".whose"))
    if (!cover && !seen(whose)) faults.push(`${name(whose)}: nobody sees whose page this is`);
  for (const figure of all(".figure"))
    if (parseFloat(getComputedStyle(figure).fontSize) < 25 * mm - HAIR) faults.push(`${name(figure)}: a figure under 25 mm`);
  for (const text of all("main h1, main p, .words, .title h1, .title p, .word, .typed, .missing")) {
    const size = parseFloat(getComputedStyle(text).fontSize);
    if (size < 7.3 * mm - HAIR) faults.push(`${name(text)}: letters of ${size / mm} mm`);
    for (const button of buttons) {
      const a = box(text), b = box(button), nested = button.contains(text) || text.contains(button);
      if (!nested && wide(a, b) > 2 && high(a, b) > 2) faults.push(`${name(text)}: lies over ${name(button)}`);
    }
  }
  // WCAG's contrast of text on its ground, and of an icon, as they are mixed before the eye: with what is half
  // transparent, in the colour or in the element. A picture for a ground, a filter, a shadow cannot be reckoned with.
  const parts = (colour) => {
    const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
    return { rgb: [red, green, blue], alpha };
  };
  const mix = (over, alpha, under) => over.map((part, n) => part * alpha + under[n] * (1 - alpha));
  const light = (rgb) => {
    const [red, green, blue] = rgb.map((part) => (part / 255 <= .04045 ? part / 255 / 12.92 : ((part / 255 + .055) / 1.055) ** 2.4));
    return .2126 * red + .7152 * green + .0722 * blue;
  };
  const drawn = (element, colour) => { // [colour of its text, colour behind it]
    let ink = [parts(colour).rgb, parts(colour).alpha], ground = [[0, 0, 0], 0];
    const lay = ([rgb, alpha], { rgb: under, alpha: share }) => {
      const whole = alpha + share * (1 - alpha);
      return [whole ? rgb.map((part, n) => (part * alpha + under[n] * share * (1 - alpha)) / whole) : rgb, whole];
    };
    for (const at of above(element)) {
      const style = getComputedStyle(at), own = parts(style.backgroundColor), opacity = Number(style.opacity);
      const odd = [["backgroundImage", "none"], ["filter", "none"], ["textShadow", "none"], ["mixBlendMode", "normal"], ["backdropFilter", "none"]].filter(([key, none]) => style[key] !== none);
      if (ground[1] < 1 && odd.length) faults.push(`${name(element)}: ${odd.map(([key]) => key)} of ${at.className || at.nodeName}`);
      [ink, ground] = [lay(ink, own), lay(ground, own)].map(([rgb, alpha]) => [rgb, alpha * opacity]);
    }
    return [ink, ground].map(([rgb, alpha]) => mix(rgb, alpha, [255, 255, 255]));
  };
  const contrast = (element, colour) => {
    const [dark, pale] = drawn(element, colour).map(light).sort((a, b) => a - b);
    return (pale + .05) / (dark + .05);
  };
  for (const element of all("*")) {
    if (element.closest("head, script, style")) continue;
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const wanted = own && !element.closest(":disabled, [aria-disabled]") ? 10 : own || element.matches(".icon") ? 7 : 0;
    const style = getComputedStyle(element);
    if (own && style.fontWeight > 500 && style.fontSynthesisWeight !== "none") faults.push(`${name(element)}: thickened by the browser`);
    const found = wanted && contrast(element, element.matches(".icon") ? style.stroke : style.webkitTextFillColor);
    if (found < wanted) faults.push(`${name(element)}: contrast ${found.toFixed(1)}`);
  }
  if (document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth) faults.push("the page scrolls");
  return faults;
};
