import { pick } from "./derive.ts";

/** What buyers write, in the languages they write it in: `noteFor` gives a buyer one of their own. */
// oxfmt-ignore
// prettier-ignore
const english = [
  "Please ship as soon as possible, it is a birthday present.", "Please leave with the neighbour at number 14.",
  "If black is out of stock please send navy instead.", "No invoice in the box please, it is a gift. Thank you!",
  "Could you combine this with my other order?", "Please use tracked shipping.",
  "Ring the upper bell, the lower one is broken.",
  "Deliver to reception, they close at 17:00.", "Is it possible to add a short card: Happy anniversary, Mum & Dad?",
] as const;

// oxfmt-ignore
// prettier-ignore
export const demoQuestions = [
  "Hi, I just noticed I typed the wrong flat number. It should be 12B. Can you change it?",
  "Hello, when will my order ship? I need it before the weekend.",
  "Could you please change the colour to the lighter one if it has not been sent yet?",
  "I ordered two by mistake, please cancel one of them.",
  "Does this come with a plug for my country?",
  "Thanks for the quick reply last time. Can you send both orders in one parcel?",
  "Is the tracking number available yet?",
  "My PayPal shows the payment twice, could you check please?",
] as const;

const notesOf: Readonly<Record<string, readonly string[]>> = {
  DE: ["Bitte nicht vor Freitag liefern.", "Bitte beim Nachbarn abgeben, Hausnummer 14.", "Bitte keine Rechnung beilegen, es ist ein Geschenk. Danke!"],
  FR: ["Merci de ne pas livrer avant vendredi.", "C'est un cadeau : pas de facture dans le colis, s'il vous plaît."],
  JP: ["金曜日以降に届けてください。", "プレゼントなので、請求書は入れないでください。"],
};
export const noteFor = (country: string, at: number): string => pick(notesOf[country] ?? english, at);
