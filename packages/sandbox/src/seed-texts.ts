/** What buyers write, in the languages they write it in. */
// oxfmt-ignore
// prettier-ignore
export const demoNotes = [
  "Please ship as soon as possible, it is a birthday present.", "Please leave with the neighbour at number 14.",
  "If black is out of stock please send navy instead.", "No invoice in the box please, it is a gift. Thank you!",
  "Could you combine this with my other order?", "Please use tracked shipping.",
  "Ring the upper bell, the lower one is broken.", "Bitte nicht vor Freitag liefern.", "请用中性包装，谢谢",
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
