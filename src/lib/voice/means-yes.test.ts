import { meansYes } from './means-yes';

test.each([
  ...['1', 'one', 'Yes, please.', 'yes', 'Yeah.', 'Yes, but not before five', 'Sure, go ahead.', 'Okay, call me back.'],
  ...[
    'Please.',
    'Please do',
    'OK thanks',
    'Ja',
    'Ja, gerne!',
    'Gerne',
    'Bitte',
    'Oui.',
    'Oui, merci',
    'sí',
    'Sí, claro',
    'Si',
    'Eins.',
    'Un',
    'Uno',
    'Klar, gerne',
    'Ouais.',
    "D'accord",
    'Oui, d’accord',
    'Vale',
    'Vale, por favor',
    '¡Sí!',
    '¡Claro!',
  ],
])('README example: "%s" is a yes', (answer) => {
  expect(meansYes(answer)).toBe(true);
});

test.each([
  ...['', '2', '11', 'No', 'No, thank you.', "Please don't", 'Please do not call me', 'Okay, no thanks', 'Sure not'],
  ...['One moment', 'So what?', 'Nein danke', 'Bitte nicht', 'Gerne nicht', 'Claro que no', 'Yesterday', 'Non merci'],
  ...['Un moment', 'Uno momento', 'Eins nach dem anderen', "D'accord, mais non", 'Vale, pero no', 'Klar ist das nicht'],
])('"%s" is none', (answer) => {
  expect(meansYes(answer)).toBe(false);
});
