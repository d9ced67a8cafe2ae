// 用耳机听: everything goes to the output of the headphones while there is one. Where there is none the server says of what
// is private only that it is not said; it is told which of the two it is with every sound (`phones` of kiosk.js).
let looked = null;

export function settle() {
  if (screen_().dataset.phones === "2") looked = looked || look_();
  else if (looked) release();
}

async function look_() {
  const { name } = await (await fetch("/headphones", { headers: headers() })).json();
  const outputs = (await devices()).filter((each) => each.kind === "audiooutput" && each.deviceId);
  const wanted = outputs.find(({ label }) => (name ? label.includes(name) : /headphone|headset|耳机/i.test(label)));
  if (!wanted || !mouth.setSinkId) return;
  await mouth.setSinkId(wanted.deviceId).then(() => { phones = true; }, () => {});
}

async function devices() { // the browser names outputs to whoever may use the microphone
  const media = navigator.mediaDevices;
  if (!media || !media.enumerateDevices) return [];
  const found = await media.enumerateDevices();
  if (found.some((each) => each.kind === "audiooutput" && each.label)) return found;
  const stream = await media.getUserMedia({ audio: true }).catch(() => null);
  if (stream) stream.getTracks().forEach((track) => track.stop());
  return media.enumerateDevices();
}

function release() {
  looked = null;
  phones = false;
  hush();
  if (mouth.setSinkId) mouth.setSinkId("");
}

if (navigator.mediaDevices)
  navigator.mediaDevices.addEventListener("devicechange", () => { // plugged in, or pulled out: then nothing more is said
    if (!looked) return;
    release();
    settle();
  });
