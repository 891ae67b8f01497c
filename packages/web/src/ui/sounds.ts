// Three sounds, told apart with the eyes elsewhere: good, next parcel, stop. Drawn by the browser, no files.

type Note = { readonly hz: number; readonly at: number; readonly s: number; readonly shape?: OscillatorType; readonly loud?: number };
const tunes = {
  good: [{ hz: 1175, at: 0, s: 0.07 }],
  next: [{ hz: 784, at: 0, s: 0.09 }, { hz: 1047, at: 0.09, s: 0.09 }, { hz: 1568, at: 0.18, s: 0.16 }],
  stop: [{ hz: 196, at: 0, s: 0.28, shape: "sawtooth", loud: 0.5 }, { hz: 147, at: 0.3, s: 0.45, shape: "sawtooth", loud: 0.5 }],
} as const satisfies Record<string, readonly Note[]>;
export type Tune = keyof typeof tunes;
const mutedAt = "argosy.sounds";
export const soundsOn = (): boolean => localStorage.getItem(mutedAt) !== "off";
export const setSounds = (on: boolean): void => localStorage.setItem(mutedAt, on ? "on" : "off");

let context: AudioContext | null = null;
export function play(tune: Tune): void {
  if (!soundsOn()) return;
  try {
    context ??= new AudioContext();
    if (context.state === "suspended") void context.resume(); // a browser lets sound out only after the first key
    const begin = context.currentTime + 0.01;
    for (const note of tunes[tune] as readonly Note[]) {
      const tone = context.createOscillator();
      const gain = context.createGain();
      tone.type = note.shape ?? "sine";
      tone.frequency.value = note.hz;
      gain.gain.setValueAtTime(note.loud ?? 0.35, begin + note.at);
      gain.gain.exponentialRampToValueAtTime(0.001, begin + note.at + note.s);
      tone.connect(gain).connect(context.destination);
      tone.start(begin + note.at);
      tone.stop(begin + note.at + note.s + 0.02);
    }
  } catch {
    // a desk without sound still has the colours
  }
}
