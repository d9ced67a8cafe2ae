// How this kiosk is, told to the desk: at once when something is new, else once a minute. Nothing of who stands there.
const OFTEN = 60_000;
let told = "", toldAt = -OFTEN, waiting = 0;

export function settle() { // after the page has been drawn: nobody waits for this
  clearTimeout(waiting);
  waiting = setTimeout(tell, 500);
}

async function tell() {
  const now = new URLSearchParams({ microphone: await microphone(), speaker: speaker() });
  const news = `${now} ${Boolean(screen_().dataset.idle)}`;
  if (news === told && performance.now() - toldAt < OFTEN - 1000) return;
  const answer = await fetch("/present", { method: "POST", body: now, headers: headers() }).catch(() => null);
  if (answer && answer.ok) [told, toldAt] = [news, performance.now()];
}

async function microphone() {
  if (!canRecord) return "plain_http";
  if (deaf) return { NotAllowedError: "refused", NotFoundError: "none" }[deaf] || "broken";
  const found = await navigator.mediaDevices.enumerateDevices();
  if (!found.some(({ kind }) => kind === "audioinput")) return "none";
  const allowed = await navigator.permissions.query({ name: "microphone" }).catch(() => ({}));
  return { granted: "works", denied: "refused" }[allowed.state] || "unasked";
}

let sounded = "untried";
const speaker = () => (blocked ? "blocked" : sounded);
mouth.addEventListener("playing", () => { sounded = "works"; settle(); });
mouth.addEventListener("error", () => { sounded = "mute"; settle(); });
if (navigator.mediaDevices) navigator.mediaDevices.addEventListener("devicechange", settle);
setInterval(tell, OFTEN);
