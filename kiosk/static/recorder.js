// The microphone in the audio thread: 16 kHz mono 16-bit samples, a tenth of a second at a time, with their loudness.
const RATE = 16000, CHUNK = 1600;

class Recorder extends AudioWorkletProcessor {
  constructor() {
    super();
    this.phase = this.sum = this.count = this.length = this.peak = 0;
    this.chunk = new Int16Array(CHUNK);
  }

  process([[samples]]) {
    for (const sample of samples || []) {
      this.sum += sample;
      this.count += 1;
      this.phase += RATE / sampleRate;
      if (this.phase < 0.9999) continue; // a browser that refuses 16 kHz: the mean of what falls together
      this.phase -= 1;
      this.put(this.sum / this.count);
      this.sum = this.count = 0;
    }
    return true;
  }

  put(value) {
    this.peak = Math.max(this.peak, Math.abs(value));
    this.chunk[this.length++] = Math.max(-1, Math.min(1, value)) * 32767;
    if (this.length < CHUNK) return;
    const sound = this.chunk.buffer;
    this.port.postMessage({ sound, level: this.peak }, [sound]);
    this.chunk = new Int16Array(CHUNK);
    this.length = this.peak = 0;
  }
}

registerProcessor("recorder", Recorder);
