// The kiosk's camera: asked for when a page has a place for it, sent when 拍照 is pressed, off when the page is left.
const place = () => document.querySelector("[data-camera]");
const address = () => place().dataset.address;
let stream = null, asking = false;

export async function settle() {
  if (!place()) return stop();
  if (stream) return show();
  if (asking) return;
  asking = true;
  try {
    if (!window.isSecureContext || !navigator.mediaDevices) throw new DOMException("", "NotSupportedError");
    stream = await navigator.mediaDevices.getUserMedia({ video: { width: 1280, height: 960 } });
    tell("on");
  } catch {
    tell("off");
  }
}

function tell(camera) { // the page says what is so: it is drawn by whoever draws all pages
  if (!place()) return stop();
  ask("GET", `${address()}?camera=${camera}`);
}

function show() {
  const video = document.querySelector("video.view");
  if (!video || video.srcObject) return;
  video.srcObject = stream;
  video.play().catch(() => {});
}

function stop() {
  asking = false;
  if (stream) stream.getTracks().forEach((track) => track.stop());
  stream = null;
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-shoot]")) shoot();
});

async function shoot() {
  const video = document.querySelector("video.view"), canvas = document.createElement("canvas");
  if (!video || !video.videoWidth) return;
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  canvas.getContext("2d").drawImage(video, 0, 0);
  const photo = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.9));
  const body = new FormData();
  body.append("photo", photo, "photo.jpg");
  const answer = await fetch(address(), { method: "POST", body, headers: headers() }).catch(() => null);
  if (answer) swap(await answer.text());
  else word("offline");
}
