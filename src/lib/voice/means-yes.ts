/**
 * What counts as a yes to being called back, typed on the keys or said in any language of src/words: with more behind it
 * only after a word that is nothing else, since "please" also begins "please don't". The flows have the same expression
 * as a condition, for the whole text and in either case: https://www.twilio.com/docs/studio/widget-library/split-based-on
 */
export const YES =
  "¡?(yes|yeah|yep|ja|oui|ouais|s[iíÍ])([ ,.!].*)?|¡?(1|one|eins|uno?|sure|ok|okay|please|gerne|bitte|klar|d['’]accord|claro|vale)([ ,.!]+(yes|yeah|ja|sure|ok|okay|please|gerne|bitte|do|thanks|thank you|call me( back)?|go ahead|por favor))*[ ,.!]*";

const WHOLE = new RegExp(`^(?:${YES})$`, 'i');

export const meansYes = (answer: string): boolean => WHOLE.test(answer);
